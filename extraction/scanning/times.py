"""Points and spans of time in a sentence: "at 6 months", "before treatment".  Works on levelled text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from evigraph.extraction.scanning.numbers import UNSIGNED, WORD_NUMBER, WORD_START, decimal, integer

UNITS = {
    "day": "day",
    "d": "day",
    "week": "week",
    "wk": "week",
    "month": "month",
    "mo": "month",
    "year": "year",
    "yr": "year",
    "hour": "hour",
    "hr": "hour",
    "minute": "minute",
    "min": "minute",
}
_UNIT = r"(?:days?|weeks?|wks?|months?|mo(?=[\s.,;:)]|$)|years?|yrs?)"
_N = rf"(?:{UNSIGNED}|{WORD_NUMBER}|a|an)"
_EVENT = (
    r"(?:the |their |its |initial |first |second |index |valve |stent |lead |device |spacer |implant |coil )*"
    r"(?:treatment|procedures?|surgery|operations?|ablations?|cryo\w+(?: procedures?)?|intervention|injections?"
    r"|implantation|randomi[sz]ation|baseline|"
    r"discharge|embolisation|denervation|therapy|insertion|placement|session|laser(?: treatment)?|repair"
    r"|resection|implant|stenting|dilation|dilatation"
    r"|\w+(?:plasty|tomy|ectomy|ation|ition|oscopy|section)(?: procedures?)?)"
)
_AFTER = (
    rf"(?:\s+(?:after|following|post|of follow[- ]?up after)\s*-?\s*(?:completion of )?{_EVENT}"
    r"|\s+post[- ]?(?:treatment|procedure|operatively|operation|op|implant\w*)|\s+afterwards|\s+later)"
)
_FOLLOW = r"(?:\s+(?:of\s+)?(?:follow[- ]?up(?: visits?| period| assessment)?|visits?|assessment|time ?points?))"

_LABELS = (
    (
        "before treatment",
        (
            rf"(?:(?:immediately |just )?before (?:{_EVENT}|and after|(?-i:[A-Z]{{2,6}})\b(?! (?:score|scan|stage)))"
            rf"|before(?=\s*(?:,|;|$|and\s+(?:after\s+)?(?:a mean of\s+)?[-\d]))|prior to {_EVENT}"
            r"|pre-?(?:treatment|procedur\w+|operative\w*|operation|op|intervention\w*|ablation)"
            r"|(?:at )?(?:the )?baseline(?: visit| assessment)?|at (?:study )?(?:entry|inclusion|enrolment)"
            r"|(?:initially|at the start(?: of (?:the )?(?:study|trial|treatment))?)(?=\s*(?:,|;|and\b|to\b|$)))"
        ),
    ),
    ("first visit", r"(?:at |from )?(?:the |their )?first visit"),
    (
        "last follow up",
        (
            r"(?:at |by |in )?(?:the |their )?(?:last|latest|final|most recent)(?: available)?"
            r"(?: clinical)? follow[- ]?up(?: visit| assessment| examination)?"
            r"|at the end of(?: the)? follow[- ]?up"
        ),
    ),
    ("last visit", r"(?:at )?(?:the |their )?(?:last|final) (?:visit|assessment|examination|review)"),
    ("long-term follow-up assessment", r"(?:at )?(?:the )?long[- ]term follow[- ]?up(?: assessment| visit)?"),
    ("end of follow up", r"(?:by|at|until) the end of (?:the )?(?:follow[- ]?up|study|observation)"),
    ("discharge", r"(?:(?:at|by|before) (?:hospital )?discharge|discharge(?=\s*[=:]))"),
    ("initial days after the procedure", r"(?:during|in) the (?:first|initial) (?:few )?days(?: after (?:the )?\w+)?"),
    ("during the procedure", r"during (?:the )?(?:procedure|operation|surgery|treatment)\b"),
    (
        "all time periods",
        (
            r"(?:at|for) (?:all|each|every|any)(?: of the)? (?:follow[- ]?up )?"
            r"(?:time(?: period| point)?s?|visits?|follow[- ]?ups?|assessments?)"
        ),
    ),
)
_LABEL = "|".join(f"(?P<label{i}>\\b(?:{pattern})\\b)" for i, (_, pattern) in enumerate(_LABELS))

TIME = re.compile(
    rf"{WORD_START}(?:"
    r"(?P<mean>(?:\b(?:after|at|over|with|for) )?\b(?:an? |the )?(?P<stat>mean|median|average) follow[- ]?up"
    rf"(?: period| time| duration)?(?: of|:| was| \()\s*(?P<meann>{UNSIGNED})\s*(?P<meanu>{_UNIT}))"
    rf"|(?P<atfu>\b(?:at|after) a follow[- ]?up of (?P<fun>{UNSIGNED})\s*(?P<fuu>{_UNIT}))"
    rf"|(?P<over>\b(?:over|after) a (?P<ostat>mean|median|average) of (?P<overn>{UNSIGNED})\s*"
    r"(?P<overu>months?|years?))\b(?!\s*\((?:range|IQR|SD|\d))"
    r"|(?P<last>\b(?:at )?(?:the )?(?:last|final|latest) (?:follow[- ]?up|visit|assessment)(?: visit)? \("
    rf"(?:at )?(?:an? )?(?:(?:mean|median|average)(?: of)? )?(?P<lastn>{UNSIGNED})\s*(?P<lastu>{_UNIT}))"
    rf"|(?P<firstof>\b(?P<fprep>within|in|during|over) the first (?P<funit>day|week|month|year)\b)"
    r"|(?P<ordinal>\bon the (?P<ordv>second|third|fourth|fifth|sixth|seventh|tenth)(?: post-?\w+)? (?P<ordu>day)\b)"
    r"|(?P<dayn>\b(?:on |at |by |in )?(?:the )?(?:post-?\w+ )?"
    rf"(?P<dayu>day|week|month|year)s? (?P<dayv>\d{{1,3}})(?!\d|[.,]\d|\s*(?:%|/|{_UNIT}))"
    rf"(?:\s*(?:to|-|and)\s*(?:{_UNIT} )?(?P<dayv2>\d{{1,3}}))?\b)"
    rf"|(?P<next>\b(?:on )?the (?:next day|day after(?: {_EVENT})?|following day))"
    r"|(?P<list>(?P<prep>\b(?:at|after|by|within|in|over|during|for|until|from|between|through)\s+)?"
    r"(?P<art>the\s+)?(?P<first>first\s+|initial\s+|following\s+|next\s+)?(?:the\s+)?"
    rf"(?<![\w.])(?<![A-Za-z]-)(?P<ns>{_N}(?:\s*(?:,|,? and|,? or|to|-|&)\s*(?:{UNSIGNED}|{WORD_NUMBER}))*)"
    rf"(?P<unit>[\s-]*{_UNIT})\b"
    rf"(?P<more>(?:(?:\s*,\s*|,?\s+and\s+)(?:{UNSIGNED}|{WORD_NUMBER})[\s-]*{_UNIT}\b)*)(?P<tail>{_AFTER}|{_FOLLOW})?)"
    rf"|{_LABEL})",
    re.IGNORECASE,
)
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "tenth": 10}
_NUMBER_IN_LIST = re.compile(rf"(?P<n>{UNSIGNED}|\b{WORD_NUMBER}|\ban?\b)(?P<gap>\s*(?:to|-)\s*)?", re.IGNORECASE)
_MORE = re.compile(rf"(?P<n>{UNSIGNED}|{WORD_NUMBER})[\s-]*(?P<unit>{_UNIT})\b", re.IGNORECASE)
_ASSESSED = re.compile(r"visit|assessment", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Time:
    """A point of time: a number with its unit, or a label, or both."""

    value: Decimal | None = None
    unit: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A stretch of text that names one or several times; `preposition` is the word that opens it, if any."""

    start: int
    end: int
    times: tuple[Time, ...]
    preposition: str
    has_tail: bool

    @property
    def bare(self) -> bool:
        """Whether the words alone do not tell a time from a duration ("9.3 months")."""
        return not self.preposition and not self.has_tail


