"""Numbers of a row as people write them: "5.1 points", "77.7% (14/18)", "SD 3.7; p=0.03", "at 12 months".

Knows the columns of results and events; knows nothing of questions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evigraph.queries.answering.rows import Row

RATIOS = frozenset({"odds ratio", "hazard ratio", "risk ratio", "standardised mean difference"})


def printed(row: Row, column: str, decimals: str = "") -> str:
    """A number with the digits that the source prints.

    >>> from decimal import Decimal
    >>> from evigraph.queries.answering.rows import Row
    >>> printed(Row({"value": Decimal("3"), "decimals": 1}), "value", "decimals")
    '3.0'
    """
    value = row.number(column)
    if value is None:
        return row.text(column)
    places = row.number(decimals or f"{column}_decimals")
    return f"{value:.{int(places)}f}" if places is not None else f"{value:f}"


def figure(row: Row) -> str:
    """The number of a result, event or technique with its unit, and n of N where both are printed."""
    value, counted = printed(row, "value", "decimals"), share(row)
    if row.text("statistic") in ("percentage", "count") or not value:
        return _proportion(row, value, counted) or _range(row) or p_value(row)
    unit = row.text("unit")
    return f"{value}{'' if unit in ('%', '') else ' '}{unit}"


def _proportion(row: Row, value: str, counted: str) -> str:
    percent = value if row.text("statistic") == "percentage" else printed(row, "percent", "decimals")
    if percent and row.text("statistic") != "count":
        return f"{percent}%{f' ({counted})' if counted else ''}"
    n = counted.replace("/", " of ") or row.text("n") or value
    noun = row.text("unit") or row.text("counted_unit")
    return f"{n} {noun}".strip() if n else ""


def share(row: Row) -> str:
    """n/N, empty where one of them is not printed."""
    n, whole = row.text("n"), row.text("denominator")
    return f"{n}/{whole}" if n and whole and row.text("statistic") != "mean" else ""


def _range(row: Row) -> str:
    low, high = row.text("range_low"), row.text("range_high")
    unit = row.text("unit")
    ends = f"{low} to {high}" if low and high else f"at least {low}" if low else f"at most {high}" if high else ""
    return f"{ends}{'' if unit in ('%', '') else ' '}{unit}" if ends else ""


def p_value(row: Row) -> str:
    """The p value as printed, "not significant" where only that is said."""
    operator = row.text("p_operator")
    if operator == "ns":
        return "not significant"
    return f"p{operator}{row.text('p_value')}" if operator and row.text("p_value") else ""


def spread(row: Row) -> str:
    """Spread and significance of a result: SD, interval, range, p value, number analysed."""
    value = row.text("value")
    parts = [f"SD {row.text('sd')}" if row.text("sd") else "", interval(row)]
    if value and row.text("range_low"):
        parts.append(f"{row.text('range_kind') or 'range'} {row.text('range_low')} to {row.text('range_high')}")
    parts.append(p_value(row) + _compared(row) if p_value(row) else "")
    if row.text("denominator") and not row.text("n"):
        parts.append(f"n={row.text('denominator')}")
    return "; ".join(filter(None, parts))


def interval(row: Row) -> str:
    """The confidence interval, empty where there is none."""
    low, high = row.text("ci_low"), row.text("ci_high")
    return f"{row.text('ci_level') or '95'}% CI {low} to {high}" if low and high else ""


def _compared(row: Row) -> str:
    comparator = row.text("comparator")
    return f" compared with {comparator}" if comparator else ""


def when(row: Row) -> str:
    """When a result was measured, as printed."""
    label, time, unit = row.text("time_label"), row.text("time"), row.text("time_unit")
    number = f"{time} {unit}{'' if time in ('1', '') else 's'}" if time else ""
    if label and number:
        return f"at {label} ({number})"
    if number:
        return f"at {number}"
    return label if not label or label.split()[0] in BARE else f"at {label}"


BARE = frozenset(
    [
        "before",
        "after",
        "within",
        "between",
        "during",
        "at",
        "in",
        "on",
        "for",
        "from",
        "throughout",
        "by",
        "until",
        "over",
        "all",
    ]
)


def label(row: Row) -> str:
    """What a result is about: statistic, outcome, measure, group."""
    statistic = row.text("statistic")
    words = [] if statistic in ("count", "percentage", "rate", "p only", "range") else [statistic]
    measure = row.text("measure")
    words += [row.text("outcome"), f"({measure})" if measure and measure != row.text("outcome") else ""]
    group = row.text("group")
    name = " ".join(filter(None, words))
    return f"{name}, {group}," if group else name


def course(row: Row) -> str:
    """What is said of an event beside its numbers."""
    parts = [
        row.text("severity"),
        row.text("relatedness"),
        row.text("timing"),
        f"managed with {row.text('management')}" if row.text("management") else "",
        row.text("resolution"),
    ]
    return "; ".join(filter(None, parts))


def denied(row: Row) -> str:
    """That an event was denied, empty where it was reported."""
    return "not seen" if row.text("status") == "none reported" else ""


def report(row: Row) -> str:
    """The verb of an event's report."""
    return "reported no" if row.text("status") == "none reported" else "reported"
