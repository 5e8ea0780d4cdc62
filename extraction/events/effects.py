"""Results that compare harm: effect measures, p values between arms, counts of events rather than of patients."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evigraph.extraction.events.names import event_name
from evigraph.extraction.events.wording import GENERAL_UNIT
from evigraph.extraction.results import p_values
from evigraph.extraction.results.drafts import heterogeneity_of
from evigraph.extraction.scanning.times import Time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.extraction.events.event import Event
    from evigraph.extraction.results.draft import Draft
    from evigraph.extraction.results.statement import Statement

_ODDS_OF = re.compile(
    r"\b(?:odds|risk|rate|rates|hazard) of (?P<what>[^.;,()]+?)"
    r"(?= (?:did|was|were|is|are|between|with|after|in)\b|[,;(]|$)",
    re.IGNORECASE,
)


def effects(s: Statement, drafts: Sequence[Draft], events: Sequence[Event]) -> Iterator[Draft]:
    """The comparisons of a statement about harm: drafts of the outcome "adverse events", the event their category."""
    measured = [d for d in drafts if d.statistic in p_values.EFFECTS]
    for draft in drafts:
        if draft in measured:
            yield _about(draft, _named(s, draft, events))
            yield from heterogeneity_of(replace(draft, outcome="adverse events", time=Time()))
        elif draft.outcome == "heterogeneity":
            continue
        elif draft.statistic == "percentage" and draft.figure.ci is not None and draft.n is None:
            pooled = _about(draft, _named(s, draft, events))
            yield replace(pooled, time=draft.time)
            yield from heterogeneity_of(replace(pooled, outcome=f"adverse events; {pooled.category}", time=draft.time))
        elif _counts_events(draft) and not re.match(r"\s*(?:of|:)", s.text[draft.figure.end :]):
            yield replace(
                _about(draft, "any adverse event"),
                unit="events",
                n=_whole(draft),
                value=draft.figure.value,
                statistic="count",
                denominator=None,
                p=None,
            )
        elif draft.p is not None and not measured and (draft.figure.is_share or draft.figure.kind == "p"):
            yield replace(
                _about(draft, _named(s, draft, events)),
                statistic="p only",
                value=None,
                n=None,
                denominator=None,
                unit="",
            )


def _about(draft: Draft, name: str) -> Draft:
    return replace(draft, outcome="adverse events", instrument="", category=name, time=Time())


def _counts_events(draft: Draft) -> bool:
    figure = draft.figure
    return (
        GENERAL_UNIT.match(figure.denominator_unit) is not None
        and figure.kind == "count"
        and draft.denominator is None
        and bool(figure.value or figure.n)
    )


def _whole(draft: Draft) -> int | None:
    return int(draft.figure.value) if draft.figure.value is not None else None


def _named(s: Statement, draft: Draft, events: Sequence[Event]) -> str:
    """The event that is compared: the one of the statement's figures, of its label, or behind "the odds of"."""
    near = [e for e in events if e.position <= draft.figure.start] or list(events)
    if near:
        return near[-1].name.name
    odds = _ODDS_OF.search(s.text)
    words = s.frame.text or (odds["what"] if odds else "")
    return event_name(words).name if words else "any adverse event"
