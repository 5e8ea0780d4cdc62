"""Rows over time and side by side.

Knows times and values of results; knows nothing of how the question was worded.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.queries.answering.saying import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.queries.answering.rows import Row
    from evigraph.queries.template import Template

LATE = Decimal(10**6)


def in_time(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows in the order of study, series and time."""
    return tuple(sorted(rows, key=lambda row: (*_series(row), month(row))))


def _series(row: Row) -> tuple[str, ...]:
    return tuple(row.text(column) for column in ("study", "outcome", "measure", "group", "statistic", "unit"))


def month(row: Row) -> Decimal:
    """When a result was measured, in months; the last visit comes last."""
    found = row.number("months")
    return LATE if found is None else found


def change(rows: Sequence[Row]) -> tuple[Decimal, Decimal] | None:
    """The first and the last value of the one series that there is; None where there are several, or one time."""
    if len({_series(row) for row in rows}) != 1:
        return None
    ordered = [row for row in in_time(rows) if row.number("value") is not None]
    if len(ordered) < 2:
        return None
    first, last = ordered[0].number("value"), ordered[-1].number("value")
    return None if first is None or last is None else (first, last)


def courses(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of the one series that has several times, where others stand beside it that have one; else all."""
    counted = Counter(_series(row) for row in rows if row.number("value") is not None)
    long = [series for series, times in counted.items() if times > 1]
    return [row for row in rows if _series(row) == long[0]] if len(long) == 1 else rows


def told(template: Template, rows: Sequence[Row]) -> str:
    """A series as a sentence, with what it came to."""
    ends = change(rows)
    text = said(template, in_time(rows))
    if ends is None:
        return text
    first, last = ends
    direction = "no change" if first == last else f"{'a rise' if last > first else 'a fall'} of {abs(last - first):f}"
    return f"{text} From {first:f} to {last:f}: {direction}."
