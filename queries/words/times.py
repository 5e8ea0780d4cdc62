"""Times in a question: "at 12 months", "a year later", "day 45", "between 1 and 5 years", "within 30 days".

Knows units of time; phases such as "before treatment" are concepts and found with them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from evigraph.graph.wording import in_months
from evigraph.queries.words.numbers import BEFORE, NUMBER, value_of

UNITS = {
    "day": r"days?|d(?=\b)",
    "week": r"weeks?|wks?|w(?=\b)",
    "month": r"months?|mths?|mos?|m(?=\b)",
    "year": r"years?|yrs?|y(?=\b)",
}
WORDY = {"day": r"days?", "week": r"weeks?|wks?", "month": r"months?|mths?|mos?", "year": r"years?|yrs?"}
_UNIT = "|".join(rf"(?P<{name}>{words})" for name, words in WORDY.items())
_LETTER = r"(?P<letter>[dwmy])"
_HALF = r"(?:\s+and\s+a\s+half\b)"
#: "the first year" is the time up to its end.
_FIRST = r"\bfirst\b(?=\s+year\b)"
_COUNT = rf"(?:{NUMBER}{_HALF}?|\b(?:a|an|half a)\b|{_FIRST})"
_COMPARED = "|".join(f"(?:{words})" for words in BEFORE.values())
PATTERN = re.compile(
    rf"(?:(?P<compared>\b(?:{_COMPARED}|after more than)\s+)?"
    rf"(?P<many>{_COUNT}(?:\s*(?:,|\band\b|\bor\b|\bto\b|-|\bthen\b|&)+\s*(?:{_COUNT}))*)"
    rf"(?:(?<=\d){_LETTER}\b|[\s-]*(?:{_UNIT})\b(?P<half>{_HALF})?)|\b(?P<named>day|week|month|year|d)[\s-]?(?P<at>\d+)\b)",
    re.IGNORECASE,
)
HALVED = re.compile(_HALF)
BETWEEN = re.compile(r"\b(?:between|from)\s*$", re.IGNORECASE)
JOINED = re.compile(r"\s*(?:and|to|until|-)\s*", re.IGNORECASE)
LETTERS = {"d": "day", "w": "week", "m": "month", "y": "year"}
#: How far two printed times may lie apart and be one: 12 months, 1 year, 52 weeks.
NEAR = Decimal("0.03")


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time of a question at half-open offsets: months from `low` to `high`, None where it is open.

    `point` is false for a window or bound, `closed` true for a bound that is itself meant: "at least a year".
    """

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    point: bool = True
    closed: bool = False

    @property
    def window(self) -> tuple[Decimal, Decimal]:
        """The months that count as this time."""
        low = Decimal(0) if self.low is None else self.low * (1 - NEAR)
        high = Decimal(100_000) if self.high is None else self.high * (1 + NEAR)
        return low.quantize(Decimal("0.0001")), high.quantize(Decimal("0.0001"))


def times_in(text: str) -> list[TimeSpan]:
    """All times of a levelled text, left to right; "1, 3 and 6 months" are three.

    >>> [float(time.low) for time in times_in("pain at 1 year and at 6 months")]
    [12.0, 6.0]
    """
    spans = [span for match in PATTERN.finditer(text) for span in _spans(match)]
    for first, second in pairwise(spans):
        if BETWEEN.search(text[: first.start]) and JOINED.fullmatch(text[first.end : second.start]):
            window = TimeSpan(first.start, second.end, first.low, second.high, point=False)
            return [window, *(span for span in spans if span not in (first, second))]
    return spans


def _spans(match: re.Match[str]) -> list[TimeSpan]:
    unit = _unit(match)
    if match["at"]:
        month = in_months(Decimal(match["at"]), unit)
        return [TimeSpan(match.start(), match.end(), month, month)]
    more = Decimal("0.5") if match["half"] else Decimal(0)
    many = re.finditer(_COUNT, match.string[match.start("many") :], re.IGNORECASE)
    listed = [found[0] for found in many if found.end() <= match.end("many") - match.start("many")]
    counts = [in_months(_count(number) + more, unit) for number in listed]
    if match["compared"]:
        return [_bounded(match, counts[-1])]
    if len(counts) > 1 and (re.search(r"\bto\b|-", match["many"]) or BETWEEN.search(match.string[: match.start()])):
        return [TimeSpan(match.start(), match.end(), counts[0], counts[-1], point=False)]
    return [TimeSpan(match.start(), match.end(), count, count) for count in counts]


def _unit(match: re.Match[str]) -> str:
    if match["at"]:
        return LETTERS.get(match["named"].casefold(), match["named"].casefold())
    if match["letter"]:
        return LETTERS[match["letter"].casefold()]
    return next(name for name in WORDY if match[name])


def _count(text: str) -> Decimal:
    text = text.casefold()
    if text in ("a", "an", "first"):
        return Decimal(1)
    number = HALVED.sub("", text)
    half = Decimal("0.5") if number != text else Decimal(0)
    return Decimal("0.5") if text == "half a" else value_of(number) + half


def _bounded(match: re.Match[str], months: Decimal | None) -> TimeSpan:
    words = match["compared"].strip().casefold()
    lower = any(re.fullmatch(BEFORE[kind], words, re.IGNORECASE) for kind in ("over", "from"))
    low, high = (months, None) if lower or words == "after more than" else (None, months)
    closed = any(re.fullmatch(BEFORE[kind], words, re.IGNORECASE) for kind in ("from", "to"))
    return TimeSpan(match.start(), match.end(), low, high, point=False, closed=closed)