def unit_of(word: str) -> str:
    """The contract's name of a unit of time."""
    plain = word.strip(" -").lower()
    return UNITS.get(plain) or UNITS.get(plain.rstrip("s"), "")


def times_in(text: str) -> list[TimeSpan]:
    """The times of a levelled text, left to right."""
    return [_span(m) for m in TIME.finditer(text) if not _is_rate(m)] if _MAY_TELL.search(text) else []


_MAY_TELL = re.compile(
    r"day|week|wk|month|\bmo\b|year|yr|initially|the start|baseline|before|prior|pre-?\w|visit|follow|the end"
    r"|discharge|during|entry|inclusion|enrolment|time",
    re.IGNORECASE,
)
"""One of these stands in every sentence that names a time; they are quicker to look for."""


def _is_rate(match: re.Match[str]) -> bool:
    """Whether it is part of a unit: "17.8 days a month"."""
    return (match["ns"] or "").lower() in ("a", "an") and not match["prep"] and not match["tail"]


def _span(match: re.Match[str]) -> TimeSpan:
    start, end = match.start(), match.end()
    if match["mean"]:
        label = f"{match['stat'].lower().replace('average', 'mean')} follow up"
        return TimeSpan(start, end, (Time(decimal(match["meann"]), unit_of(match["meanu"]), label),), "after", True)
    if match["atfu"]:
        return TimeSpan(start, end, (Time(decimal(match["fun"]), unit_of(match["fuu"])),), "at", True)
    if match["over"]:
        label = f"{match['ostat'].lower().replace('average', 'mean')} follow up"
        return TimeSpan(start, end, (Time(decimal(match["overn"]), unit_of(match["overu"]), label),), "after", True)
    if match["last"]:
        return TimeSpan(
            start, end, (Time(decimal(match["lastn"]), unit_of(match["lastu"]), "last follow up"),), "at", True
        )
    if match["ordinal"]:
        return TimeSpan(
            start, end, (Time(Decimal(_ORDINALS[match["ordv"].lower()]), unit_of(match["ordu"])),), "on", True
        )
    if match["dayn"]:
        return TimeSpan(start, end, _numbered(match), "on", True)
    if match["firstof"]:
        return TimeSpan(
            start, end, (Time(Decimal(1), unit_of(match["funit"]), match["firstof"]),), match["fprep"].lower(), True
        )
    if match["next"]:
        return TimeSpan(start, end, (Time(Decimal(1), "day"),), "on", True)
    if match["list"]:
        return TimeSpan(start, end, _listed(match), (match["prep"] or "").strip().lower(), match["tail"] is not None)
    label = next(name for i, (name, _) in enumerate(_LABELS) if match[f"label{i}"])
    return TimeSpan(start, end, (Time(label=label),), "at", True)


