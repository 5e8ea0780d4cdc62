"""The ends of a scale as a sentence describes them: "scored from 0 (none) to 10 (worst)".

Knows how scales are described; knows nothing of results.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.graph.audit.quotes.reading import plain, sentences
from evigraph.graph.audit.scales import Ends

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.recall import Words

NUMBER = r"\d+(?:\.\d+)?"
ENDS = re.compile(
    rf"(?<![\d.=])(?P<low>{NUMBER})(?:\s*\([^()]*\))?\s*(?:to|-|and)\s*(?P<high>{NUMBER})(?!\d|\.\d"
    r"|%)(?:\s*\((?!95)[^()]*\))?",
)
#: What must stand before the ends, so that they are of a scale and not a range of results or times.
DESCRIBES = re.compile(
    r"\b(?:scored?|scale|VAS|NRS|score|rated|ranged?|questionnaire|index|from|out of|runs?|between|\()\b[^.;]{0,60}$",
    re.IGNORECASE,
)
OTHER_RANGE = re.compile(r"\b(?:CI|IQR|SD|range of|weeks?|months?|years?|days?)\s*[=:]?\s*$", re.IGNORECASE)
TIMES = re.compile(r"\s*(?:days?|weeks?|months?|years?|patients?|minutes?|hours?|mm\b|cm\b|ml\b|%)", re.IGNORECASE)


LABEL = re.compile(
    rf"[^:=()]*\b(?:score|scale|VAS|NRS|grade)\b[^:=()]*\((?P<low>{NUMBER}) ?(?:to|-) ?(?P<high>{NUMBER})\) ?[:=]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Described:
    """The ends of a scale with the sentence that describes it."""

    ends: Ends
    sentence: str
    words: Words


def described_scales(words: Words) -> Iterator[Described]:
    """The scales that a quote describes; bands of one scale, three ranges or more in a sentence, are none."""
    for sentence in sentences(words):
        text = plain(sentence.quote)
        found = [m for m in ENDS.finditer(text) if _is_scale(text, m)]
        if len(found) in (1, 2):
            yield from (_described(sentence, match) for match in found)


def _is_scale(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    low, high = Decimal(match["low"]), Decimal(match["high"])
    return (
        low in (0, 1)
        and high > low
        and DESCRIBES.search(before) is not None
        and OTHER_RANGE.search(before) is None
        and TIMES.match(after) is None
    )


def _described(sentence: Words, match: re.Match[str]) -> Described:
    ends = Ends(Decimal(match["low"]), Decimal(match["high"]))
    return Described(ends, sentence.quote, sentence)


def labelled(words: Words) -> Ends | None:
    """The ends that the label of a row gives: "Comfort score (1 to 4): mean 2.1"."""
    match = LABEL.match(plain(words.quote))
    return Ends(Decimal(match["low"]), Decimal(match["high"])) if match else None
