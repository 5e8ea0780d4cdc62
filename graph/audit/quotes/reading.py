"""Numbers and words in a quote, found at their offsets.

Knows how numbers are printed; knows nothing of what they mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from evigraph.ontology.number_words import TENS, UNITS, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.graph.recall import Words


#: A whole number as digits or as a word; nothing that a decimal, a fraction or a per cent sign goes on.
COUNT = (
    r"(?:\d{1,3}(?:[, ]\d{3})+|\d+(?![\d.%/]|,\d)"
    rf"|(?:{'|'.join(TENS)})(?:-(?:{'|'.join(UNITS[1:10])}))?|{'|'.join(sorted(UNITS, key=len, reverse=True))})"
)
NUMBER = re.compile(r"(?<![\d.])-?(?:\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+)?(?:\.\d+|(?<=\d))(?!\d)")
#: Signs that print the same thing, each replaced by one of the same length, so that offsets stay.
SIGNS = str.maketrans(
    {"·": ".", "\N{NO-BREAK SPACE}": " ", "‑": "-", "–": "-", "−": "-", "’": "'", "\N{THIN SPACE}": " "}
)
CLAUSE_END = re.compile(r"[;\n]|\.\s")
PHRASE_END = re.compile(r"[;,\n(]|\.(?:\s|$)| and ")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The text with plain spaces, hyphens and decimal points, at the same offsets."""
    return text.translate(SIGNS)


def count(printed: str) -> int:
    """The value of a whole number in digits or words.

    >>> count("4,388"), count("Thirty-two")
    (4388, 32)
    """
    if printed[0].isdigit():
        return int(re.sub(r"[, ]", "", printed))
    return sum(WORDS[word] for word in printed.lower().split("-"))


@dataclass(frozen=True, slots=True)
class Printed:
    """A number and where it is printed."""

    value: Decimal
    start: int
    end: int


@lru_cache(maxsize=4096)
def numbers(text: str) -> tuple[Printed, ...]:
    """The numbers of a text, in digits or spelt, in their order."""
    found = [
        Printed(Decimal(re.sub(r"[, ]", "", m[0])), m.start(), m.end())
        for m in NUMBER.finditer(plain(text))
        if m[0].strip("-")
    ]
    spelt = (Printed(Decimal(count(m[0])), m.start(), m.end()) for m in SPELT_NUMBER.finditer(text))
    return tuple(sorted((*found, *spelt), key=lambda n: n.start))


SPELT_NUMBER = re.compile(
    rf"\b(?:(?:{'|'.join(TENS)})(?:-(?:{'|'.join(UNITS[1:10])}))?|{'|'.join(UNITS)})\b", re.IGNORECASE
)


def clause(words: Words, *values: Decimal | int | None) -> Words:
    """The shortest clause of a quote that prints all the values, or the quote where none does."""
    wanted = [abs(Decimal(v)) for v in values if v is not None]
    window = _window(numbers(words.quote), wanted) if wanted else None
    if window is None:
        return words
    text = plain(words.quote)
    start = max((m.end() for m in CLAUSE_END.finditer(text, 0, window[0])), default=0)
    return _trimmed(words, start, _clause_end(text, start, window[1]))


def _clause_end(text: str, start: int, position: int) -> int:
    """Where what follows the last number stops to belong to it: before a comma, a bracket or "and"; brackets close."""
    if text.count("(", start, position) > text.count(")", start, position):
        closed = text.find(")", position)
        return closed + 1 if closed >= 0 else len(text)
    after = PHRASE_END.search(text, position)
    return after.start() if after else len(text)


def _trimmed(words: Words, start: int, end: int) -> Words:
    quote = words.quote[start:end]
    left = len(quote) - len(quote.lstrip(" \t\n-"))
    return words.part(start + left, start + len(quote.rstrip()))


def _window(printed: Iterable[Printed], wanted: list[Decimal]) -> tuple[int, int] | None:
    """The shortest stretch that holds every wanted value."""
    listed = list(printed)
    best: tuple[int, int] | None = None
    for first, start in enumerate(listed):
        left = list(wanted)
        for number in listed[first:]:
            if abs(number.value) in left:
                left.remove(abs(number.value))
            if not left:
                if best is None or number.end - start.start < best[1] - best[0]:
                    best = start.start, number.end
                break
    return best


def sentences(words: Words) -> Iterator[Words]:
    """The sentences of a quote."""
    start = 0
    for stop in re.finditer(r"[.;](?=\s)|\n\s*\n|$", plain(words.quote)):
        if words.quote[start : stop.end()].strip():
            yield _trimmed(words, start, stop.end())
        start = stop.end()
