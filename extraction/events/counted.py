"""Adverse events in a statement: what its figures count, what it denies, what it only names, and how each went on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evigraph.extraction.events.aftermath import describe, opening_time
from evigraph.extraction.events.counter import Counter
from evigraph.extraction.events.event import Event
from evigraph.extraction.events.names import EventName, event_name, lowered, names_event
from evigraph.extraction.events.parted import DID_SO, agrees, is_part, last_before, with_wholes
from evigraph.extraction.events.uncounted import uncounted
from evigraph.extraction.scanning.lists import split_list
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.context.denials import Denial
    from evigraph.extraction.results.draft import Draft
    from evigraph.extraction.results.statement import Statement


def read_events(s: Statement, drafts: Sequence[Draft], label: str = "", carried: str = "") -> list[Event]:
    """The events of a statement in reading order.

    `label` names them where the statement does not, `carried` is the last one named before.
    """
    denied = [d for c in s.scan.context(s.text) for d in c.denials]
    events = [
        _denied(s, d, carried, name) for d in denied for name in (split_list(label) if not d.what else [label]) or [""]
    ]
    counted = with_wholes(s, _not_denied(s, denied, drafts))
    made = Counter(s, event_name(label) if label else EventName(carried), events).events(counted)
    for event in events:
        _name_anew(event, made, carried)
    events += made
    events = events or uncounted(s)
    _take_whole(s, events)
    _take_parts(s, events)
    reported = [e for e in events if e.status == "reported"]
    single = len({e.name.name for e in reported}) == 1 and not any(is_part(e, reported) for e in reported)
    for event in events:
        describe(s, event, single=single)
        event.timing = event.timing or ("" if event.resolution else opening_time(s))
    return sorted(events, key=lambda e: e.position)


def _not_denied(s: Statement, denied: Sequence[Denial], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that count something: no figure inside a denial, or of how many it was denied behind it."""
    kept: list[Draft] = []
    for draft in drafts:
        start = draft.figure.start
        inside = any(x.start <= start < x.end for x in denied) or _NO.match(s.text, start) is not None
        last = kept[-1].figure.start if kept else -1
        if not inside and not any(last < x.end and _is_whole_denied(s, x, draft) for x in denied):
            kept.append(draft)
    return kept


