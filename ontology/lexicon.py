"""Phrases of a vocabulary found in running text: the longest phrase from each word on, by a dictionary of first words.

Knows words and phrases; knows no concept scheme.  Letter case, hyphens, apostrophes and plain plurals do not matter,
except that an abbreviation in capitals ("US", "IT") is only found in capitals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Lexicon", "Span", "normalised", "words_of"]

T = TypeVar("T")

TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
LONGEST_ABBREVIATION = 5


@dataclass(frozen=True, slots=True)
class Span(Generic[T]):
    """One phrase found at half-open code point offsets."""

    start: int
    end: int
    concept: T


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    """A word without case, possessive and plural ending: "Neuromas'" and "neuroma" are one."""
    folded = word.casefold().replace("’", "'").removesuffix("'s").replace("'", "")
    if len(folded) > 4 and folded.endswith("ies"):
        return folded[:-3] + "y"
    if len(folded) > 3 and folded.endswith("s") and not folded.endswith(("ss", "us", "is")):
        return folded[:-1]
    return folded


def words_of(text: str) -> tuple[str, ...]:
    """The normalised words of a text.

    >>> words_of("Follow-up of Morton's neuromas")
    ('follow', 'up', 'of', 'morton', 'neuroma')
    """
    return tuple(_plain(token) for token in TOKEN.findall(text))


def normalised(label: str) -> str:
    """A label in the form in which labels are compared."""
    return " ".join(words_of(label))


def _capitals(label: str) -> bool:
    return label.isupper() and len(label) <= LONGEST_ABBREVIATION


@dataclass(frozen=True, slots=True)
class _Entry(Generic[T]):
    rest: tuple[str, ...]
    capitals: bool
    concepts: tuple[T, ...]


class Lexicon(Generic[T]):
    """Finds phrases in text; two concepts of one phrase are both found."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        grouped: dict[tuple[tuple[str, ...], bool], dict[T, None]] = {}
        for label, concept in phrases:
            if words := words_of(label):
                grouped.setdefault((words, _capitals(label)), {})[concept] = None
        self._by_first: dict[str, list[_Entry[T]]] = {}
        for (words, capitals), concepts in grouped.items():
            self._by_first.setdefault(words[0], []).append(_Entry(words[1:], capitals, tuple(concepts)))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: (-len(entry.rest), not entry.capitals))

    def scan(self, text: str) -> Iterator[Span[T]]:
        """The longest phrases, left to right and without overlap."""
        tokens = [(match[0], match.start(), match.end()) for match in TOKEN.finditer(text)]
        plain = [_plain(token) for token, _, _ in tokens]
        position = 0
        while position < len(tokens):
            entries = self._by_first.get(plain[position])
            found = self._longest(entries, tokens[position][0], plain, position) if entries else None
            if found is None:
                position += 1
                continue
            last = position + len(found.rest)
            for concept in found.concepts:
                yield Span(tokens[position][1], tokens[last][2], concept)
            position = last + 1

    @staticmethod
    def _longest(entries: list[_Entry[T]], token: str, plain: list[str], position: int) -> _Entry[T] | None:
        for entry in entries:
            if entry.capitals and not token.isupper():
                continue
            if not entry.rest or tuple(plain[position + 1 : position + 1 + len(entry.rest)]) == entry.rest:
                return entry
        return None

    def longest(self, text: str) -> T | None:
        """The concept of the phrase with most characters, the first of several."""
        best = max(self.scan(text), key=lambda span: span.end - span.start, default=None)
        return best.concept if best else None
