"""Stretches of a sentence whose numbers are no results: citations, study descriptions, thresholds, scales, names.

Works on levelled text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.extraction.scanning.numbers import INTEGER, NUMBER, UNSIGNED, WORD_NUMBER, WORD_START, decimal, integer
from evigraph.extraction.scanning.units import MEASURE_UNIT, UNIT_OF_ANALYSIS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
_DESCRIPTION = re.compile(
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
_REVIEWED = re.compile(
    rf"(?<=\()\s*{INTEGER}\s+(?:RCTs?|trials?|studies)\b"
    rf"|\b(?:of|from|in)\s+(?:the\s+|only\s+)*{INTEGER}(?:\s+of\s+the\s+{INTEGER})?\s+"
    r"(?:[a-z-]+\s+){0,2}(?:RCTs?|trials|studies|papers)\b"
    rf"|\b{INTEGER}\s+(?:RCTs|trials|studies)\b",
    re.IGNORECASE,
)
_UNIT = rf"(?:\s*-?(?:{MEASURE_UNIT}|lines?|letters?|times))?(?![\w])"
THRESHOLD = re.compile(
    rf"{WORD_START}(?:\b(?:more|greater|less|fewer|lower|higher|longer|shorter|larger|smaller|better|worse"
    rf"|earlier|later|older|younger)\s+than\s+(?:or\s+equal\s+to\s+)?(?:half|{UNSIGNED}{_UNIT})"
    r"|\b(?:over|under|above|below|exceeding|at least|at most|no more than|not more than|(?<!crept )(?<!went )"
    r"(?<!rose )(?<!climbed )(?<!risen )(?<!increased )(?<!back )(?<!improved )up to|a minimum of|a maximum of"
    rf"|within)\s+(?:or\s+equal\s+to\s+)?{NUMBER}(?!\s*(?:days?|weeks?|months?|years?)\b"
    rf"(?=\s*(?:=|:|of follow)))(?:\s*\d*\.?\d*\s*(?:to|-)\s*{UNSIGNED})?{_UNIT}"
    rf"|(?<![\w=])(?<!\b[pP] )(?<!\b[pP]  )[<>≤≥]\s*=?\s*{NUMBER}{_UNIT}"
    rf"|(?<![\w.])(?:{NUMBER}|\b{WORD_NUMBER}){_UNIT}\s+or\s+(?:more|less|fewer|greater|better"
    r"|worse|above|below|over|under|higher|lower|longer|shorter|older|younger|later|earlier|larger|smaller)\b"
    rf"(?:\s+(?:{MEASURE_UNIT}|lines?|letters?)\b)?"
    rf"|(?<![\w.]){UNSIGNED}\s*(?:kg/m2|mmHg)\s+or\s+\w+)",
    re.IGNORECASE,
)
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
_GRADE = re.compile(
    r"\b(?:grades?|levels?|stages?|types?|classes|class|category|categories|line|lines|step|version"
    r"|table|figure|study|studies|visit|phase|part|group|section|chapter|ASA|NYHA|CTCAE|Clavien-Dindo)\s+"
    r"(?:[IVX]+|\d[a-d]?)(?:\s*(?:,|to|or|and|-)\s*(?:grade\s+)?(?:[IVX]+|\d[a-d]?)"
    r"(?!\s+(?:was|were|had|of|patients?|in|grade)\b|\.?\d|[%/]))*(?!\.?\d|[%/])\b",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"\b[A-Za-z]+-\d+[A-Za-z]*(?:-\d+[A-Za-z]*)?\b"
    r"|\b\d+-(?:item|point|step|arm|gauge|cent(?:re|er)|second|minute|metre|level|French|Tesla|mm|cm|fold|way"
    r"|lead)\b(?: [a-z]+ (?:stand|walk|test)s?)?"
    r"|\b(?:30|60)[- ]seconds?\b"
    r"|\bI2\b(?!\s*(?:=|:|was|of)\s*\d)"
    r"|\b(?:6/\d{1,2}|20/\d{2,3})(?= or (?:better|worse|more|less))"
    r"|(?<=acuity of )\d{1,2}/\d{1,3}"
    r"|\b\d+ (?:and \d+ )?o'clock\b"
    r"|(?<![\d.\[(])\b1 to 1\b(?!\.?\d|[\])])"
    r"|\b1:1\b"
    r"|\b\d+ J\b",
    re.IGNORECASE,
)
_MEANING = re.compile(
    rf"{WORD_START}(?:(?<![\w.])(?:equal to |score of )?{NUMBER}(?: points?,?)?\s+"
    r"(?:indicat\w+|being (?=the |no |an? |worst|best|most|least|full|normal|perfect|complete)|mean(?:s|ing)\b"
    r"|represent\w+|correspond\w+|is (?:not?|full|an?|the|absolutely|worst|best)\b|\((?:no|worst|best|none)\b)"
    rf"|\bequal to {NUMBER}(?: points?)?|\bscore of {WORD_NUMBER}\b)",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:^\s*|[.;:]\s*)(?:Of|Among|Out of|From|For) (?:the |these |those |all )*"
    rf"(?:(?P<pct>{UNSIGNED}) ?%|(?P<n>{INTEGER}|{WORD_NUMBER}))?(?: ?(?P<unit>(?:\w+ )?{UNIT_OF_ANALYSIS}))?"
    rf"(?: (?:[^,;.()\d]|(?<=[A-Za-z]-)\d|\d+ (?:days?|weeks?|months?|years?)\b){{0,90}}?)?"
    rf"(?:\s*\({INTEGER} [a-z]+\))?,\s",
    re.IGNORECASE,
)
_ALL_SITES = re.compile(
    rf"\b(?:at|on|in|to|for) all (?:{INTEGER}|{WORD_NUMBER}) (?:\w+ )?"
    r"(?:sites?|levels?|nerves?|segments?|lobes?|centres?|hospitals?)\b"
    rf"|^\s*(?:All|Both) (?:{INTEGER}|{WORD_NUMBER}) (?:target )?(?:sites?|nerves?|levels?|segments?)\b"
    rf"|\bcomes? from (?:only )?{INTEGER} \w+",
    re.IGNORECASE,
)
_IN_THE = re.compile(
    rf"(?:^\s*|[.;]\s+)(?:In|Among) (?:the )?(?P<n>{INTEGER}|{WORD_NUMBER}) "
    rf"(?P<unit>(?:\w+ )?{UNIT_OF_ANALYSIS})\b(?:\s*\({INTEGER} [a-z]+\))?"
    r"(?=,? (?:the |a )?(?:mean|median|average|with|who|that|it|they|there)\b)"
    rf"(?: (?:with|who|that) [^,;.()\d]{{0,80}}?(?=,? (?:it|they|the|mean|median|there|this|he|she)\b))?",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?<![\d.,/=])(?:19|20)\d\d(?![\d.,]*\d|\s*(?:%|patients|eyes|procedures|people))(?:\s*(?:to|-)\s*(?:19|20)\d\d)?"
)


@dataclass(frozen=True, slots=True)
class Description:
    """A study by what it is: "the case series of 22 patients"; `n` and `unit` may be missing."""

    start: int
    end: int
    design: str
    n: int | None
    unit: str


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


def descriptions_in(text: str) -> list[Description]:
    """The study descriptions of a levelled text that give a number."""
    found = []
    for m in _DESCRIPTION.finditer(text):
        whom = _WHOM.match(text, m.end()) if _OPENS.search(text[: m.start()]) else None
        found.append(
            Description(
                m.start(),
                whom.end() if whom else m.end(),
                m["design"].strip(),
                integer(m["n"]),
                m["unit"].split()[-1].lower(),
            )
        )
    return found


_TWO_ENDS = re.compile(r"[01](?:\.0)?\s*(?:\([^()\d]+\)\s*)?(?:to|-)\s*\d")


def scales_in(text: str) -> list[Scale]:
    """Scale declarations: a low end of 0 or 1 (or a negative one) and a round high end, not in a statistic."""
    found = []
    for m in _SCALE.finditer(text) if _TWO_ENDS.search(text) else ():
        low, high = decimal(m["low"]), decimal(m["high"])
        if _is_scale(text, m, low, high):
            start = m.start("low")
            found.append(
                Scale(
                    start,
                    m.end(),
                    low,
                    high,
                    m["unit"] or "",
                    (m["lowlabel"] or "").strip(),
                    (m["highlabel"] or "").strip(),
                )
            )
    for m in [*_OUT_OF.finditer(text), *_MILLIMETRE.finditer(text)]:
        found.append(Scale(m.start(), m.end(), Decimal(0), decimal(m["high"]), "mm" if "mm" in m[0] else "", "", ""))
    return sorted(found, key=lambda s: s.start)


_ROUND = {
    Decimal(n)
    for n in (
        3,
        4,
        5,
        6,
        7,
        8,
        10,
        12,
        15,
        18,
        20,
        21,
        24,
        25,
        27,
        28,
        30,
        35,
        36,
        40,
        42,
        48,
        50,
        52,
        60,
        63,
        68,
        70,
        75,
        84,
        90,
        96,
        100,
        110,
        120,
        144,
        200,
        250,
        1000,
    )
}
_SPREAD_BEFORE = re.compile(
    r"\b(?:CI|IQR|SD|SE|interquartile range|quartiles?|confidence interval)\s*[:=,]?\s*(?:from\s+)?$", re.IGNORECASE
)
_STATISTIC_BEFORE = re.compile(
    r"(?:\bCI|\bIQR|interval|ranged?|ranging|p|=|\bwas|\bwere|\bSD|between|%)[\s:,=(]*(?:from\s+)?$", re.IGNORECASE
)
_INSTRUMENT_BEFORE = re.compile(
    r"(?:\b(?:scales?|scores?|scored|VAS|NRS|questionnaire|index|rated|rating|totals? (?:run|go)|subscale"
    r"|analogue scale\]?|measured|[A-Z][A-Z0-9-]{2,}|pain|function|satisfaction|severity)"
    r"\b[\s\w\]),:;-]{0,40}?[\s,;:(\[]*(?:from\s+|range\s+|ranges?\s+from\s+)?)$"
)


def _is_scale(text: str, m: re.Match[str], low: Decimal, high: Decimal) -> bool:
    if low not in (0, 1) or high not in _ROUND or high <= low + 1:
        return False
    if re.match(r"\s*(?:days?|weeks?|months?|years?|patients|eyes|%)\b", text[m.end("high") :]):
        return False
    before = text[max(m.start("low") - 60, 0) : m.start("low")]
    if _SPREAD_BEFORE.search(before):
        return False
    if re.search(r"\d\s*(?:points?|mm|cm|%)?\s*[(\[]\s*range\s+$", before):
        return False
    return (
        m["lowlabel"] is not None
        or _INSTRUMENT_BEFORE.search(before) is not None
        or (
            re.search(r"\((?:range\s+|from\s+|scale\s+)?$", before) is not None
            and not _STATISTIC_BEFORE.search(before.removesuffix("(").removesuffix("range "))
        )
    )


_DIGIT = re.compile(r"\d")
_CITATION = re.compile(r"\([^()]*(?<!\d)(?:19|20)\d\d[a-h]?(?:\)|[^()]*\))")


_KEYED: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (
        THRESHOLD,
        (
            "than",
            "over",
            "under",
            "above",
            "below",
            "exceed",
            "least",
            "most",
            "up to",
            "minimum",
            "maximum",
            "within",
            "<",
            ">",
            "≤",
            "≥",
            " or ",
        ),
    ),
    (
        _GRADE,
        (
            "grade",
            "level",
            "stage",
            "type",
            "class",
            "categor",
            "line",
            "step",
            "version",
            "table",
            "figure",
            "stud",
            "visit",
            "phase",
            "part",
            "group",
            "section",
            "chapter",
            "asa",
            "nyha",
            "ctcae",
            "clavien",
        ),
    ),
    (_NAMES, ("-", "i2", "/", "o'clock", "1 to 1", "1:1", " j", "seconds")),
    (_YEAR, ("19", "20")),
    (_REVIEWED, ("rct", "trial", "stud", "paper")),
    (
        _MEANING,
        ("indicat", "being", "mean", "represent", "correspond", " is ", "equal", "score of", "(no", "(worst", "(best"),
    ),
    (_ALL_SITES, ("all ", "both ", "come")),
)
"""Patterns of what is no result, each with words of which one must stand in the text."""


def masks_of(text: str, citations: Iterable[tuple[int, int]], wholes: Sequence[Whole]) -> list[tuple[int, int]]:
    """Half-open stretches that hold no result."""
    found = list(citations)
    if not _DIGIT.search(text):
        return sorted(
            [
                *found,
                *((w.start, w.end) for w in wholes),
                *(
                    (m.start(), m.end())
                    for m in (
                        *_DESCRIPTION.finditer(text),
                        *THRESHOLD.finditer(text),
                        *_MEANING.finditer(text),
                        *_ALL_SITES.finditer(text),
                        *_GRADE.finditer(text),
                    )
                ),
            ]
        )
    found += [(m.start(), m.end()) for m in _DESCRIPTION.finditer(text)]
    found += [(s.start, s.end) for s in scales_in(text)]
    plain = text.lower()
    for pattern, words in _KEYED:
        if not words or any(word in plain for word in words):
            found += [m.span() for m in pattern.finditer(text)]
    found += [(w.start, w.end) for w in wholes]
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole that the shares behind it are parts of; `words` tell whom it takes: "Of the 21 patients, ..."."""

    start: int
    end: int
    n: int | None
    unit: str
    words: str


_WHOLE_WORDS = re.compile(r"\b(?:who|with|that|which|having)\b.*", re.IGNORECASE)


def wholes_in(text: str) -> list[Whole]:
    """The wholes that a levelled text opens a sentence or clause with."""
    found = []
    for m in _WHOLE.finditer(text):
        if (
            m["n"] is None
            and m["pct"] is None
            and not re.match(r"\W*(?:of|among) (?:these|those)\b", m[0], re.IGNORECASE)
        ):
            continue
        words = _WHOLE_WORDS.search(m[0])
        found.append(
            Whole(
                m.start(),
                m.end(),
                integer(m["n"]) if m["n"] else None,
                (m["unit"] or "").split(" ")[-1].lower(),
                words[0].strip(" ,") if words else "",
            )
        )
    found += [
        Whole(m.start(), m.end(), integer(m["n"]), m["unit"].split(" ")[-1].lower(), "") for m in _IN_THE.finditer(text)
    ]
    return found


def blank(text: str, masks: Iterable[tuple[int, int]]) -> str:
    """The text with stretches blanked, as long as before."""
    for start, end in masks:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
