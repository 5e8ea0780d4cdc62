"""A change is told from series that begin before treatment, where there are any."""

from __future__ import annotations

from decimal import Decimal

from evigraph.queries.answering.choice import from_baseline
from evigraph.queries.answering.rows import Row


def row(statistic: str, months: int | None, group: str = "") -> Row:
    times = {} if months is None else {"months": Decimal(months)}
    return Row({"study_iri": "urn:a", "outcome": "grip", "statistic": statistic, "group": group, **times})


def test_only_a_series_with_baseline_and_a_later_time_tells_a_change():
    series = [row("mean", 0), row("mean", 3), row("mean", None)]
    others = [row("count", 3), row("count", 6), row("median", 0), row("mean", 3, "second arm")]
    assert from_baseline([*series, *others]) == series
    assert from_baseline(others) == []
