"""Wholes of which a sentence gives parts: "Of the 21 patients, ...".  Works on levelled text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evigraph.extraction.scanning.numbers import INTEGER, UNSIGNED, WORD_NUMBER, integer
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS

_WHOLE = re.compile(
    r"(?:^\s*|[.;:]\s*)(?:Of|Among|Out of|From|For) (?:the |these |those |all )*"
    rf"(?:(?P<pct>{UNSIGNED}) ?%|(?P<n>{INTEGER}|{WORD_NUMBER}))?(?: ?(?P<unit>(?:\w+ )?{UNIT_OF_ANALYSIS}))?"
    rf"(?: (?:[^,;.()\d]|(?<=[A-Za-z]-)\d|\d+ (?:days?|weeks?|months?|years?|ml|mm|cm|kg)\b){{0,90}}?)?"
    rf"(?:\s*\({INTEGER} [a-z]+\))?,\s",
    re.IGNORECASE,
)
_IN_THE = re.compile(
    rf"(?:^\s*|[.;]\s+)(?:In|Among) (?:the )?(?P<n>{INTEGER}|{WORD_NUMBER}) "
    rf"(?P<unit>(?:\w+ )?{UNIT_OF_ANALYSIS})\b(?:\s*\({INTEGER} [a-z]+\))?"
    r"(?=,? (?:the |a )?(?:mean|median|average|with|who|that|having|it|they|there)\b)"
    rf"(?: (?:with|who|that|having) [^,;.()\d]{{0,80}}?(?=,? (?:it|they|the|mean|median|there|this|he|she)\b))?",
    re.IGNORECASE,
)
_WHOM = re.compile(r"\b(?:who|with|that|which|having)\b.*", re.IGNORECASE)
_OF_THESE = re.compile(r"\W*(?:of|among) (?:these|those)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole that the shares behind it are parts of; `words` tell whom it takes: "Of the 21 patients, ..."."""

    start: int
    end: int
    n: int | None
    unit: str
    words: str


def wholes_in(text: str) -> list[Whole]:
    """The wholes that a levelled text opens a sentence or clause with."""
    opened = [_whole(m) for m in _WHOLE.finditer(text) if m["n"] or m["pct"] or _OF_THESE.match(m[0])]
    return opened + [Whole(m.start(), m.end(), integer(m["n"]), _unit(m), "") for m in _IN_THE.finditer(text)]


def _whole(m: re.Match[str]) -> Whole:
    words = _WHOM.search(m[0])
    n = integer(m["n"]) if m["n"] else None
    return Whole(m.start(), m.end(), n, _unit(m), words[0].strip(" ,") if words else "")


def _unit(m: re.Match[str]) -> str:
    return (m["unit"] or "").split(" ")[-1].lower()
