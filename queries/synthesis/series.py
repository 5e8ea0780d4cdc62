"""Series: one statistic of one outcome in one group of a study, over time.

Knows results; knows nothing of the graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.queries.synthesis.proportions import Interval, mean_interval

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evigraph.queries.synthesis.evidence_base import Result

#: Points from which on numbers over time are a series.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Series:
    """Results that differ in time alone, by months; each has a value and a time."""

    study: str
    outcome: str
    statistic: str
    instrument: str
    group: str
    unit: str
    points: tuple[Result, ...]

    @property
    def title(self) -> str:
        """What it shows, in one line."""
        measure = f" ({self.instrument})" if self.instrument else ""
        group = f", {self.group}" if self.group else ""
        return f"{self.study}: {self.statistic} {self.outcome}{measure}{group}"


def series(results: Iterable[Result]) -> tuple[Series, ...]:
    """All series of at least three times, the longest first; of two values of one time the first one is taken."""
    found: dict[tuple[str, ...], dict[float, Result]] = {}
    for result in results:
        if result.value is not None and result.months is not None and result.comparator in ("", "baseline"):
            key = (result.study, result.outcome, result.statistic, result.instrument, result.group, result.unit)
            found.setdefault(key, {}).setdefault(result.months, result)
    made = (_series([point for _, point in sorted(points.items())]) for points in found.values())
    long = [one for one in made if len(one.points) >= FEWEST]
    return tuple(sorted(long, key=lambda one: (-len(one.points), one.title)))


def _series(points: list[Result]) -> Series:
    one = points[0]
    return Series(one.study, one.outcome, one.statistic, one.instrument, one.group, one.unit, tuple(points))


def interval_of(result: Result, patients: int | None) -> Interval | None:
    """The printed interval of a result, else that of its mean where SD and number of patients are known."""
    if result.ci is not None:
        return Interval(*result.ci, "as printed")
    if result.value is None or not result.sd or result.statistic != "mean" or (patients or 0) < 2:
        return None
    return mean_interval(result.value, result.sd, patients or 0)
