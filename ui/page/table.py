"""The rows of an answer as a table for people: a figure in one column, not in seven, and nothing that repeats.

Knows the columns of the templates; knows no markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from evigraph.queries.answer import Plain

#: Columns that say for programs what others say for people.
UNSHOWN = frozenset(
    [
        "node",
        "months",
        "decimals",
        "type",
        "phase",
        "counted_unit",
        "version",
        "study_iri",
        "agrees",
        "start",
        "end",
        "other_node",
        "alike",
        "verdict",
    ]
)


@dataclass(frozen=True, slots=True)
class Table:
    """Heads, and rows of texts; `nodes` are the things that the rows are about, empty where there is none.

    `same` is what all of several rows have in common, which is no column then.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    nodes: tuple[str, ...]
    same: tuple[str, ...] = ()


def table(rows: Sequence[Mapping[str, Plain]]) -> Table:
    """The table of an answer's rows; a column is there where one row has something in it."""
    columns = [name for name in dict.fromkeys(_merged(name) for row in rows for name in row) if name not in UNSHOWN]
    cells = {name: [_cell(row, name) for row in rows] for name in columns}
    same = [name for name in columns if len(rows) > 1 and len(set(cells[name])) == 1]
    shown = [name for name in columns if name not in same] or columns
    return Table(
        heads=tuple(HEADS.get(name, name).replace("_", " ") for name in shown),
        rows=tuple(tuple(cells[name][number] for name in shown) for number in range(len(rows))),
        nodes=tuple(str(row.get("node", "")) for row in rows),
        same=tuple(cells[name][0] for name in same) if shown != columns else (),
    )


def _merged(name: str) -> str:
    """The column in which a column is told."""
    return PARTS.get(name, name)


def _cell(row: Mapping[str, Plain], name: str) -> str:
    if name in MERGED:
        return MERGED[name](row)
    return printed(row.get(name, ""))


def printed(value: Plain) -> str:
    """A value as people write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _value(row: Mapping[str, Plain]) -> str:
    return " ".join(printed(row[name]) for name in ("value", "unit") if name in row)


def _fraction(row: Mapping[str, Plain]) -> str:
    return " of ".join(printed(row[name]) for name in ("n", "denominator") if name in row)


def _time(row: Mapping[str, Plain]) -> str:
    if "time" in row:
        plural = "" if row["time"] == 1 else "s"
        return f"{printed(row['time'])} {row.get('time_unit', '')}{plural}"
    return printed(row.get("time_label", ""))


def _interval(row: Mapping[str, Plain]) -> str:
    if "ci_low" not in row:
        return ""
    return f"{printed(row.get('ci_level', 95))}% {printed(row['ci_low'])} to {printed(row.get('ci_high', ''))}"


def _range(row: Mapping[str, Plain]) -> str:
    if "range_low" not in row:
        return ""
    kind = "" if row.get("range_kind") == "range" else f" ({row.get('range_kind', '')})"
    return f"{printed(row['range_low'])} to {printed(row.get('range_high', ''))}{kind}"


def _p_value(row: Mapping[str, Plain]) -> str:
    operator = str(row.get("p_operator", ""))
    if "p_value" not in row:
        return "not significant" if operator == "ns" else ""
    return f"{'' if operator == '=' else operator}{printed(row['p_value'])}"


def _percent(row: Mapping[str, Plain]) -> str:
    return f"{printed(row['percent'])}%" if "percent" in row else ""


def _between(low: str, high: str) -> Callable[[Mapping[str, Plain]], str]:
    """A cell of two limits."""
    return lambda row: f"{printed(row[low])} to {printed(row[high])}" if low in row and high in row else ""


MERGED: dict[str, Callable[[Mapping[str, Plain]], str]] = {
    "value": _value,
    "n_of": _fraction,
    "time": _time,
    "interval": _interval,
    "range": _range,
    "p": _p_value,
    "percent": _percent,
    "wilson": _between("wilson_low", "wilson_high"),
    "exact": _between("exact_low", "exact_high"),
    "limits": _between("interval_low", "interval_high"),
}
HEADS = {
    "n_of": "n",
    "interval": "confidence interval",
    "share": "% (computed)",
    "wilson": "Wilson 95% (computed)",
    "exact": "Clopper-Pearson 95% (computed)",
    "at_most": "rule of three, at most % (computed)",
    "limits": "95% interval",
    "facts": "facts (computed)",
    "gap": "gap (computed)",
    "comparable": "comparable (computed)",
}
PARTS = {
    "unit": "value",
    "n": "n_of",
    "denominator": "n_of",
    "time_unit": "time",
    "time_label": "time",
    "ci_level": "interval",
    "ci_low": "interval",
    "ci_high": "interval",
    "range_kind": "range",
    "range_low": "range",
    "range_high": "range",
    "p_operator": "p",
    "p_value": "p",
    "wilson_low": "wilson",
    "wilson_high": "wilson",
    "exact_low": "exact",
    "exact_high": "exact",
    "interval_low": "limits",
    "interval_high": "limits",
}
