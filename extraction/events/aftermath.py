"""What followed an event, told beside its figure: severity, treatment, course and time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.events.course import course_of
from evigraph.extraction.events.names import lowered, related

if TYPE_CHECKING:
    from evigraph.extraction.events.event import Event
    from evigraph.extraction.results.statement import Statement


def describe(s: Statement, event: Event, *, single: bool) -> None:
    """Severity, treatment, course, time and cause: by the event's own words, else by its statement."""
    name = event.name
    _beside(s, event)
    event.severity, event.timing, event.relatedness = (
        event.severity or name.severity,
        event.timing or name.timing,
        event.relatedness or name.relatedness,
    )
    if name.name == "death" and not event.timing:
        event.timing = _mortality_when(s, event)
    if not event.severity and event.status == "reported" and not name.is_general:
        grave = _ALL_GRAVE.search(s.text, event.end, len(s.text) if single else s.clause_end(event.position))
        event.severity = next((g for g in grave.groups() if g), "").lower() if grave else ""
    event.management, event.resolution = event.management or name.management, event.resolution or name.resolution
    event.timing = _when_it_was(s, event.timing)
    if event.status != "reported":
        return
    if event.management or event.resolution:
        event.timing = event.timing or (_when_it_was(s, _timing(s)) if single and event.n is not None else "")
        return
    event.timing = event.timing or _lasted(s, event)
    start = 0 if single else s.clause_start(event.position)
    around = s.text if single else s.text[start : s.clause_end(event.position)]
    own = event.position - start
    around = _without_that_of_others(s, event, around, start)
    told = course_of(_OF_SOME.sub(lambda m: m[0] if m.start() <= own < m.end() else "", around))
    managed = "" if told.management.lower() == name.name.lower() else told.management
    event.resolution, event.management = event.resolution or told.resolution, event.management or managed
    event.relatedness = event.relatedness or related(around)
    event.timing = event.timing or (_when_it_was(s, _timing(s)) if single else "")


_RELATIVE = re.compile(r"\b(?:that|which) [^,;.]*", re.IGNORECASE)


def _without_that_of_others(s: Statement, event: Event, around: str, start: int) -> str:
    """The words around an event without a clause on another one: the leaks of "2 leaks and 1 ulcer that healed"."""
    between = [f.start - start for f in s.figures if f.start > event.end]
    return _RELATIVE.sub(lambda m: "" if any(at < m.start() for at in between) else m[0], around)


_OF_SOME = re.compile(
    r",\s*(?:and )?(?:\d+|one|two|three|four|five|six) of (?:these|them|those|whom|which|the \d+)\b.*"
    r"|\b\d+ of the [a-z]+ (?:was|were) [^,;.]*?(?=\s+and\b)"
)
"""What was so of some of those with an event, not of all."""
_COURSE = re.compile(
    r"\b(?:gone|go(?:es)? away|went (?:away|down)|closed|cleared(?: up)?|resolved|healed|recovered|settled|subsided"
    r"|disappeared|returned|re-expanded|still (?:present|there|seen)|(?:no (?:more|further)|without|free of) [a-z]+"
    r"|(?:left|discharged from) hospital|discharged|lasted|persisted)"
    r"(?: again| in all| fully| spontaneously)*\s+$",
    re.IGNORECASE,
)


def _when_it_was(s: Statement, timing: str) -> str:
    """A time, none where it is that of the end of an event: "Numbness: 3 (1%), gone within 6 weeks"."""
    start = s.text.lower().find(timing.lower()) if timing else -1
    ended = start > 0 and _COURSE.search(s.text[max(start - FAR, 0) : start]) is not None
    return "" if ended else timing


