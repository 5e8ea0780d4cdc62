"""The claims of a document that is in a store already.

Knows how results and adverse events are written in the graph; knows nothing of what is done with them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.graph.binding import bound
from evigraph.graph.claims import Claim
from evigraph.graph.joining.documents import ask, query_file
from evigraph.graph.wording import Time
from evigraph.ontology.records import StudyHint
from evigraph.ontology.terms import HTA, RDF, RDFS

if TYPE_CHECKING:
    from evigraph.ontology.rdf import NamedNode, Store


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


def stated_claims(store: Store, facts: NamedNode) -> list[StatedClaim]:
    """The claims of one document, given by its facts graph, in the order of their names."""
    found: defaultdict[str, StatedClaim] = defaultdict(lambda: StatedClaim(""))
    for row in ask(store, bound(query_file("claims"), "facts", facts)):
        if row["property"] == RDF.type.value:
            continue
        claim = found[row["node"]]
        claim.node = row["node"]
        claim.texts[row["property"]] = row["value"]
        if "label" in row:
            claim.labels[row["property"]] = row["label"]
    return [found[node] for node in sorted(found)]
