"""Adverse events in a statement: what its figures count, what it denies, what it only names, and how each went on."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.extraction.events.aftermath import describe
from evigraph.extraction.events.course import course_of
from evigraph.extraction.events.event import Event
from evigraph.extraction.events.names import EventName, event_name, related, severe
from evigraph.extraction.events.uncounted import uncounted
from evigraph.extraction.events.wording import GENERAL_UNIT, Kind, Wording, wording_of
from evigraph.extraction.results.wholes import same_unit
from evigraph.extraction.scanning.lists import split_list
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.extraction.context.denials import Denial
    from evigraph.extraction.results.draft import Draft
    from evigraph.extraction.results.figure import Figure
    from evigraph.extraction.results.statement import Statement


def read_events(s: Statement, drafts: Sequence[Draft], label: str = "", carried: str = "") -> list[Event]:
    """The events of a statement in reading order.

    `label` names them where the statement does not, `carried` is the last one named before.
    """
    denied = [d for c in s.scan.context(s.text) for d in c.denials]
    events = [
        _denied(s, d, carried, name) for d in denied for name in (split_list(label) if not d.what else [label]) or [""]
    ]
    counted = [
        d
        for d in drafts
        if not any(x.start <= d.figure.start < x.end for x in denied) and not _NO.match(s.text, d.figure.start)
    ]
    events += _Counter(s, event_name(label) if label else EventName(carried), events).events(counted)
    events = events or uncounted(s)
    _take_whole(s, events)
    single = len({e.name.name for e in events if e.status == "reported"}) == 1
    for event in events:
        describe(s, event, single=single)
    return sorted(events, key=lambda e: e.position)


_PER = re.compile(rf"\s*(?:per|of|out of|in)\s+(?:the\s+)?(?P<n>\d[\d,]*)\s+{UNIT_OF_ANALYSIS}\s*:", re.IGNORECASE)
PERCENT = 100


def _take_whole(s: Statement, events: Sequence[Event]) -> None:
    """The whole that all shares of a statement have: told at its head ("Per 139 implants:") or by the share before."""
    head = _PER.match(s.text)
    whole = int(head["n"].replace(",", "")) if head else None
    for event in sorted(events, key=lambda e: e.position):
        if event.denominator is None and _is_share_of(event, whole):
            event.denominator = whole
        whole = event.denominator or whole


def _is_share_of(event: Event, whole: int | None) -> bool:
    """Whether count and percentage agree on a whole, to the digits printed."""
    if event.n is None or event.percent is None or not whole or event.n > whole:
        return False
    exact = Decimal(PERCENT * event.n) / whole
    return abs(exact - event.percent) <= Decimal(1).scaleb(int(event.percent.as_tuple().exponent)) / 2


_NO = re.compile(r"(?:no|neither)\b|(?<=there was )none(?=\s*(?:[,.;)]|$))", re.IGNORECASE)


def _denied(s: Statement, denial: Denial, carried: str, label: str) -> Event:
    end = s.clause_end(denial.start)
    mention = next((m for m in s.arm_mentions if denial.start <= m.start < end), None)
    name = event_name(denial.what or label or "adverse events")
    if denial.said:
        name = replace(event_name(carried or "adverse event"), name=f"{carried or 'adverse event'} {denial.said}")
    group = mention.arm.name if mention else _those_before(s, denial)
    zero = 0 if denial.whole is not None else None
    return Event(
        name,
        "none reported",
        zero,
        denial.whole,
        group=group,
        position=denial.start,
        end=denial.end,
        timing=_denied_when(s.text[denial.end : end]),
    )


_FOR_LONG = re.compile(
    r"\s*(?P<when>(?:within|throughout)\b[^.;,()]*?)(?= (?:after|in|with) either\b|[.;,()]|$)", re.IGNORECASE
)


def _denied_when(behind: str) -> str:
    match = _FOR_LONG.match(behind)
    return match["when"].strip() if match else ""


_SUBJECT_CLAUSE = re.compile(
    r"^\s*(?:All )?(?P<who>(?:subsequent|later|other|remaining) [^.;]+?),? and there\b", re.IGNORECASE
)


def _those_before(s: Statement, denial: Denial) -> str:
    """Whom the denial is about: "All later procedures were done with a spacer and there was no further ..."."""
    match = _SUBJECT_CLAUSE.match(s.text[: denial.end])
    return re.sub(r"\b(?:were|was)\s+", "", match["who"], count=1) if match else ""


class _Counter:
    """Gives each figure of a statement the event that it counts."""

    def __init__(self, s: Statement, current: EventName, denied: Sequence[Event]) -> None:
        self.s = s
        self.current = current
        self.label = current
        self.denied = list(denied)
        self.made: list[Event] = []
        self.parts: list[Event] = []
        self.counts_events = False

    def events(self, drafts: Sequence[Draft]) -> list[Event]:
        """The events that the figures count, left to right."""
        for draft in drafts:
            self._of_whole(draft)
            n = _count(draft.figure, draft)
            if (n is None and draft.statistic != "percentage") or draft.outcome == "heterogeneity":
                continue
            if self._shares_of_it(draft) or _DIFFERENCE.search(self.s.text, 0, draft.figure.start):
                continue
            wording = self._managed(wording_of(self.s, draft), draft.figure)
            self._denied_before(draft)
            if wording.kind is Kind.AMONG:
                self._among(draft)
                break
            if not self._of_events(draft, wording):
                self._add(draft, n, wording)
        return self.made

    def _of_whole(self, draft: Draft) -> None:
        """The event of those of whom parts are told: "Of the 22 people with a leak, 17 ..."."""
        whole = next((w for w in reversed(self.s.wholes) if w.end <= draft.figure.start), None)
        words = _HAVING.sub("", whole.words) if whole else ""
        if words and self.s.scan.harms(words):
            self.current = event_name(words)

    def _denied_before(self, draft: Draft) -> None:
        """A figure behind a denial is about what was denied of others."""
        while self.denied and self.denied[0].end <= draft.figure.start:
            self.current = self.denied.pop(0).name

    def _among(self, draft: Draft) -> None:
        """Who had the events counted before: "All 4 were in the first 20 patients"."""
        match = _WHO.search(self.s.text, draft.figure.start)
        for event in self.made if match else ():
            event.group = event.group or (match["who"].strip() if match else "")

    def _of_events(self, draft: Draft, wording: Wording) -> bool:
        """Whether the figure counts events at large and not those who had one: "212 events"."""
        at_large = GENERAL_UNIT.match(draft.figure.denominator_unit) is not None and draft.figure.denominator is None
        parted = at_large and re.match(r"[^.;()]*\(\d+\)", self.s.text[draft.figure.end :]) is not None
        goes_on = self.counts_events and not draft.figure.denominator_unit and draft.denominator is None
        self.counts_events = (at_large or goes_on) and (parted or wording.kind is Kind.NOTHING)
        if self.counts_events:
            self.current = event_name(draft.figure.denominator_unit) if at_large else self.current
        return self.counts_events

    def _managed(self, wording: Wording, figure: Figure) -> Wording:
        """A treatment named behind an event is what was done about it: "a chest drain was needed by 6 of them"."""
        known = self.current.name and not self.current.is_general
        if known and wording.kind is Kind.NAME and (needed := _OF_WHOM_NEEDED.match(self.s.text, figure.end)):
            return Wording(Kind.MANAGED, needed["what"].strip())
        own = figure.denominator is not None and _NEED_TOLD.search(wording.text) is None
        if wording.kind is Kind.NAME and known and _TREATMENT.match(wording.text) and not own:
            return Wording(Kind.MANAGED, _NEEDED.sub("", wording.text))
        return wording

    def _shares_of_it(self, draft: Draft) -> bool:
        """Whether a percentage in a bracket tells the share of the event counted right before: "4 leaks (3.6%)"."""
        last = self.made[-1] if self.made else None
        between = self.s.text[last.end : draft.figure.start] if last else ""
        if last is None or last.n is None or last.percent is not None or draft.n is not None:
            return False
        if draft.statistic != "percentage" or not _OPENS_BRACKET.fullmatch(between):
            return False
        last.percent, last.denominator = draft.value, last.denominator or draft.denominator
        return True

    def _add(self, draft: Draft, n: int | None, wording: Wording) -> None:
        event = self._event(draft, n, wording)
        if event is None:
            return
        if wording.kind in (Kind.NAME, Kind.DEATH):
            self.current = event.name
        self.made.append(event)
        self.made += _in_bracket(self.s, event)

    def _event(self, draft: Draft, n: int | None, wording: Wording) -> Event | None:
        name = self._name(wording)
        if not name.name or _NO_EVENT.match(name.name):
            return None
        figure = draft.figure
        event = Event(
            name, "none reported" if n == 0 else "reported", _printed_zero(n, draft), draft.denominator,
            draft.value if draft.statistic == "percentage" else None,
            draft.arm, figure.denominator_unit, figure.start, figure.end,
        )  # fmt: skip
        self._of_part(event, wording)
        event.denominator = event.denominator or _described(self.s, event)
        return event

    def _name(self, wording: Wording) -> EventName:
        if wording.kind is Kind.SEVERITY:
            return (
                severe(wording.text, self.current) if self.current.is_general or not self.current.name else self.current
            )
        if wording.kind is Kind.DEATH:
            return EventName("death", timing=event_name(wording.text).timing)
        if wording.kind is Kind.TOGETHER:
            return replace(
                self.current, name=f"{self.current.name} and {event_name(wording.text).name}".removeprefix(" and ")
            )
        return event_name(wording.text) if wording.kind is Kind.NAME else self.current

    def _of_part(self, event: Event, wording: Wording) -> None:
        """A severity or course told of some of those counted before."""
        before = self.made[-1] if self.made else None
        if wording.kind is Kind.SEVERITY:
            event.severity = wording.text
        elif wording.kind is Kind.COURSE:
            event.resolution = wording.text
        elif wording.kind is Kind.CAUSE:
            event.group = wording.text
        elif wording.kind is Kind.RELATED:
            event.relatedness = "unrelated" if re.search(r"\bnot\b|unrelated", wording.text) else related(wording.text)
        elif wording.kind is Kind.MANAGED:
            event.management = re.sub(r"^(?:an?|the)\s+", "", wording.text.strip())
        elif wording.kind is Kind.NAME and self.label.is_general:
            event.severity = self.label.severity
        of_those = before is not None and _OF_THOSE.match(self.s.text, event.end) is not None
        if before is not None and (of_those or wording.kind in (Kind.SEVERITY, Kind.COURSE, Kind.MANAGED)):
            event.group = event.group or before.group
            self.parts.append(event)
            whole = (before.n if of_those else self._whole(before)) if of_those or not event.name.is_general else None
            if event.denominator is None and event.n is not None and whole is not None and whole >= event.n:
                event.denominator = whole

    def _whole(self, before: Event) -> int | None:
        """How many had the event of which parts are told: the part told before has the same whole."""
        return before.denominator if any(before is part for part in self.parts[:-1]) else before.n


_OF_WHOM_NEEDED = re.compile(
    r"\s*of (?:whom|which|these|them|those)(?: \w+)? (?:needed|required|underwent|received"
    r"|(?:were|was) (?:given|treated with))"
    r"\s+(?P<what>[^,;.()]+)",
    re.IGNORECASE,
)
_NEED_TOLD = re.compile(r"\b(?:need\w*|requir\w*|given|treated|had|with|by|further)\b", re.IGNORECASE)
_DIFFERENCE = re.compile(r"\b(?:risk|rate|absolute) (?:difference|reduction)\s*(?:was |of |[:=,]\s*)?$", re.IGNORECASE)
_HAVING = re.compile(r"^(?:who (?:had|developed)|with|having)\s+(?:an?\s+)?", re.IGNORECASE)
_OPENS_BRACKET = re.compile(r"[^,;:().\d]+\(")
_TREATMENT = re.compile(
    r"\W*(?:(?:an?|the|needed|required|had|were|was|treated (?:by|with)|given|with|further|open|emergency"
    r"|surgical)\s+)*"
    r"(?:chest drains?|drains?|drainage|surgery|operations?|admissions?|admitted|readmissions?|readmitted|transfusions?"
    r"|antibiotics?|steroids?|catheters?|catheterisation|intubation|ventilation|oxygen|sutures?|embolisation"
    r"|resuscitation"
    r"|intensive care|medication|observed|taken out|replaced|reprogrammed|repositioned|revised|drips?"
    r"|no (?:further |specific )?treatment|second \w+|colostomy"
    r"|\w+ (?:removal|exchange|replacement)"
    r"|\w+(?:ectomy|otomy|plasty|ostomy))\b",
    re.IGNORECASE,
)
_NEEDED = re.compile(
    r"^\W*(?:(?:needed|required|had|were|was|treated (?:by|with)|given|with)\s+)+"
    r"|\s+(?:was|were) (?:needed|required|given|used)\b.*$"
    r"|\s+inserted$",
    re.IGNORECASE,
)
_NO_EVENT = re.compile(
    r"(?:nothing .*|(?:be )?(?:done|needed|required|performed|undertaken|carried out|given|made|used|planned|repeated)"
    r"|(?:had )?(?:withdrawn|withdrew|dropped out)|unknown|missing|excluded|lost to follow[- ]?up|live births?"
    r"|details?|data|results?|information|in all|total|met)$",
    re.IGNORECASE,
)
_WHO = re.compile(r"\b(?:were|was) (?:all )?(?:in|among|from|part of) (?:the )?(?P<who>[^.;]+)", re.IGNORECASE)
_OF_THOSE = re.compile(r"\s*of (?:these|them|those|whom|which)\b", re.IGNORECASE)


_TIMES_DONE = re.compile(r"(?:session|episode|attack)s?")


def _count(figure: Figure, draft: Draft) -> int | None:
    """How many a figure counts; a bare whole number counts too in a statement about harm."""
    if draft.n is not None and figure.is_share:
        return draft.n
    if figure.kind == "value" and _TIMES_DONE.fullmatch(figure.unit) and figure.value == int(figure.value or 0):
        return int(figure.value or 0)
    return int(figure.value) if figure.is_plain and figure.value is not None else None


def _printed_zero(n: int | None, draft: Draft) -> int | None:
    """None where a zero is only told by the word: "in none"."""
    told = n == 0 and draft.figure.core_end - draft.figure.start > 2 and draft.figure.denominator is None
    return None if told else n


def _described(s: Statement, event: Event) -> int | None:
    """The size of the study named behind the figure: "in 1 patient in the case series of 20 patients"."""
    if event.n is None or event.percent is not None:
        return None
    described = next((d for d in s.descriptions if 0 <= d.start - event.end < 12), None)
    fits = (
        described is not None
        and described.n is not None
        and described.n >= event.n
        and same_unit(event.unit, described.unit)
    )
    return described.n if described is not None and fits else None


def _in_bracket(s: Statement, event: Event) -> Iterator[Event]:
    """The events that a bracket behind a general count names: "1 patient with a serious event (pulmonary embolism)"."""
    if not event.name.is_general:
        return
    match = re.search(r"\((?P<inside>[^()\d=%]{4,})\)", s.text[event.end : s.clause_end(event.end)])
    for words in (
        [w for w in split_list(match["inside"]) if not course_of(w).resolution]
        if match and not re.match(r"\s*(?:serious|severe|mild|moderate|n=)", match["inside"])
        else ()
    ):
        name = event_name(words)
        yield Event(
            name,
            group=event.group,
            position=event.end,
            end=event.end,
            severity=event.severity or event.name.severity or name.severity,
        )