FAR = 60
"""Characters before a time within which the word stands that it belongs to."""
_GRAVE = r"(minor|mild|moderate|severe|serious|grade \d[ab]?)"
_ALL_GRAVE = re.compile(
    rf"[,;]\s*(?:all|both|each)(?: of (?:them|which))?(?: (?:were|was))?(?: of)? {_GRAVE}(?=\s*(?:[.;)]|$|and\b))"
    rf"|[,;]\s*{_GRAVE} in (?:all|both|each)\b"
    r"|[^.;,()]*\((grade \d[ab]?)\)",
    re.IGNORECASE,
)
_BRACKET_BEHIND = re.compile(
    r"[^().,;\d]{3,}?\((?:both |all |each )?(?:treated (?:with|by) )?(?P<what>(?!(?:serious|severe|mild"
    r"|moderate|minor|major|grade|device|procedure|treatment|possibly|probably|un|not)\b)[a-z][^()\d]*)\)"
)


def _beside(s: Statement, event: Event) -> None:
    """What was done, in a bracket behind the event or behind a colon: "1 knee: dressings, healed by 4 weeks"."""
    behind = s.text[event.end :]
    bracket = _BRACKET_BEHIND.match(behind) if not event.name.is_general and event.status == "reported" else None
    if bracket:
        event.management = event.management or bracket["what"].strip()
    elif re.match(r"\s*:\s*[a-z]", behind):
        first, _, rest = behind.strip(" :").rstrip(".").partition(", ")
        told = course_of(rest)
        if not first.lower().startswith(event.name.name.lower()):
            event.management = event.management or first
        event.resolution = event.resolution or told.resolution


_LASTED = re.compile(
    r"[^,;.]{0,30},\s*(?P<when>(?:for |lasting )?(?:about )?\d+ (?:(?:to|or) \d+ )?"
    r"(?:hours?|days?|weeks?|months?))\s*(?:[.;(]|$)"
)


def _lasted(s: Statement, event: Event) -> str:
    """How long an event lasted, behind its figure and a comma: "3 of 26, for 2 to 9 days"."""
    match = None if "admi" in event.name.name else _LASTED.match(s.text, event.end)  # a stay is no course of harm
    return match["when"].removeprefix("lasting ") if match else ""


_MORTALITY = re.compile(
    r"\b(?P<when>\d+-(?:day|month|year)|in-hospital|perioperative)(?: [a-z-]+)? mortality", re.IGNORECASE
)


def _mortality_when(s: Statement, event: Event) -> str:
    """The time in the name that mortality has, or right behind its verb: "30-day mortality", "died in hospital"."""
    start = s.clause_start(event.position)
    found = [m["when"].lower() for m in _MORTALITY.finditer(s.text, start, event.position)]
    died = None if found else _DIED_WHEN.search(s.text, start, s.clause_end(event.position))
    return found[-1] if found else died["when"] if died else ""


_SPAN = r"\d+(?:\s*(?:to|and|-)\s*\d+)? (?:hours?|days?|weeks?|months?|years?)"
_DIED_WHEN = re.compile(
    rf"\b(?:died|deaths?)\s+(?P<when>(?:within|by|in the first|up to) {_SPAN}|in hospital\b"
    r"|before (?:the|their) (?:last|final|first) [a-z]+)",
    re.IGNORECASE,
)


_WHEN = re.compile(
    r"^(?:within|during|after|in the (?:first|early)|on day|\d+ \w+ after|(?:\w+ )?\w+ \w+ after|at)\b", re.IGNORECASE
)


def _timing(s: Statement) -> str:
    words = [s.text[t.start : t.end] if t.start else lowered(s.text[: t.end]) for t in s.times]
    return next(
        (w for w in words if _WHEN.match(w) and not re.match(r"after (?:the )?\w+$|at (?:baseline|follow)", w)), ""
    )


_OPENING = re.compile(
    rf"\s*(?P<when>(?:within|up to|at|between|from|in the first|until|over) {_SPAN}"
    r"(?: (?:of|after|from) [^,;:.()\d]{2,40})?"
    r"|during (?!follow)[a-z][a-z -]{3,40}|in hospital)(?:\s*[,:]|\s+(?=\d))",
    re.IGNORECASE,
)


def opening_time(s: Statement) -> str:
    """The time that a sentence or its label opens with, which all its events have: "At 5 years: tremor 9/61, ..."."""
    match = _OPENING.match(f"{s.frame.text}:" if s.frame.text else s.text)
    return match["when"][:1].lower() + match["when"][1:] if match else ""
