"""Scales as sentences declare them: "0 to 10", "VAS from 0 (no pain) to 100 (worst)".  Works on levelled text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from evigraph.extraction.scanning.numbers import decimal

_SCALE = re.compile(
    r"(?:\b(?P<word>scales?|scored?|scores?|range|ranged|ranging|rated|VAS|NRS|totals?|points?|from|index|goes"
    r"|run|running)\b[^.;()\d]{0,40}?)?"
    r"(?:\bfrom\s+|\()?\s*(?P<low>-?\d{1,3}(?:\.\d+)?)\s*(?:\((?P<lowlabel>[^()\d]+)\))?\s*(?:to|-)\s*"
    r"(?P<high>\d{1,4}(?:\.\d+)?)(?![\d.,]*\d|\s*%)\s*(?P<unit>mm|points?|cm)?\s*"
    r"(?:\((?P<highlabel>[^()\d]+)\))?",
    re.IGNORECASE,
)
_OUT_OF = re.compile(r"\bout of (?P<high>10|100|5|20|24|48)\b")
_MILLIMETRE = re.compile(r"\b(?P<high>100)[- ]?mm\s+(?=VAS|visual)", re.IGNORECASE)
_TWO_ENDS = re.compile(r"[01](?:\.0)?\s*(?:\([^()\d]+\)\s*)?(?:to|-)\s*\d")
HIGHEST = frozenset(map(Decimal, (
    3, 4, 5, 6, 7, 8, 10, 12, 15, 18, 20, 21, 24, 25, 27, 28, 30, 35, 36, 40, 42, 48, 50, 52, 60, 63, 68, 70, 75, 84,
    90, 96, 100, 110, 120, 144, 200, 250, 1000,
)))  # fmt: skip
"""Values at which printed scales end."""
_SPREAD_BEFORE = re.compile(
    r"\b(?:CI|IQR|SD|SE|interquartile range|quartiles?|confidence interval)[\])]?\s*[:=,]?\s*(?:from\s+)?$",
    re.IGNORECASE,
)
_STATISTIC_BEFORE = re.compile(
    r"(?:\bCI|\bIQR|interval|ranged?|ranging|p|=|\bwas|\bwere|\bSD|between|%)[\s:,=(]*(?:from\s+)?$", re.IGNORECASE
)
_INSTRUMENT_BEFORE = re.compile(
    r"(?:\b(?:scales?|scores?|scored|VAS|NRS|questionnaire|index|rated|rating|totals? (?:run|go)|subscale"
    r"|analogue scale\]?|measured|[A-Z][A-Z0-9-]{2,}|pain|function|satisfaction|severity)"
    r"\b[\s\w\]),:;-]{0,40}?[\s,;:(\[]*(?:from\s+|range\s+|ranges?\s+from\s+)?)$"
)
_RANGE_BEFORE = re.compile(r"\d\s*[A-Za-z%/]{0,12}\s*[(\[]\s*range[:,]?\s+(?:from\s+)?$")
_BRACKET_BEFORE = re.compile(r"\((?:range\s+|from\s+|scale\s+)?$")
_COUNTED = re.compile(r"\s*(?:days?|weeks?|months?|years?|patients|eyes|%)\b")
REACH = 60
"""Characters before a scale that tell whether it is one."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The ends of a scale as printed: "0 to 10", "VAS from 0 (no pain) to 100 (worst)"."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: str
    low_label: str
    high_label: str


def scales_in(text: str) -> list[Scale]:
    """Scale declarations: a low end of 0 or 1 and a round high end, not in a statistic."""
    pairs = _SCALE.finditer(text) if _TWO_ENDS.search(text) else ()
    found = [_scale(m) for m in pairs if _is_scale(text, m)]
    found += [_from_zero(m) for pattern in (_OUT_OF, _MILLIMETRE) for m in pattern.finditer(text)]
    return sorted(found, key=lambda s: s.start)


def _scale(m: re.Match[str]) -> Scale:
    labels = (m["lowlabel"] or "").strip(), (m["highlabel"] or "").strip()
    return Scale(m.start("low"), m.end(), decimal(m["low"]), decimal(m["high"]), m["unit"] or "", *labels)


def _from_zero(m: re.Match[str]) -> Scale:
    return Scale(m.start(), m.end(), Decimal(0), decimal(m["high"]), "mm" if "mm" in m[0] else "", "", "")


def _is_scale(text: str, m: re.Match[str]) -> bool:
    low, high = decimal(m["low"]), decimal(m["high"])
    if low not in (0, 1) or high not in HIGHEST or high <= low + 1 or _COUNTED.match(text, m.end("high")):
        return False
    before = text[max(m.start("low") - REACH, 0) : m.start("low")]
    if _SPREAD_BEFORE.search(before) or _RANGE_BEFORE.search(before):
        return False
    return m["lowlabel"] is not None or _INSTRUMENT_BEFORE.search(before) is not None or _in_bracket(before)


def _in_bracket(before: str) -> bool:
    """Whether a scale opens a bracket that no statistic opens."""
    plain = before.removesuffix("(").removesuffix("range ")
    return _BRACKET_BEFORE.search(before) is not None and not _STATISTIC_BEFORE.search(plain)
