"""Outcomes and instruments that a document names itself: short forms of known ones, scores that no concept names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.ontology.lexicon import Lexicon
from evigraph.ontology.vocabulary import Concept, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.ontology.records import Abbreviation

_SCORE = re.compile(
    r"\b(?:scores?|scales?|index|inventory|questionnaire|rating|test|profile|survey|assessment)\b", re.IGNORECASE
)


def learned(abbreviations: Iterable[Abbreviation]) -> Lexicon[Concept]:
    """A matcher for the short forms of outcomes and instruments."""
    return Lexicon((label, concept) for a in abbreviations for label, concept in _terms(a))


def _terms(abbreviation: Abbreviation) -> Iterator[tuple[str, Concept]]:
    for scheme in ("outcome", "instrument"):
        if vocabulary().find(abbreviation.short, scheme) is not None:
            return
    known = [c for s in ("outcome", "instrument") if (c := vocabulary().find(abbreviation.long, s)) is not None]
    for concept in known:
        yield abbreviation.short, concept
    if not known and _SCORE.search(abbreviation.long):
        yield from _score(abbreviation)


def _score(abbreviation: Abbreviation) -> Iterator[tuple[str, Concept]]:
    """A score is an instrument, and what it measures an outcome of its own."""
    long = abbreviation.long
    outcome = Concept(iri=f"urn:local:outcome:{long.lower()}", label=long, scheme="outcome")
    instrument = Concept(iri=f"urn:local:instrument:{long.lower()}", label=abbreviation.short, scheme="instrument")
    for label in (abbreviation.short, long):
        yield label, outcome
        yield label, instrument
