"""Outcomes, instruments and harms that a text names, by the vocabulary and by the terms that a document defines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.ontology.vocabulary import Concept, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from evigraph.ontology.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept named in a text."""

    start: int
    end: int
    concept: Concept


def outcomes_and_instruments(own: Lexicon[Concept]) -> Callable[[str], list[Mention]]:
    """A scanner for outcomes and instruments; a document's own terms go before the shared ones."""
    shared = vocabulary().lexicon("outcome", "instrument")

    def scan(text: str) -> list[Mention]:
        first = list(own.scan(text))
        rest = [s for s in shared.scan(text) if not any(o.start < s.end and s.start < o.end for o in first)]
        return [Mention(s.start, s.end, s.concept) for s in sorted([*first, *rest], key=lambda s: s.start)]

    return scan


def harms() -> Callable[[str], list[Mention]]:
    """A scanner for adverse events."""
    lexicon = vocabulary().lexicon("event")
    return lambda text: [Mention(s.start, s.end, s.concept) for s in lexicon.scan(text)]