_OF_HOW_MANY = re.compile(
    r"\b(?:in|among|of|out of|after|for|from|during)(?: (?:any|all|either|both|the|these|those|their|our|of))*\s*$",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(rf"\d[\d,]* (?:[a-z-]+ )?(?:{UNIT_OF_ANALYSIS}|controls|volunteers)\b", re.IGNORECASE)
_AND_OF_HOW_MANY = re.compile(
    r"\b(?:in|among|of|after) [^.;,]{0,60}\b(?:and|or)(?: (?:the|these|those|all))*\s*$", re.IGNORECASE
)


def _is_whole_denied(s: Statement, denial: Denial, draft: Draft) -> bool:
    """Whether a figure behind a denial only tells of how many it was denied: "no leaks in the 31 patients"."""
    figure = draft.figure
    if figure.start < denial.end or s.clause_start(figure.start) > denial.end or draft.denominator is not None:
        return False
    before = s.text[denial.start : figure.start]
    counted = _SOMEBODY.match(s.text, figure.start)
    whole = _OF_HOW_MANY.search(before) or (counted and _AND_OF_HOW_MANY.search(before))
    return figure.kind != "percent" and bool(whole)


_PER = re.compile(
    rf"[^.;:]{{0,80}}?\b(?:per|of|out of|in|after|from|among)\s+(?:the\s+)?(?P<n>\d[\d,]*)\s+{UNIT_OF_ANALYSIS}\s*:",
    re.IGNORECASE,
)


def _take_whole(s: Statement, events: Sequence[Event]) -> None:
    """The whole that all shares of a statement have: told at its head ("Per 139 implants:") or by the share before."""
    head = _PER.match(s.text)
    whole = int(head["n"].replace(",", "")) if head else None
    for event in sorted(events, key=lambda e: e.position):
        if event.denominator is None and _is_share_of(event, whole):
            event.denominator = whole
        whole = event.denominator or whole


_OPENS_PARTS = re.compile(r"[^.;:,]{0,40}:\s|[^.;:,]{0,25},\s+of (?:which|whom|these)\b")


def _take_parts(s: Statement, events: Sequence[Event]) -> None:
    """Counts that add up to the one before a colon are its parts: "6 of 90 died: 4 of sepsis and 2 of a stroke"."""
    ordered = sorted(events, key=lambda e: e.position)
    for i, whole in enumerate(ordered):
        end = s.clause_end(whole.end)
        parts = [e for e in ordered[i + 1 :] if e.position < end]
        counts = [e.n for e in parts if e.n is not None and e.denominator is None]
        told = len(counts) == len(parts) > 1 and sum(counts) == whole.n
        if told and _OPENS_PARTS.match(s.text, whole.end) and names_event(s.scan, whole.name.name):
            for part in parts:
                part.denominator = whole.n


def _is_share_of(event: Event, whole: int | None) -> bool:
    """Whether count and percentage agree on a whole, to the digits printed."""
    if event.n is None or event.percent is None or not whole or event.n > whole:
        return False
    return agrees(event.n, whole, event.percent)


_NO = re.compile(r"(?:no|neither)\b|(?<=there was )none(?=\s*(?:[,.;)]|$))", re.IGNORECASE)


_OTHERS = re.compile(r"other (?:[a-z-]+ ){0,2}(?:events?|complications?|side[- ]effects?|problems?)$")
"""What is denied of all but those told before is not denied at large."""


def _denied(s: Statement, denial: Denial, carried: str, label: str) -> Event:
    end = s.clause_end(denial.start)
    mention = next((m for m in s.arm_mentions if denial.start <= m.start < end), None)
    name = (
        EventName(denial.what) if _OTHERS.match(denial.what) else event_name(denial.what or label or "adverse events")
    )
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
        timing=_denied_when(s, denial),
    )


def _name_anew(event: Event, made: Sequence[Event], carried: str) -> None:
    """A denial without a name of its own denies the event told before: "one leak followed it; none followed clips"."""
    if DID_SO.match(event.name.name):
        before = last_before(made, event.position)
        event.name = before.name if before else EventName(carried or "any adverse event")


_FOR_LONG = re.compile(
    r"\s*(?:(?:was|were) [a-z]+ )?(?P<when>(?:within|throughout|up to|until|over|at (?=\d)"
    r"|after (?=(?:day|week|month) \d))[^.;,()]*?)"
    r"(?= (?:after|in|with) either\b|[.;,()]|$)",
    re.IGNORECASE,
)


_AT_HEAD = re.compile(
    r"\s*(?P<when>(?:between|within|up to|until|throughout|over|by)\b[^.;,()]*?"
    r"\b(?:days?|weeks?|months?|years?|follow[- ]?up)),? (?:there|no|nobody|none|neither)\b",
    re.IGNORECASE,
)


def _denied_when(s: Statement, denial: Denial) -> str:
    """The time for which it is denied, behind the denial or at the head of its clause."""
    behind = _FOR_LONG.match(s.text, denial.end, s.clause_end(denial.start))
    head = behind or _AT_HEAD.match(s.text, s.clause_start(denial.start))
    return lowered(head["when"].strip()) if head else ""


_SUBJECT_CLAUSE = re.compile(
    r"^\s*(?:All )?(?P<who>(?:subsequent|later|other|remaining) [^.;]+?),? and there\b", re.IGNORECASE
)


def _those_before(s: Statement, denial: Denial) -> str:
    """Whom the denial is about: "All later procedures were done with a spacer and there was no further ..."."""
    match = _SUBJECT_CLAUSE.match(s.text[: denial.end])
    return re.sub(r"\b(?:were|was)\s+", "", match["who"], count=1) if match else ""
