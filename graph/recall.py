"""Records back from the quads that describe them, each with its node and the words that state it.

Knows the schema table; knows nothing of what records are used for.  The inverse of `describe`: audit, comparison of
versions and corrections all read documents through it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from evigraph.ontology import records
from evigraph.ontology.rdf import Literal, NamedNode
from evigraph.ontology.records import Finding, Place, Region, StudyHint
from evigraph.ontology.schema import Field, Kind, Node, schemas
from evigraph.ontology.terms import DCTERMS, HTA, OA, RDF, RDFS, SKOS
from evigraph.ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evigraph.ontology.rdf import Quad

F = TypeVar("F", bound=Finding)

#: The properties that lead from a node to what carries some of its fields.
CARRIERS = {Node.POPULATION: HTA.population.value, Node.INTERVENTION: HTA.intervention.value}
LABELS = (RDFS.label.value, SKOS.prefLabel.value, DCTERMS.identifier.value)


@dataclass(frozen=True, slots=True)
class Words:
    """A quoted place: `node` is its mention, or the mention that it is a part of."""

    document_id: str
    start: int
    end: int
    quote: str
    section: str
    node: str

    def overlaps(self, other: Words) -> bool:
        """Whether some words are in both."""
        return self.document_id == other.document_id and self.start < other.end and other.start < self.end

    def part(self, start: int, end: int) -> Words:
        """The words between two offsets of the quote."""
        quote = self.quote[start:end]
        return Words(self.document_id, self.start + start, self.start + end, quote, self.section, self.node)


@dataclass(frozen=True, slots=True)
class Stated(Generic[F]):
    """A record with its node, its words and, where it is about one, the node of its study."""

    record: F
    node: str
    words: Words
    study: str = ""
    concept: str = ""


class Recall:
    """The quads of one document by subject, read back as records."""

    def __init__(self, document_id: str, quads: Iterable[Quad]) -> None:
        self.document_id = document_id
        self._subjects: dict[str, dict[str, list[NamedNode | Literal]]] = {}
        for quad in quads:
            subject, value = quad.subject, quad.object  # a term is made anew whenever a quad is asked for it
            if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
                properties = self._subjects.setdefault(subject.value, {})
                properties.setdefault(quad.predicate.value, []).append(value)
        self._instances: defaultdict[str, list[str]] = defaultdict(list)
        for node, properties in self._subjects.items():
            for kind in properties.get(RDF.type.value, ()):
                self._instances[kind.value].append(node)

    @property
    def document_node(self) -> str:
        """The IRI of the document, with which the names of its facts start."""
        versions = self._instances[HTA.DocumentVersion.value]
        return self.text(versions[0], HTA.versionOf) if versions else ""

    def records(self, record: type[F]) -> tuple[Stated[F], ...]:
        """All records of one class in the order in which they stand."""
        found = (self._stated(record, node) for node in self._instances[schemas()[record].type.value])
        return tuple(sorted(filter(None, found), key=lambda s: (s.words.start, s.words.end, s.node)))

    def texts(self, node: str, prop: NamedNode) -> list[str]:
        """The values of a property as text."""
        return [term.value for term in self._subjects.get(node, {}).get(prop.value, ())]

    def text(self, node: str, prop: NamedNode) -> str:
        """The first value of a property as text, empty where there is none."""
        return next(iter(self.texts(node, prop)), "")

    def words(self, mention: str) -> Words:
        """What a mention quotes."""
        section = self.text(self.text(mention, HTA.inSection), DCTERMS.title)
        start, end = int(self.text(mention, OA.start)), int(self.text(mention, OA.end))
        return Words(self.document_id, start, end, self.text(mention, OA.exact), section, mention)

    def mention(self, node: str) -> Words | None:
        """What a mention quotes, None where it is another document's."""
        return self.words(node) if self.text(node, OA.start) else None

    def at(self, place: Place) -> Words | None:
        """The words of a place that some mention quotes."""
        known = (self.words(mention) for mention in self._instances[HTA.Mention.value])
        return next((w for w in known if (w.start, w.end) == (place.start, place.end)), None)

    def subjects(self, kind: NamedNode) -> Iterator[str]:
        """The nodes of a class."""
        yield from self._instances[kind.value]

    def _stated(self, record: type[F], node: str) -> Stated[F] | None:
        mention = self.text(node, HTA.statedIn)
        if not mention:
            return None  # another document's node, of which this one says something
        words = self.words(mention)
        given: dict[str, Any] = {
            "start": words.start,
            "end": words.end,
            "section": words.section,
            "region": Region(self.text(mention, HTA.region) or Region.KEY_FINDINGS),
            "rule": self.text(node, HTA.rule),
        }
        own = self._subjects[node].keys()
        for column in _columns(record.__name__):
            if not column.needs.isdisjoint(own) and (value := self._value(node, column)) is not None:
                given[column.field.name] = value
        if "places" in _types(record.__name__):
            given["places"] = tuple(sorted(self._places(node), key=lambda place: (place.start, place.attribute)))
        concept = self.text(node, HTA.outcome) or self.text(node, HTA.aeType)
        return Stated(record(**given), node, words, self.text(node, HTA.study), concept)

    def _value(self, node: str, column: Column) -> object:
        field, annotation = column.field, column.annotation
        if field.kind is Kind.HINT:
            return self._hint(node)
        carrier = self.text(node, NamedNode(CARRIERS[field.node])) if field.node in CARRIERS else node
        if field.kind is Kind.PARTS:
            return tuple(
                sorted((self.label(p), int(self.text(p, HTA.count))) for p in self.texts(node, field.property))
            )
        texts = self._texts(carrier, field)
        if not texts:
            return None
        if annotation.startswith("Decimal"):
            return self._decimal(carrier, field, texts[0])
        return _typed(annotation, texts)

    def _texts(self, node: str, field: Field) -> list[str]:
        """The source's words for a field, else the labels of what it points to, else its literals."""
        words = self.texts(node, field.words) if field.words else []
        if words:
            return words[0].split("; ")
        if field.kind is Kind.STUDY:
            return self._study_names(node, field)
        if field.kind in (Kind.CONCEPT, Kind.THING):
            return [self.label(value) for value in self.texts(node, field.property)]
        return sorted(self.texts(node, field.property))

    def _study_names(self, node: str, field: Field) -> list[str]:
        joined = self.texts(node, HTA.studyText)
        own = [label for study in self.texts(node, field.property) if (label := self.text(study, RDFS.label))]
        return own or joined or self.texts(node, HTA.studyName)

    def label(self, node: str) -> str:
        """What a node is called in the vocabulary or in the document itself."""
        concept = vocabulary().concept(node)
        if concept:
            return concept.label
        own = self._subjects.get(node, {})
        return next((own[name][0].value for name in LABELS if name in own), "")

    def _decimal(self, node: str, field: Field, value: str) -> Decimal:
        printed = self.text(node, field.decimals) if field.decimals else ""
        return Decimal(value).quantize(Decimal(1).scaleb(-int(printed))) if printed else Decimal(value)

    def _hint(self, node: str) -> StudyHint | None:
        n = self.text(node, HTA.hintN)
        unit = self.text(node, HTA.hintUnit)
        hint = StudyHint(design=self.text(node, HTA.hintDesign), n=int(n) if n else None, unit=unit)
        return None if hint == StudyHint() else hint

    def _places(self, node: str) -> Iterator[Place]:
        """Where the attributes of a node, or of what it carries, were read."""
        carriers = {node, *(self.text(node, NamedNode(link)) for link in CARRIERS.values())}
        for assertion in self._instances[HTA.Assertion.value]:
            mention = self.text(assertion, HTA.statedIn)
            if self.text(assertion, RDF.subject) in carriers and self.text(mention, OA.start):
                words = self.words(mention)
                attribute = self.text(assertion, HTA.attribute)
                yield Place(attribute=attribute, start=words.start, end=words.end, section=words.section)


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a record with the annotation of its type: without any of the properties it `needs` there is none."""

    field: Field
    annotation: str
    needs: frozenset[str]


@cache
def _columns(record: str) -> tuple[Column, ...]:
    """The fields of a record class by its name."""
    schema, types = schemas()[getattr(records, record)], _types(record)
    return tuple(Column(field, types[field.name], _needs(field)) for field in schema.fields)


def _needs(field: Field) -> frozenset[str]:
    """Properties of a record's node of which it has at least one, its type at last, where a field has a value."""
    if field.kind in (Kind.HINT, Kind.PARTS, Kind.STUDY):
        return frozenset({RDF.type.value})
    if field.node in CARRIERS:
        return frozenset({CARRIERS[field.node]})
    return frozenset(node.value for node in (field.property, field.words) if node)


@cache
def _types(record: str) -> Mapping[str, str]:
    """The annotations of a record class by its name."""
    return {field.name: str(field.type) for field in fields(getattr(records, record))}


def _typed(annotation: str, texts: list[str]) -> object:
    """Texts as the type that a record's field is annotated with."""
    if annotation.startswith("tuple"):
        return tuple(texts)
    if annotation.startswith("int"):
        return int(texts[0])
    return texts[0] == "true" if annotation.startswith("bool") else texts[0]
