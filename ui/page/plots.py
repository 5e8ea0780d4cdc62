"""Charts as pictures.  The door to matplotlib; knows charts, knows nothing of what they are about.

Colours are those of Okabe and Ito, which the colour-blind tell apart; lines differ in their markers too.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from evigraph.ui.page.charts import BarChart, LineChart

if TYPE_CHECKING:
    from evigraph.ui.page.charts import Chart, ProportionChart

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000", "#7A7A7A")
MARKERS = "osD^vPX*"
MEDIA = {"svg": "image/svg+xml", "png": "image/png"}
WIDTH, HEIGHT, BAR = 6.4, 3.6, 0.32


def drawn(chart: Chart, suffix: str) -> bytes:
    """A chart as `svg` or `png`; the same chart is the same bytes."""
    height = HEIGHT if isinstance(chart, LineChart) else 1.2 + BAR * len(chart.bars)
    figure = _figure(height)
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    if isinstance(chart, LineChart):
        _draw_lines(axes, chart)
    elif isinstance(chart, BarChart):
        _draw_bars(axes, chart)
    else:
        _draw_proportions(axes, chart)
    axes.set_title(_short(chart.title, 80), fontsize=10, loc="left")
    out = BytesIO()
    figure.savefig(out, format=suffix, metadata={"Date": None} if suffix == "svg" else None)
    return out.getvalue()


def _figure(height: float) -> Any:  # noqa: ANN401  # matplotlib is not imported before it is needed
    return _matplotlib()(figsize=(WIDTH, height), layout="constrained", dpi=150)


@cache
def _matplotlib() -> Any:  # noqa: ANN401
    import matplotlib as mpl
    from matplotlib.figure import Figure

    mpl.rcParams.update({"svg.hashsalt": "evigraph", "svg.fonttype": "none", "font.size": 9, "text.parse_math": False})
    return Figure


def _draw_lines(axes: Any, chart: LineChart) -> None:  # noqa: ANN401
    for number, line in enumerate(chart.lines):
        x, y = zip(*line.points, strict=True)
        style = {"color": COLOURS[number % len(COLOURS)], "marker": MARKERS[number % len(MARKERS)]}
        axes.plot(x, y, label=_short(line.label, 60), **style)
        for at, limits in zip(x, line.limits, strict=True):
            if limits:
                axes.vlines(at, *limits, color=style["color"])
        if len(chart.lines) == 1:
            for at, value in line.points:
                axes.annotate(f"{value:g}", (at, value), xytext=(0, 6), textcoords="offset points", ha="center")
    axes.set_xlabel("months after treatment")
    axes.set_ylabel(chart.unit)
    axes.set_ylim(bottom=min(0, axes.get_ylim()[0]), top=axes.get_ylim()[1] * 1.08)
    if len(chart.lines) > 1:
        axes.legend(frameon=False, fontsize=8)


def _draw_bars(axes: Any, chart: BarChart) -> None:  # noqa: ANN401
    values = [value for _, value in chart.bars]
    drawn_bars = axes.barh(range(len(values)), values, color=COLOURS[0], height=0.6)
    axes.bar_label(drawn_bars, [f"{value:g}" for value in values], padding=3)
    axes.margins(x=0.12)
    axes.axvline(0, color=COLOURS[6], linewidth=0.8)
    axes.set_yticks(range(len(values)), [_short(label, 50) for label, _ in chart.bars])
    axes.invert_yaxis()
    axes.set_xlabel(chart.unit)


def _draw_proportions(axes: Any, chart: ProportionChart) -> None:  # noqa: ANN401
    for row, (_, share) in enumerate(chart.bars):
        interval = share.wilson
        axes.hlines(row, 100 * interval.low, 100 * interval.high, color=COLOURS[0])
        axes.plot(100 * share.value, row, marker="s", color=COLOURS[0])
    axes.set_yticks(range(len(chart.bars)))
    axes.set_yticklabels([f"{_short(label, 50)}  {share.n}/{share.total}" for label, share in chart.bars])
    axes.set_ylim(len(chart.bars) - 0.5, -0.5)
    axes.set_xlim(left=0)
    axes.set_xlabel("% with 95% Wilson interval (computed)")


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
