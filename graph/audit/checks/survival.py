"""Estimates of survival, and of anything else over time that can only go one way."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.quotes.reading import clause
from evigraph.graph.wording import in_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.recall import Stated
    from evigraph.ontology.records import Result

OVERALL = re.compile(r"\boverall survival\b", re.IGNORECASE)
FREE = re.compile(r"\b(?:progression|event|disease|recurrence|relapse|failure|metastasis)[- ]free\b", re.IGNORECASE)
FALLING = re.compile(r"surviv|\bfree|alive|patency|without|\bno ", re.IGNORECASE)


def survival_order(evidence: Evidence) -> Iterator[Finding]:
    """Kaplan-Meier estimates that turn round, each turn once."""
    series: defaultdict[tuple[object, ...], list[Stated[Result]]] = defaultdict(list)
    for stated in evidence.results:
        r = stated.record
        months = in_months(r.time_value, r.time_unit)
        if r.statistic == "rate" and "kaplan" in r.measure.lower() and r.value is not None and months is not None:
            series[r.study, r.outcome, r.group, r.measure, r.region].append(stated)
    for estimates in series.values():
        yield from _turns(sorted(estimates, key=_months))
    yield from _below(estimate for estimates in series.values() for estimate in estimates)


def _months(stated: Stated[Result]) -> Decimal:
    months = in_months(stated.record.time_value, stated.record.time_unit)
    assert months is not None  # noqa: S101  # only such results are in a series
    return months


def _value(stated: Stated[Result]) -> Decimal:
    assert stated.record.value is not None  # noqa: S101
    return stated.record.value


def _turns(series: list[Stated[Result]]) -> Iterator[Finding]:
    falls = _falls(series)
    for before, after in pairwise(series):
        change = _value(after) - _value(before)
        if falls is not None and _months(before) < _months(after) and (change > 0 if falls else change < 0):
            yield _finding(before, after, falls=falls)


def _below(estimates: Iterable[Stated[Result]]) -> Iterator[Finding]:
    """Overall survival below survival without an event, at one time: who is without the event is alive."""
    alive: dict[tuple[object, ...], Stated[Result]] = {}
    free: list[tuple[tuple[object, ...], Stated[Result]]] = []
    for stated in estimates:
        place: tuple[object, ...] = (stated.study, stated.record.group, _months(stated), stated.record.region)
        if OVERALL.search(stated.record.outcome):
            alive[place] = stated
        elif FREE.search(stated.record.outcome):
            free.append((place, stated))
    for place, without in free:
        overall = alive.get(place)
        if overall and _value(overall) < _value(without):
            message = (
                f"{overall.record.value}% are alive at {overall.record.time_value} {overall.record.time_unit}s;"
                f" {without.record.value}% are alive without an event."
            )
            yield _told(message, overall, without)


def _falls(series: list[Stated[Result]]) -> bool | None:
    """Whether a series must fall, by its name, else by most of its steps; None where neither tells."""
    record = series[0].record
    if FALLING.search(f"{record.outcome} {record.group}"):
        return True
    steps = [_value(after) < _value(before) for before, after in pairwise(series)]
    if len(steps) < 2 or sum(steps) * 2 == len(steps):
        return None
    return sum(steps) * 2 > len(steps)


def _finding(before: Stated[Result], after: Stated[Result], *, falls: bool) -> Finding:
    times = [f"{s.record.time_value} {s.record.time_unit}s" for s in (before, after)]
    change, cannot = ("goes up", "rise") if falls else ("goes down", "fall")
    message = (
        f"The estimate {change} from {before.record.value}% at {times[0]} to {after.record.value}% at {times[1]};"
        f" a Kaplan-Meier estimate cannot {cannot}."
    )
    return _told(message, after, before)


def _told(message: str, a: Stated[Result], b: Stated[Result]) -> Finding:
    return Finding(
        check="survival-order",
        severity=Severity.CONTRADICTION,
        message=message,
        a=clause(a.words, a.record.value),
        b=clause(b.words, b.record.value),
        study=a.record.study,
        about=(a.node, b.node),
    )
