"""Percentages that are printed beside their count and their whole: "25% (5/20)", "5 of 20 eyes (25%)".

Knows how the three are set side by side; knows nothing of what they count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from evigraph.graph.audit.quotes.reading import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.recall import Words

WHOLE = r"\d{1,3}(?:[, ]\d{3})+|\d+"
PERCENT = r"\d+(?:\.\d+)?"
#: Up to three words for what is counted.
UNIT = r"(?:[a-z]+[ ]){0,3}?"
PATTERNS = (
    re.compile(
        rf"(?<![\d.,])(?P<percent>{PERCENT}) ?%(?: of [a-z]+)? ?[(\[]"
        rf"(?P<n>{WHOLE}) ?(?:/|of(?: the)?) ?(?P<of>{WHOLE})(?![\d.%]|,\d)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![\d./,])(?P<n>{WHOLE}) ?(?:/|(?<= )of(?: the)?) ?(?P<of>{WHOLE})(?![\d.%]|,\d) ?{UNIT}"
        rf"[(\[](?P<percent>{PERCENT}) ?%[)\]]",
        re.IGNORECASE,
    ),
)


@dataclass(frozen=True, slots=True)
class PrintedShare:
    """n of a whole with its percentage, and the words that print the three."""

    n: int
    of: int
    percent: Decimal
    words: Words


def printed_shares(words: Words) -> Iterator[PrintedShare]:
    """The shares of a quote whose three numbers stand side by side."""
    for n, of, percent, start, end in _shares(plain(words.quote)):
        yield PrintedShare(n, of, percent, words.part(start, end))


@lru_cache(maxsize=4096)
def _shares(text: str) -> tuple[tuple[int, int, Decimal, int, int], ...]:
    found = (match for pattern in PATTERNS for match in pattern.finditer(text) if "%" in text)
    return tuple((_int(m["n"]), _int(m["of"]), Decimal(m["percent"]), *m.span()) for m in found)


def _int(printed: str) -> int:
    return int(re.sub(r"[, ]", "", printed))
