"""The claims of a document that is in a store already.

Knows how results and adverse events are written in the graph; knows nothing of what is done with them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from evigraph.graph.claims import Claim
from evigraph.graph.wording import Time
from evigraph.ontology.records import StudyHint
from evigraph.ontology.terms import HTA, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from evigraph.ontology.rdf import Literal, NamedNode, Store
    from evigraph.ontology.vocabulary import Vocabulary

#: Properties whose objects are known to a claim by their labels.
LABELLED = frozenset({HTA.measure, HTA.statistic, HTA.unit})


@dataclass(slots=True)
class StatedClaim:
    """A result or adverse event of the graph: the text of each property, and the label of what it points to."""

    node: str
    texts: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def study(self) -> str:
        """The study that the document itself gives."""
        return self.text(HTA.study)

    @property
    def study_name(self) -> str:
        """The name of a study that the document does not describe."""
        return self.text(HTA.studyName)

    @property
    def hint(self) -> StudyHint | None:
        """How the sentence points to a study."""
        n = self.text(HTA.hintN)
        hint = StudyHint(design=self.text(HTA.hintDesign), n=int(n) if n else None, unit=self.text(HTA.hintUnit))
        return None if hint == StudyHint() else hint

    @property
    def restates(self) -> bool:
        """Whether its own document says it better elsewhere."""
        return bool(self.text(HTA.restates))

    def text(self, prop: NamedNode) -> str:
        """The value of a property, empty where it has none."""
        return self.texts.get(prop.value, "")

    def label(self, prop: NamedNode) -> str:
        """The label of what a property points to."""
        return self.labels.get(prop.value, "")

    def number(self, prop: NamedNode) -> Decimal | None:
        """A number with its printed digits where they are stated."""
        found = self.text(prop)
        if not found:
            return None
        digits = self.text(HTA.decimals) if prop in (HTA.value, HTA.percent) else ""
        value = Decimal(found)
        return value.quantize(Decimal(1).scaleb(-int(digits))) if digits else value

    def claim(self, study: str, rank: tuple[int, ...]) -> Claim:
        """The claim as one of a study, from a place of some rank."""
        event = self.text(HTA.status) != ""
        time_value = self.number(HTA.timeValue)
        return Claim(
            node=self.node,
            rank=rank,
            kind="adverse event" if event else "result",
            study=study,
            subject=self.text(HTA.aeType) if event else self.text(HTA.outcome),
            wording=self.text(RDFS.label) if event else "",
            measure=self.text(HTA.measureText) or self.label(HTA.measure),
            statistic=self.text(HTA.statisticText) or self.label(HTA.statistic),
            group=self.text(HTA.group),
            unit=self.text(HTA.unitText) or self.label(HTA.unit),
            severity=self.text(HTA.severity),
            status=self.text(HTA.status),
            comparator=self.text(HTA.comparator),
            time=Time.of(time_value, self.text(HTA.timeUnit), self.text(HTA.timeLabel)),
            value=self.number(HTA.value),
            n=self.number(HTA.numerator),
            denominator=self.number(HTA.denominator),
            percent=self.number(HTA.percent),
        )


def stated_claims(store: Store, facts: NamedNode, vocabulary: Vocabulary) -> list[StatedClaim]:
    """The claims of one document, given by its facts graph, in the order of their names.

    Read by pattern and not by query: an overview has thousands of triples, and a build reads them for every guidance.
    """
    labels = _Labels(store, facts, vocabulary)
    kinds = (HTA.OutcomeResult, HTA.AdverseEvent)
    nodes = {q.subject for kind in kinds for q in store.quads_for_pattern(None, RDF.type, kind, facts)}
    claims = (_stated_claim(store, cast("NamedNode", node), facts, labels) for node in nodes)
    return sorted(claims, key=lambda claim: claim.node)


def _stated_claim(store: Store, node: NamedNode, facts: NamedNode, labels: _Labels) -> StatedClaim:
    claim = StatedClaim(node.value)
    for quad in store.quads_for_pattern(node, None, None, facts):
        value = cast("NamedNode | Literal", quad.object)
        claim.texts[quad.predicate.value] = value.value
        if quad.predicate in LABELLED:
            claim.labels[quad.predicate.value] = labels[cast("NamedNode", value)]
    return claim


class _Labels(dict["NamedNode", str]):
    """What concepts and measures are called, in the vocabulary or in the document itself."""

    def __init__(self, store: Store, facts: NamedNode, vocabulary: Vocabulary) -> None:
        self._store = store
        self._facts = facts
        self._vocabulary = vocabulary

    def __missing__(self, node: NamedNode) -> str:
        concept = self._vocabulary.concept(node.value)
        self[node] = label = concept.label if concept else self._own(node)
        return label

    def _own(self, node: NamedNode) -> str:
        for predicate in (SKOS.prefLabel, RDFS.label):
            for quad in self._store.quads_for_pattern(node, predicate, None, self._facts):
                return cast("Literal", quad.object).value
        return ""
