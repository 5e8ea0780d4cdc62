"""The shared vocabulary: SKOS concepts of concepts/*.ttl by label, by scheme and by what is broader.

Knows concepts; knows nothing of documents.  A label that no concept bears gives nothing, and is never forced onto a
near one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.ontology.lexicon import Lexicon, normalised
from evigraph.ontology.rdf import Literal, NamedNode, Quad, RdfFormat, parse
from evigraph.ontology.terms import HTA, HTC, RDF, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Concept", "Vocabulary", "concept_files", "vocabulary"]

CONCEPTS = Path(__file__).with_name("concepts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One concept: `scheme` is the slug of its scheme without `-scheme`; the rest as the files give it.

    `hidden` labels are words by which people ask for it, and by which no source names it.

    The last four fields are for instruments: the ends of the scale, which end is the bad one, and the outcomes
    measured.
    """

    iri: str
    label: str
    scheme: str
    alternatives: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    definition: str = ""
    scale_min: Decimal | None = None
    scale_max: Decimal | None = None
    scale_direction: str = ""
    measures: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """Preferred and alternative labels."""
        return (self.label, *self.alternatives)

    @property
    def node(self) -> NamedNode:
        """The concept as an RDF term."""
        return NamedNode(self.iri)


@dataclass(frozen=True)
class Vocabulary:
    """Concepts and the ways to find them."""

    concepts: tuple[Concept, ...]
    _lexicons: dict[tuple[str, ...], Lexicon[Concept]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _by_iri(self) -> dict[str, Concept]:
        return {concept.iri: concept for concept in self.concepts}

    @cached_property
    def _by_label(self) -> dict[tuple[str, str], Concept]:
        found: dict[tuple[str, str], Concept] = {}
        for labels in ("preferred", "alternative"):
            for concept in self.concepts:
                for label in (concept.label,) if labels == "preferred" else concept.alternatives:
                    found.setdefault((concept.scheme, normalised(label)), concept)
        return found

    @property
    def schemes(self) -> frozenset[str]:
        """Slugs of all schemes that hold a concept."""
        return frozenset(concept.scheme for concept in self.concepts)

    def concept(self, iri: str) -> Concept | None:
        """The concept of an IRI."""
        return self._by_iri.get(iri)

    def find(self, label: str, *schemes: str) -> Concept | None:
        """The concept that bears this label, preferred labels first, in the first of the schemes that has one."""
        words = normalised(label)
        return next(filter(None, (self._by_label.get((scheme, words)) for scheme in schemes)), None)

    def find_within(self, words: str, *schemes: str) -> Concept | None:
        """The concept that bears this label, else the one whose label is the longest phrase inside the words."""
        return self.find(words, *schemes) or self.lexicon(*schemes).longest(words)

    def closure(self, iri: str) -> frozenset[str]:
        """A concept and everything broader than it."""
        seen: set[str] = set()
        pending = [iri]
        while pending:
            current = pending.pop()
            if current not in seen:
                seen.add(current)
                known = self._by_iri.get(current)
                pending.extend(known.broader if known else ())
        return frozenset(seen)

    def lexicon(self, *schemes: str, hidden: bool = False) -> Lexicon[Concept]:
        """A matcher over all labels of the schemes, or of all schemes where none is given."""
        key = (*schemes, str(hidden))
        if key not in self._lexicons:
            chosen = [c for c in self.concepts if not schemes or c.scheme in schemes]
            labels = ((label, c) for c in chosen for label in (*c.labels, *(c.hidden if hidden else ())))
            self._lexicons[key] = Lexicon(labels)
        return self._lexicons[key]


def concept_files() -> tuple[Path, ...]:
    """The Turtle files of the shared vocabulary, in order."""
    return tuple(sorted(CONCEPTS.glob("*.ttl")))


@cache
def vocabulary(*files: Path) -> Vocabulary:
    """The vocabulary of these files, or of the package; read once.

    Raises SyntaxError where a file is not Turtle.
    """
    described: dict[str, list[Quad]] = {}
    for path in files or concept_files():
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode):
                described.setdefault(quad.subject.value, []).append(quad)
    found = (_concept(iri, described[iri]) for iri in sorted(described))
    return Vocabulary(tuple(filter(None, found)))


def _concept(iri: str, quads: list[Quad]) -> Concept | None:
    values: dict[NamedNode, list[NamedNode | Literal]] = {}
    for quad in quads:
        if isinstance(quad.object, NamedNode | Literal):
            values.setdefault(quad.predicate, []).append(quad.object)
    if SKOS.Concept not in values.get(RDF.type, ()) or SKOS.prefLabel not in values:
        return None
    schemes = _texts(values.get(SKOS.inScheme, ()))
    return Concept(
        iri=iri,
        label=_english(values[SKOS.prefLabel]),
        scheme=schemes[0].removeprefix(HTC).removesuffix("-scheme") if schemes else "",
        alternatives=_texts(values.get(SKOS.altLabel, ())),
        hidden=_texts(values.get(SKOS.hiddenLabel, ())),
        broader=_texts(values.get(SKOS.broader, ())),
        definition=_english(values.get(SKOS.definition, ())),
        scale_min=_number(values.get(HTA.scaleMin, ())),
        scale_max=_number(values.get(HTA.scaleMax, ())),
        scale_direction=_english(values.get(HTA.scaleDirection, ())),
        measures=_texts(values.get(HTA.measures, ())),
    )


def _texts(values: Iterable[NamedNode | Literal]) -> tuple[str, ...]:
    return tuple(value.value for value in values)


def _english(values: Iterable[NamedNode | Literal]) -> str:
    """The English text among several languages, else any; empty where there is none."""
    ordered = sorted(values, key=lambda v: (getattr(v, "language", None) != "en", v.value))
    return ordered[0].value if ordered else ""


def _number(values: Iterable[NamedNode | Literal]) -> Decimal | None:
    return next((Decimal(value.value) for value in values), None)
