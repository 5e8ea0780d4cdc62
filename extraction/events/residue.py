"""A stretch of a statement without what tells when, in whom and where: what is left may name what happened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.scanning.descriptions import DESIGN
from evigraph.extraction.scanning.masks import blank
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS

if TYPE_CHECKING:
    from evigraph.extraction.results.statement import Statement

_STUDY = re.compile(
    rf"\b(?:in|from|of|by|during|within)\s+(?:the|this|that|an?|same|its)\s+{DESIGN}"
    rf"(?:\s+(?:of|with)\s+\d[\d,]*\s+{UNIT_OF_ANALYSIS})?\b"
    rf"|\b(?:the|this|that)\s+(?:authors?|investigators?|report|{DESIGN})\s+(?:also )?"
    r"(?:recorded|reported|described|noted|found|saw|had|stated that|counted|has records of)\b",
    re.IGNORECASE,
)
_ARM_BEFORE = re.compile(
    r"(?:\b(?:after|with|in|for|by|on|of|from|had|received|underwent|having|given|assigned to|treated (?:with|by)"
    r"|injected with|undergoing|who had|and|the|a|an)\s+)+$",
    re.IGNORECASE,
)
_ARM_BEHIND = re.compile(
    r"\s+(?:arms?|groups?|insertions?|placements?|treatments?|therapy|procedures?|surgery|implants?"
    r"|implantation)\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\([^()]*\)")


def residue(s: Statement, start: int, end: int) -> str:
    """A stretch with times, arms, names of studies and whole brackets blanked, as long as before."""
    spans = (
        [m.span() for m in _STUDY.finditer(s.text)]
        + [(d.start, d.end) for d in s.descriptions]
        + [_arm_span(s.text, m.start, m.end) for m in s.arm_mentions]
    )
    clipped = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and start < b]
    text = blank(s.without_times(start, end), clipped)
    return _BRACKET.sub(lambda m: " " * len(m[0]), text)


def _arm_span(text: str, start: int, end: int) -> tuple[int, int]:
    before, behind = _ARM_BEFORE.search(text[:start]), _ARM_BEHIND.match(text, end)
    return before.start() if before else start, behind.end() if behind else end