def _numbered(match: re.Match[str]) -> tuple[Time, ...]:
    unit = unit_of(match["dayu"])
    values = [match["dayv"], *([match["dayv2"]] if match["dayv2"] else [])]
    return tuple(Time(Decimal(v), unit) for v in values)


def _listed(match: re.Match[str]) -> tuple[Time, ...]:
    unit = unit_of(match["unit"])
    numbers = list(_NUMBER_IN_LIST.finditer(match["ns"]))
    preposition = (match["prep"] or "").strip().lower()
    if len(numbers) == 2 and (preposition == "between" or any(n["gap"] for n in numbers)):
        return (Time(label=_between(match, numbers[0]["n"], numbers[1]["n"])),)
    found = (
        *(Time(_figure(n["n"]), unit) for n in numbers),
        *(Time(_figure(m["n"]), unit_of(m["unit"])) for m in _MORE.finditer(match["more"] or "")),
    )
    if len(found) == 1 and preposition == "after" and _ASSESSED.search(match["tail"] or ""):
        return (Time(label=" ".join(match[0].split())),)
    return found


def _between(match: re.Match[str], first: str, last: str) -> str:
    """The label of a stretch of time: "3 to 6 months", with "follow up" where it is printed."""
    tail = match["tail"] if match["tail"] and "follow" in match["tail"] else ""
    return " ".join(f"{first} to {last} {match['unit'].strip(' -')}{tail}".split())


def _figure(text: str) -> Decimal:
    if text.lower() in ("a", "an"):
        return Decimal(1)
    return Decimal(integer(text)) if text[0].isalpha() else decimal(text)
