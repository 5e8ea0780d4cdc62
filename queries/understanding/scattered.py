"""Names of several words that a question writes in another order: "stay in hospital", "speech that was slurred".

Knows stems and places of words; knows nothing of what the names stand for.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Generic, TypeVar

from evigraph.queries.understanding.weights import DENYING, is_faint, is_stop
from evigraph.queries.words.cues import cues
from evigraph.queries.words.stems import stems_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.queries.words.tokens import Token

T = TypeVar("T")
#: How many words may stand between those of a name.
BETWEEN = 4


class Scattered(Generic[T]):
    """Finds names by their stems, in any order, with no more than a few words that say little between them."""

    def __init__(self, labels: Iterable[tuple[str, T]]) -> None:
        self._by_stem: defaultdict[str, list[tuple[frozenset[str], bool, T]]] = defaultdict(list)
        for label, thing in labels:
            said = stems_of(label)
            stems = frozenset(stem for stem in said if stem not in cues().stop)
            if len(stems) > 1:
                self._by_stem[min(stems)].append((stems, bool(said & DENYING), thing))

    def find(self, tokens: tuple[Token, ...]) -> Iterator[tuple[T, int, int]]:
        """What is named, with the first token and the one after the last, each thing once.

        What a name denies, such as "could not be entered", is only meant where the words deny something too.
        """
        denied = any(token.word in DENYING for token in tokens)
        places: defaultdict[str, list[int]] = defaultdict(list)
        for token in tokens:
            places[token.stem].append(token.index)
        seen: set[T] = set()
        for stem in places:
            for stems, denies, thing in self._by_stem.get(stem, ()):
                if thing in seen or (denies and not denied) or not stems <= places.keys():
                    continue
                if span := _span(tokens, places, stems):
                    seen.add(thing)
                    yield thing, *span


def _span(tokens: tuple[Token, ...], places: dict[str, list[int]], stems: frozenset[str]) -> tuple[int, int] | None:
    """Where the stems stand together; None where other words of weight stand between them."""
    indexes = sorted(places[stem][0] for stem in stems)
    inside = tokens[indexes[0] : indexes[-1] + 1]
    other = [t for t in inside if t.index not in indexes]
    if len(other) > BETWEEN or any(t.is_word and not is_stop(t) and not is_faint(t) for t in other):
        return None
    return indexes[0], indexes[-1] + 1
