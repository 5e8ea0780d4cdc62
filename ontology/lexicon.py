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
SINGLE = (0,)


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


@lru_cache(maxsize=1024)
def _tokens(text: str) -> tuple[list[re.Match[str]], list[str]]:
    """The words of a text and their plain forms; several lexicons scan one text."""
    tokens = list(TOKEN.finditer(text))
    return tokens, [_plain(token[0]) for token in tokens]


def words_of(text: str) -> tuple[str, ...]:
    """The normalised words of a text.

    >>> words_of("Follow-up of Morton's neuromas")
    ('follow', 'up', 'of', 'morton', 'neuroma')
    """
    return tuple(_plain(token) for token in TOKEN.findall(text))


def normalised(label: str) -> str:
    """A label in the form in which labels are compared; one of signs alone, such as `%`, stays as it is."""
    return " ".join(words_of(label)) or label.strip().casefold()


def _capitals(label: str) -> bool:
    return label.isupper() and len(label) <= LONGEST_ABBREVIATION


class _Phrases(Generic[T]):
    """All phrases that start with one word, by the words that follow it, and their lengths from the longest on."""

    def __init__(self) -> None:
        self.by_rest: dict[tuple[str, ...], dict[T, bool]] = {}
        self.lengths: tuple[int, ...] = ()
        self.seconds: set[str] = set()

    def add(self, rest: tuple[str, ...], concept: T, *, capitals: bool) -> None:
        concepts = self.by_rest.setdefault(rest, {})
        concepts[concept] = capitals and concepts.get(concept, True)
        self.lengths = tuple(sorted({*self.lengths, len(rest)}, reverse=True))
        self.seconds.update(rest[:1])

    def longest(self, following: list[str], *, capitals: bool) -> tuple[int, list[T]]:
        """How many of the following words belong to the longest phrase, and its concepts; none where none fits."""
        lengths = self.lengths if following and following[0] in self.seconds else SINGLE
        for length in lengths:
            rest = tuple(following[:length])
            concepts = self.by_rest.get(rest, {}) if len(rest) == length else {}
            found = [concept for concept, only_capitals in concepts.items() if capitals or not only_capitals]
            if found:
                return length, found
        return 0, []


class Lexicon(Generic[T]):
    """Finds phrases in text; two concepts of one phrase are both found."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, _Phrases[T]] = {}
        self._longest = 0
        for label, concept in phrases:
            if words := words_of(label):
                self._by_first.setdefault(words[0], _Phrases()).add(words[1:], concept, capitals=_capitals(label))
                self._longest = max(self._longest, len(words))

    def scan(self, text: str) -> Iterator[Span[T]]:
        """The longest phrases, left to right and without overlap."""
        tokens, plain = _tokens(text)
        behind = 0
        for i, word in enumerate(plain):
            phrases = self._by_first.get(word) if i >= behind else None
            if phrases is None:
                continue
            more, concepts = phrases.longest(plain[i + 1 : i + self._longest], capitals=tokens[i][0].isupper())
            for concept in concepts:
                yield Span(tokens[i].start(), tokens[i + more].end(), concept)
            behind = i + more + 1

    def longest(self, text: str) -> T | None:
        """The concept of the phrase with most characters, the first of several."""
        best = max(self.scan(text), key=lambda span: span.end - span.start, default=None)
        return best.concept if best else None
