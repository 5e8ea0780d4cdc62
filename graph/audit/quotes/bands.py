"""Ranges with names in one sentence: "mild (1 to 3), moderate (4 to 6) or severe (7 to 10)".

Knows how categories are listed; knows nothing of what is categorised.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from evigraph.graph.audit.quotes.reading import plain, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.recall import Words

NUMBER = r"\d+(?:\.\d+)?"
DEGREE = (
    r"(?:no(?:ne)?|minimal|mild|minor|slight|moderate|marked|severe|major|serious|low|medium|high|poor"
    r"|fair|good|excellent|small|large)"
)
RANGE = rf"(?P<low>{NUMBER})\s*(?:to|-)\s*(?P<high>{NUMBER})"
NAMED = re.compile(
    rf"\b(?P<name>{DEGREE})\b(?: \w+)?\s*[(\[:=]?\s*{RANGE}(?! ?%| ?(?:days|weeks|months|years))", re.IGNORECASE
)
NAMED_AFTER = re.compile(
    rf"{RANGE}(?! ?%| ?(?:days|weeks|months|years))(?:(?! to | and |,|\d).){{0,40}}?\b(?P<name>{DEGREE})\b",
    re.IGNORECASE,
)
BANDS = 3


@dataclass(frozen=True, slots=True)
class Band:
    """One category and its ends."""

    name: str
    low: Decimal
    high: Decimal
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Bands:
    """Three categories or more in rising order, and the words that define them."""

    bands: tuple[Band, ...]
    words: Words

    @property
    def overlaps(self) -> tuple[Decimal, ...]:
        """The values that two categories share at their ends."""
        return tuple(after.low for before, after in pairwise(self.bands) if after.low <= before.high)

    @property
    def gaps(self) -> tuple[tuple[Decimal, Decimal], ...]:
        """The ends between which values have no category, on a scale that is not of whole numbers alone."""
        return tuple((before.high, after.low) for before, after in pairwise(self.bands) if after.low > before.high)


def bands(words: Words) -> Iterator[Bands]:
    """The sets of categories in a quote."""
    for sentence in sentences(words):
        text = plain(sentence.quote)
        for pattern in (NAMED, NAMED_AFTER):
            found = [
                Band(m["name"].lower(), Decimal(m["low"]), Decimal(m["high"]), m.start(), m.end())
                for m in pattern.finditer(text)
            ]
            if len(found) >= BANDS and all(before.low < after.low for before, after in pairwise(found)):
                yield Bands(tuple(found), sentence.part(found[0].start, found[-1].end))
                break
