"""The comparability gate: why two numbers may not stand side by side.

Knows results; judges no study.  What a source does not say is told as unknown, never as equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evigraph.queries.synthesis.evidence_base import Result

#: Months within which two times count as one, as a share of the later one, and at least.
SHARE, LEAST = 0.2, 0.5


@dataclass(frozen=True, slots=True)
class Difference:
    """An aspect in which two results differ, or of which one does not say enough."""

    aspect: str
    first: str
    second: str

    @property
    def unknown(self) -> bool:
        """Whether one of the two does not say."""
        return not (self.first and self.second)


ASPECTS: dict[str, Callable[[Result], str]] = {
    "outcome": lambda result: result.outcome,
    "statistic": lambda result: result.statistic,
    "instrument": lambda result: result.instrument,
    "scale": lambda result: f"{result.scale[0]:g} to {result.scale[1]:g}" if result.scale else "",
    "direction": lambda result: result.direction,
    "unit": lambda result: result.unit,
    "counted": lambda result: result.counted,
    "population": lambda result: result.condition,
}
#: Aspects that say nothing of results of which neither has them.
OPTIONAL = frozenset({"instrument", "scale", "direction", "counted", "unit"})


def differences(first: Result, second: Result) -> tuple[Difference, ...]:
    """Everything that stands against a comparison; empty where nothing does."""
    return tuple(_differences(first, second))


def _differences(first: Result, second: Result) -> Iterator[Difference]:
    for aspect, of in ASPECTS.items():
        one, other = of(first), of(second)
        if one != other or (not one and aspect not in OPTIONAL):
            yield Difference(aspect, one, other)
    if not _same_time(first.months, second.months):
        yield Difference("time", _time(first), _time(second))


def _same_time(first: float | None, second: float | None) -> bool:
    if first is None or second is None:
        return False
    return abs(first - second) <= max(LEAST, SHARE * max(first, second)) and (first == 0) == (second == 0)


def _time(result: Result) -> str:
    return f"{result.months:g} months" if result.months is not None else result.time
