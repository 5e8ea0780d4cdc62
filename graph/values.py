"""The values of record fields as RDF terms: literals with their printed precision, concepts, shared things.

Knows the schema table and the vocabulary; knows nothing of where findings stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from evigraph.ontology.iris import slug
from evigraph.ontology.rdf import Literal, NamedNode, Term, boolean, date, decimal, decimal_places, integer, text
from evigraph.ontology.records import StudyHint
from evigraph.ontology.schema import Field, Kind
from evigraph.ontology.terms import DCTERMS, HTA, HTC, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from evigraph.graph.sheet import Sheet

#: The ends of a scale at the end of a measure's label.
SCALE = re.compile(r"\s*\(?(\d+(?:\.\d+)?) to (\d+(?:\.\d+)?)\)?(?: [a-z]+)?$")

Value = str | int | Decimal | bool | Sequence[str] | StudyHint | Sequence[tuple[str, int]]


@dataclass(slots=True)
class Values:
    """Turns field values into terms, and tells the sheet of the concepts and things that they name."""

    sheet: Sheet
    studies: dict[str, NamedNode] = field(default_factory=dict)
    _labels: dict[NamedNode, str] = field(default_factory=dict)
    _concepts: dict[tuple[str, tuple[str, ...]], NamedNode] = field(default_factory=dict)

    def describe(self, subject: NamedNode, described: Field, value: Value) -> list[Term]:
        """State the field's property of the subject, with precision and wording, and return the objects stated."""
        if described.kind is Kind.HINT:
            return self._hint(subject, cast("StudyHint", value))
        if described.kind is Kind.PARTS:
            return self._parts(subject, described, cast("Sequence[tuple[str, int]]", value))
        values = [value] if isinstance(value, str | int | Decimal) else list(cast("Sequence[str]", value))
        objects = self._terms(subject, described, values)
        self.sheet.fact(subject, described.property, *objects)
        self._precision(subject, described, value)
        self._wording(subject, described, value, objects)
        return objects

    def concept(self, label: str, *schemes: str, within: bool = False) -> NamedNode:
        """The concept that the label names, else a local one that bears the source's words."""
        known = self._concepts.get((label, schemes))
        if known is None:
            known = self._concepts[label, schemes] = self._resolve(label, schemes, within=within)
        return known

    def thing(self, kind: str, label: str) -> NamedNode:
        """A device, organisation, guidance or measure that several documents may name."""
        node = self.sheet.iris.thing(kind, label)
        if node not in self._labels:
            self._labels[node] = label
            name = DCTERMS.identifier if kind == "guidance" else RDFS.label
            self.sheet.fact(node, RDF.type, THINGS[kind])
            self.sheet.fact(node, name, text(label))
            if kind == "measure":
                self._measure(node, label)
        return node

    def label(self, node: NamedNode) -> str:
        """The label under which this document knows a concept, thing or study."""
        return self._labels.get(node, "")

    def _terms(self, subject: NamedNode, described: Field, values: Sequence[str | int | Decimal]) -> list[Term]:
        if described.kind is Kind.CONCEPT:
            return [self.concept(str(v), *described.schemes, within=described.within) for v in values]
        if described.kind is Kind.THING:
            return [self.thing(described.thing, str(v)) for v in values]
        if described.kind is Kind.STUDY:
            return self._study(subject, [str(v) for v in values])
        return [literal(described.kind, v) for v in values]

    def _study(self, subject: NamedNode, names: list[str]) -> list[Term]:
        unknown = [name for name in names if name not in self.studies]
        self.sheet.fact(subject, HTA.studyName, *map(text, unknown))
        return [self.studies[name] for name in names if name in self.studies]

    def _resolve(self, label: str, schemes: tuple[str, ...], *, within: bool) -> NamedNode:
        vocabulary = self.sheet.vocabulary
        found = vocabulary.find_within(label, *schemes) if within else vocabulary.find(label, *schemes)
        if found is None:
            return self._local_concept(label, schemes[0])
        self._labels[found.node] = found.label
        return found.node

    def _local_concept(self, label: str, scheme: str) -> NamedNode:
        node = self.sheet.iris.local_concept(scheme, label)
        if node not in self._labels:
            self._labels[node] = label
            self.sheet.fact(node, RDF.type, SKOS.Concept)
            self.sheet.fact(node, SKOS.prefLabel, Literal(label, language="en"))
            self.sheet.fact(node, SKOS.inScheme, NamedNode(f"{HTC}{scheme}-scheme"))
            self.sheet.fact(node, HTA.unreviewed, boolean(True))
        return node

    def _measure(self, node: NamedNode, label: str) -> None:
        """What the label tells of a measure: the instrument as a concept, and the ends of its scale."""
        ends = SCALE.search(label)
        name = label[: ends.start()] if ends else label
        exact = self.sheet.vocabulary.find(name, "instrument")
        if instrument := exact or self.sheet.vocabulary.find_within(name, "instrument"):
            self.sheet.fact(node, HTA.instrument, instrument.node)
        low, high = map(Decimal, ends.groups()) if ends else (None, None)
        if exact and low is None:
            low, high = exact.scale_min, exact.scale_max
        if low is not None and high is not None:
            self.sheet.fact(node, HTA.scaleMin, decimal(low))
            self.sheet.fact(node, HTA.scaleMax, decimal(high))

    def _precision(self, subject: NamedNode, described: Field, value: Value) -> None:
        if described.decimals is None or not isinstance(value, Decimal):
            return
        printed = decimal_places(value)
        if described.decimals == HTA.decimals or printed > decimal_places(Decimal(decimal(value).value)):
            self.sheet.fact(subject, described.decimals, integer(printed))

    def _wording(self, subject: NamedNode, described: Field, value: Value, objects: list[Term]) -> None:
        """Lists keep their words for the order, single values where the object's label is not what the source says."""
        listed = not isinstance(value, str)
        if described.words is None or not (listed or objects):  # a study that nobody describes has its name stated
            return
        words = "; ".join(cast("Sequence[str]", value)) if listed else str(value)
        if listed or described.words == RDFS.label or self.label(cast("NamedNode", objects[0])) != words:
            self.sheet.fact(subject, described.words, text(words))

    def _hint(self, subject: NamedNode, hint: StudyHint) -> list[Term]:
        said = [
            (HTA.hintDesign, text(hint.design) if hint.design else None),
            (HTA.hintUnit, text(hint.unit) if hint.unit else None),
        ]
        said.append((HTA.hintN, None if hint.n is None else integer(hint.n)))
        for predicate, value in said:
            if value is not None:
                self.sheet.fact(subject, predicate, value)
        return [value for _, value in said if value is not None]

    def _parts(self, subject: NamedNode, described: Field, parts: Sequence[tuple[str, int]]) -> list[Term]:
        nodes: list[Term] = []
        for label, count in parts:
            node = self.sheet.iris.part(subject, "part", slug(label))
            self.sheet.fact(node, RDF.type, HTA.CountPart)
            self.sheet.fact(node, RDFS.label, text(label))
            self.sheet.fact(node, HTA.count, integer(count))
            nodes.append(node)
        self.sheet.fact(subject, described.property, *nodes)
        return nodes

    def know_study(self, name: str, node: NamedNode, label: str) -> None:
        """Remember which study a name stands for."""
        self.studies[name] = node
        self._labels[node] = label


THINGS = {"org": HTA.Organisation, "device": HTA.Device, "guidance": HTA.CitedDocument, "measure": HTA.Measure}


def literal(kind: Kind, value: str | int | Decimal) -> Literal:
    """A plain value as a literal; digits in a text field of kind integer are a number, other words stay words."""
    if isinstance(value, bool):
        return boolean(value)
    if isinstance(value, Decimal):
        return decimal(value)
    if isinstance(value, int):
        return integer(value)
    if kind is Kind.INTEGER and re.fullmatch(r"[0-9]{1,9}", value):
        return integer(int(value))
    return date(value) if kind is Kind.DATE else text(value)
