"""Stretches of a sentence whose numbers are no results: citations, study descriptions, thresholds, scales, names.

Works on levelled text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.scanning.descriptions import DESCRIPTION
from evigraph.extraction.scanning.numbers import INTEGER, NUMBER, UNSIGNED, WORD_NUMBER, WORD_START
from evigraph.extraction.scanning.scales import scales_in
from evigraph.extraction.scanning.units import MEASURE_UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evigraph.extraction.scanning.wholes import Whole

_REVIEWED = re.compile(
    rf"(?<=\()\s*{INTEGER}\s+(?:RCTs?|trials?|studies)\b"
    rf"|\b(?:of|from|in)\s+(?:the\s+|only\s+)*{INTEGER}(?:\s+of\s+the\s+{INTEGER})?\s+"
    r"(?:[a-z-]+\s+){0,2}(?:RCTs?|trials|studies|papers)\b"
    rf"|\b{INTEGER}\s+(?:RCTs|trials|studies)\b"
    rf"|\b(?:{INTEGER}|{WORD_NUMBER})\s+of\s+the\s+(?:{INTEGER}|{WORD_NUMBER})\s+"
    r"(?:clinics|authors|centres|hospitals|companies|countries|databases|studies|trials|papers|RCTs)\b",
    re.IGNORECASE,
)
_UNIT = rf"(?:\s*-?(?:{MEASURE_UNIT}|lines?|letters?|times|grades?|classes|class|levels?|stages?))?(?![\w])"
THRESHOLD = re.compile(
    rf"{WORD_START}(?:(?<!\bp )\b(?:more|greater|less|fewer|lower|higher|longer|shorter|larger|smaller|better|worse"
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
_LOOSE = re.compile(
    r"\b(?:fewer|less|more) than \d+ in \d+\b"
    r"|\b1 (?:[a-z]+ )?in (?:every )?\d+\b(?=\s+(?:was|were|is|had|of)\b|[.,;])"
    r"|\b\d+(?:\.\d+)? times (?:as (?:high|likely|many|much|often)|higher|lower|more|greater|less)\b"
    rf"|\b(?:{INTEGER}|{WORD_NUMBER}) (?:[a-z]+ )?(?:authors?|experts?|companies|reviewers|assessors)\b"
    rf"|\b(?:the|both) (?:other )?(?:{INTEGER}|{WORD_NUMBER}) (?:other )?(?:arms|groups|cohorts)\b"
    rf"|\b(?:at|in|from) (?:{INTEGER}|{WORD_NUMBER}) (?:[a-z]+ )?(?:centres|hospitals|sites|clinics|countries)\b"
    r"|\bin (?:2|6|12|six|two|twelve) minutes\b"
    rf"|\bcontributed {INTEGER} \w+",
    re.IGNORECASE,
)
"""Numbers that tell how roughly, how many times as often, or how many told: no result of patients."""
_ALL_SITES = re.compile(
    rf"\b(?:at|on|in|to|for) all (?:{INTEGER}|{WORD_NUMBER}) (?:\w+ )?"
    r"(?:sites?|levels?|nerves?|segments?|lobes?|centres?|hospitals?)\b"
    rf"|^\s*(?:All|Both) (?:{INTEGER}|{WORD_NUMBER}) (?:target )?(?:sites?|nerves?|levels?|segments?)\b"
    rf"|\bcomes? from (?:only )?{INTEGER} \w+",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?<![\d.,/=])(?:19|20)\d\d(?![\d.,]*\d|\s*(?:%|patients|eyes|procedures|people))(?:\s*(?:to|-)\s*(?:19|20)\d\d)?"
)
_KEYED: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (
        THRESHOLD,
        (
            *("than", "over", "under", "above", "below", "exceed", "least", "most", "up to", "minimum", "maximum"),
            *("within", "<", ">", "≤", "≥", " or "),
        ),
    ),
    (
        _GRADE,
        (
            *("grade", "level", "stage", "type", "class", "categor", "line", "step", "version", "table", "figure"),
            *("stud", "visit", "phase", "part", "group", "section", "chapter", "asa", "nyha", "ctcae", "clavien"),
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
    (
        _LOOSE,
        (
            " than ",
            " in ",
            " times ",
            "author",
            "expert",
            "compan",
            "review",
            "assess",
            "contributed",
            " arms",
            " groups",
            " cohorts",
            "centres",
            "hospitals",
            "clinics",
        ),
    ),
)
"""Patterns of what is no result, each with words of which one must stand in the text."""


def masks_of(text: str, citations: Iterable[tuple[int, int]], wholes: Sequence[Whole]) -> list[tuple[int, int]]:
    """Half-open stretches that hold no result."""
    plain = text.lower()
    found = [*citations, *((w.start, w.end) for w in wholes), *((s.start, s.end) for s in scales_in(text))]
    found += [m.span() for m in DESCRIPTION.finditer(text)]
    for pattern, words in _KEYED:
        if any(word in plain for word in words):
            found += [m.span() for m in pattern.finditer(text)]
    return sorted(found)


def blank(text: str, masks: Iterable[tuple[int, int]]) -> str:
    """The text with stretches blanked, as long as before."""
    for start, end in masks:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
