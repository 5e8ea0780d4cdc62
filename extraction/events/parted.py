"""Counts that belong to another one: a whole behind it, an event of which it is a part, a list of events before it.

Knows drafts and events side by side; knows nothing of how the words beside a figure are read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.extraction.results.runs import COUNTED_IN, runs_of
from evigraph.extraction.scanning.lists import split_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.events.event import Event
    from evigraph.extraction.results.draft import Draft
    from evigraph.extraction.results.statement import Statement

_IN = re.compile(r"(?:(?!\band\b)[a-z -]){0,40}?\b(?:in|among|from|out of)\s+(?:the |all )?", re.IGNORECASE)
_SOMEBODY = re.compile(
    r"\s*(?!(?:centres|hospitals|clinics|studies|trials|reports|countries|groups|arms|sites)\b)[a-z-]+s\b",
    re.IGNORECASE,
)
DID_SO = re.compile(r"(?:followed(?! by)|did|had (?:it|one|any|this)|occurred|happened|arose)\b", re.IGNORECASE)
"""Words that only say that what was told before was so again."""
PERCENT = 100


def with_wholes(s: Statement, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, where a larger number of units behind a count is its whole: "There were 13 events in 312 people".

    No more people than events had one, so a number of people that is larger can only be that of all.
    """
    kept: list[Draft] = []
    for draft in drafts:
        before = kept[-1] if kept else None
        if before is None or not _is_whole_of(s, before, draft):
            kept.append(draft)
            continue
        share = draft.statistic == "percentage"
        kept[-1] = (
            replace(
                before, n=_counted(before), denominator=_counted(draft), statistic=draft.statistic, value=draft.value
            )
            if share
            else replace(before, n=_counted(before), denominator=_counted(draft))
        )
    return kept


def _is_whole_of(s: Statement, before: Draft, draft: Draft) -> bool:
    count, whole = _counted(before), _counted(draft)
    if count is None or whole is None or whole <= count or before.denominator is not None:
        return False
    ahead, behind = s.text[: draft.figure.start], draft.figure.end
    somebody = draft.figure.denominator_unit or _SOMEBODY.match(s.text, behind) or COUNTED_IN.search(ahead)
    if draft.denominator is not None or not somebody or before.statistic == "percentage":
        return False
    if draft.statistic == "percentage" and not agrees(count, whole, draft.value):
        return False
    return _IN.fullmatch(s.text, before.figure.end, draft.figure.start) is not None


def _counted(draft: Draft) -> int | None:
    if draft.n is not None and draft.figure.is_share:
        return draft.n
    return int(draft.figure.value) if draft.figure.is_plain and draft.figure.value is not None else None


def agrees(n: int, whole: int, percent: Decimal | None) -> bool:
    """Whether count and percentage agree on a whole, to the digits printed."""
    if percent is None:
        return False
    return abs(Decimal(PERCENT * n) / whole - percent) <= Decimal(1).scaleb(int(percent.as_tuple().exponent)) / 2


def whole_event(made: Sequence[Event], draft: Draft) -> Event | None:
    """The event of whose number a share tells a part: "Collection: 12/57; 7 of the 12 needed drainage"."""
    if draft.denominator is None:
        return None
    return next((e for e in made if e.n == draft.denominator and e.denominator != e.n and not e.name.is_general), None)


def is_part(event: Event, events: Sequence[Event]) -> bool:
    """Whether an event counts some of those of another one."""
    return event.denominator is not None and any(e is not event and e.n == event.denominator for e in events)


def listed_names(s: Statement, draft: Draft, words: str) -> list[str]:
    """The names of a list that fall to as many figures side by side: "Fever and rash occurred after 7 and 3 doses"."""
    place = place_in_run(s, draft)
    names = split_list(words) if place is not None and place[1] > 1 and " or " not in words else []
    return names if place is not None and len(names) == place[1] else []


def place_in_run(s: Statement, draft: Draft) -> tuple[int, int] | None:
    """Where a figure stands in its run, and how many stand there."""
    for run in runs_of(s):
        for place, i in enumerate(run.indices):
            if s.figures[i] is draft.figure:
                return place, len(run)
    return None


def last_before(events: Sequence[Event], position: int) -> Event | None:
    """The event counted last before a place."""
    return next((e for e in sorted(events, key=lambda e: -e.position) if e.position < position), None)
