"""Studies that a sentence describes by design and size: "the case series of 22 patients".  Works on levelled text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evigraph.extraction.scanning.numbers import INTEGER, WORD_NUMBER, integer
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS

DESIGN = (
    r"(?:(?:large |small |prospective |retrospective |single[- ]arm |single[- ]cent(?:re|er) "
    r"|multi-?cent(?:re|er) |randomi[sz]ed |non-?randomi[sz]ed |controlled |comparative |pooled |open[- ]label "
    r"|double[- ]blind |"
    r"sham-controlled |observational |pilot |consecutive |matched |first |second |largest |smallest |other "
    r"|same |3-arm |2-arm |three-arm |two-arm |cross-?over |longitudinal |population-based |national "
    r"|company )*"
    r"(?:case series|case reports?|case-control stud(?:y|ies)|cohort stud(?:y|ies)|cohorts?|registr(?:y|ies)"
    r"|registers?|databases?|RCTs?|trials?|systematic reviews?(?: and meta-analys[ie]s)?|meta-analys[ie]s"
    r"|reviews?|series|stud(?:y|ies)|audits?))"
)
DESCRIPTION = re.compile(
    rf"(?P<design>\b{DESIGN})(?:\s+\([^()]*\))?\s+(?:of|with|in|on|that included|including|among|involving"
    rf"|covering)\s+(?:the\s+)?(?P<n>{INTEGER}|{WORD_NUMBER})\s+(?P<unit>(?:[a-z-]+ )?{UNIT_OF_ANALYSIS})"
    rf"(?P<more>\s+\(\s*{INTEGER} [a-z]+\s*\))?(?:\s+(?:of|in|from)\s+{INTEGER} {UNIT_OF_ANALYSIS})?",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:^|[.;]\s+|\band\s+)(?:in|from|among)\s+(?:the|an?|this|that)\s+$", re.IGNORECASE)
_WHOM = re.compile(
    r"\s+(?:with|who|having|undergoing|treated|after|aged|whose|for whom|being)\b(?:[^,;.()]|\([^()]*\))*(?=,)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Description:
    """A study by what it is: "the case series of 22 patients"; `n` and `unit` may be missing."""

    start: int
    end: int
    design: str
    n: int | None
    unit: str


def descriptions_in(text: str) -> list[Description]:
    """The study descriptions of a levelled text that give a number."""
    return [_description(text, m) for m in DESCRIPTION.finditer(text)]


def _description(text: str, m: re.Match[str]) -> Description:
    """A description that opens its clause goes on to the end of what it says of the patients."""
    whom = _WHOM.match(text, m.end()) if _OPENS.search(text[: m.start()]) else None
    unit = m["unit"].split()[-1].lower()
    return Description(m.start(), whom.end() if whom else m.end(), m["design"].strip(), integer(m["n"]), unit)
