"""What a chart shows, before it is drawn, and the words that say the same.

Knows answers, series and harms; knows nothing of drawing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from evigraph.queries.synthesis.proportions import Proportion, proportion
from evigraph.queries.synthesis.series import FEWEST, interval_of
from evigraph.ui.page.table import printed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from evigraph.queries.answer import Plain
    from evigraph.queries.synthesis.harms import HarmBoard
    from evigraph.queries.synthesis.series import Series

#: Lines and bars that fit into one picture.
MOST_LINES, MOST_BARS = 8, 30


@dataclass(frozen=True, slots=True)
class Line:
    """Values over months; `limits` are those of confidence intervals, printed or computed, where there are any."""

    label: str
    points: tuple[tuple[float, float], ...]
    limits: tuple[tuple[float, float] | None, ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over months, in one unit."""

    title: str
    unit: str
    lines: tuple[Line, ...]

    def words(self) -> str:
        """The chart in words."""
        told = (f"{line.label}: {', '.join(f'{y:g} at {x:g} months' for x, y in line.points)}" for line in self.lines)
        return f"Line chart. {'. '.join(told)}."

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The data, with heads."""
        yield "series", "months", self.unit or "value", "ci_low", "ci_high"
        for line in self.lines:
            for (x, y), limits in zip(line.points, line.limits, strict=True):
                yield line.label, f"{x:g}", f"{y:g}", *(f"{limit:g}" for limit in limits or ())


@dataclass(frozen=True, slots=True)
class ProportionChart:
    """Proportions with their Wilson intervals."""

    title: str
    bars: tuple[tuple[str, Proportion], ...]

    def words(self) -> str:
        """The chart in words."""
        told = (
            f"{label}: {share.n} of {share.total}, {share.value:.1%} "
            f"(95% interval {share.wilson.low:.1%} to {share.wilson.high:.1%})"
            for label, share in self.bars
        )
        return f"Proportions with computed Wilson intervals. {'; '.join(told)}."

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The data, with heads; intervals on 0 to 1, computed."""
        yield "label", "n", "total", "proportion", "wilson_low", "wilson_high", "exact_low", "exact_high"
        for label, share in self.bars:
            limits = (share.wilson.low, share.wilson.high, share.clopper_pearson.low, share.clopper_pearson.high)
            yield label, str(share.n), str(share.total), *(f"{x:.6g}" for x in (share.value, *limits))


@dataclass(frozen=True, slots=True)
class BarChart:
    """One number for each label, in the order of its rows."""

    title: str
    unit: str
    bars: tuple[tuple[str, float], ...]

    def words(self) -> str:
        """The chart in words."""
        return f"Bar chart of {self.unit}. {'; '.join(f'{label}: {value:g}' for label, value in self.bars)}."

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The data, with heads."""
        yield "label", self.unit
        yield from ((label, f"{value:g}") for label, value in self.bars)


Chart: TypeAlias = "LineChart | ProportionChart | BarChart"


def chart_of_rows(rows: Sequence[Mapping[str, Plain]]) -> Chart | None:
    """The chart that fits an answer's rows: lines where values have three times, else two proportions or more."""
    return _lines(rows) or _proportions(rows)


def chart_of_any_rows(rows: Sequence[Mapping[str, Plain]]) -> Chart | None:
    """The chart that fits the rows of any query: else the first column of numbers, by the first column of texts."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    numbers = [name for name in columns if all(_is_number(row.get(name, 0)) for row in rows)]
    labels = [name for name in columns if name not in numbers]
    if found := chart_of_rows(rows):
        return found
    if not numbers or not labels or len(rows) < 2:
        return None
    bars = ((printed(row.get(labels[0], "")), row[numbers[0]]) for row in rows if numbers[0] in row)
    shown = tuple((label, float(value)) for label, value in bars)
    return BarChart(f"{numbers[0]} by {labels[0]}".replace("_", " "), numbers[0].replace("_", " "), shown[:MOST_BARS])


def chart_of_series(one: Series, patients: int | None = None) -> LineChart:
    """The chart of a series of a study with so many patients."""
    points = tuple((point.months or 0.0, point.value or 0.0) for point in one.points)
    intervals = (interval_of(point, patients) for point in one.points)
    line = Line(one.title, points, tuple((found.low, found.high) if found else None for found in intervals))
    return LineChart(one.title, one.unit, (line,))


def chart_of_harm(board: HarmBoard) -> ProportionChart | None:
    """The chart of an event across studies, None where no study gives a proportion."""
    bars = tuple((line.harm.study, line.share) for line in board.lines if line.share is not None)
    return ProportionChart(f"{board.kind}, by study", bars[:MOST_BARS]) if bars else None


KEY = ("study", "outcome", "statistic", "measure", "group")


def _lines(rows: Iterable[Mapping[str, Plain]]) -> LineChart | None:
    found: dict[str, dict[tuple[str, ...], dict[float, Mapping[str, Plain]]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        if _is_number(row.get("value")) and _is_number(row.get("months")):
            key = tuple(str(row.get(name, "")) for name in KEY)
            found[str(row.get("unit", ""))][key].setdefault(float(row["months"]), row)
    for unit, groups in found.items():
        long = {key: points for key, points in groups.items() if len(points) >= FEWEST}
        if long:
            lines = tuple(_line(key, points) for key, points in list(long.items())[:MOST_LINES])
            return LineChart(lines[0].label if len(lines) == 1 else "Over time", unit, lines)
    return None


def _line(key: tuple[str, ...], points: Mapping[float, Mapping[str, Plain]]) -> Line:
    study, outcome, statistic, measure, group = key
    label = f"{study}: {statistic} {outcome}".strip() + (f" ({measure})" if measure else "")
    ordered = sorted(points.items())
    return Line(
        f"{label}, {group}" if group else label,
        tuple((months, float(row["value"])) for months, row in ordered),
        tuple(_limits(row) for _, row in ordered),
    )


def _limits(row: Mapping[str, Plain]) -> tuple[float, float] | None:
    low, high = row.get("ci_low", row.get("interval_low")), row.get("ci_high", row.get("interval_high"))
    return (float(low), float(high)) if _is_number(low) and _is_number(high) else None  # type: ignore[arg-type]


def _proportions(rows: Iterable[Mapping[str, Plain]]) -> ProportionChart | None:
    bars = []
    for row in rows:
        share = proportion(str(row.get("n", "")), str(row.get("denominator", "")))
        parts = [printed(row[name]) for name in ("study", "event", "outcome", "group", "time") if name in row]
        if share is not None:
            bars.append((", ".join(parts), share))
    return ProportionChart("Proportions", tuple(bars[:MOST_BARS])) if len(bars) > 1 else None


def _is_number(value: Plain | None) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
