"""Whether what the source says fits together: restatements, intervals and p values, rates that only fall, shares.

Knows rows; the rules are those by which a careful reader checks printed numbers.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from evigraph.queries.answering.figures import figure, interval, label, p_value
from evigraph.queries.answering.reply import Reply
from evigraph.queries.answering.saying import said
from evigraph.queries.answering.series import in_time
from evigraph.queries.answering.verdicts import significant
from evigraph.queries.understanding.asks import WITHIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.queries.answering.rows import Row
    from evigraph.queries.understanding.parse import Parse

RATIOS = frozenset({"odds ratio", "hazard ratio", "risk ratio"})
DIFFERENCES = frozenset({"mean difference", "standardised mean difference", "mean change"})
#: A question that asks whether something is wrong, and not whether all is right.
DOUBT = re.compile(
    r"\b(?:errors?|mistakes?|slips?|wrong|misprint\w*|inconsisten\w+|contradict\w*|discrepanc\w+|disagree\w*"
    r"|differs?|impossible|implausible|(?:not|n't) add up|left out|missing)\b",
    re.IGNORECASE,
)
TOLERANCE = Decimal(1)
TWO = 2
#: Two places of a document, which numbers of one of them do not settle.
PLACES = re.compile(
    r"\btable \d.*\b(?:text|summary|section|table \d)\b"
    r"|\b(?:summary|text)\b.*\b(?:table|section|study|studies|detail\w*)\b"
    r"|\bguidance\b.*\boverview\b|\boverview\b.*\bguidance\b",
    re.IGNORECASE,
)
#: Columns that say which thing a number is of.
PLACE = ("study", "outcome", "measure", "group", "statistic", "unit", "months", "time_label", "phase", "comparator")


def reply(parse: Parse, rows: Sequence[Row], restated: Sequence[Row]) -> Reply:
    """No with what does not fit, else yes with the numbers."""
    if WITHIN.search(parse.question.text):
        return _within(parse, rows)
    restated = _between(parse, restated)
    pairs = [pair for pair in restated if pair.cells.get("agrees") is False]
    wrong = [*map(against, pairs), *problems(rows)]
    others = tuple(pair.text("other") for pair in restated)
    if wrong:
        shown = tuple(dict.fromkeys(pairs if rows == restated else (*rows, *pairs)))
        return Reply(f"No: {'; '.join(dict.fromkeys(wrong))}.", tuple(shown), others, tuple(map(against, pairs)))
    if not restated and (PLACES.search(parse.question.text) or not any(map(checkable, rows))):
        return Reply("", tuple(rows), undecided=True)
    again = (
        f" It is said again in: {', '.join(dict.fromkeys(p.text('other_section') for p in restated))}."
        if restated
        else ""
    )
    return Reply(f"Yes, nothing contradicts it. {said(parse.template, rows)}{again}", tuple(rows), others)


def _between(parse: Parse, restated: Sequence[Row]) -> Sequence[Row]:
    """What is said in another document, where two kinds of documents are held side by side."""
    kinds = {m.value for m in parse.question.concepts("document-kind")}
    if len(kinds) < TWO:
        return restated
    return [pair for pair in restated if pair.text("document") != pair.text("other_document")]


def _within(parse: Parse, rows: Sequence[Row]) -> Reply:
    """Whether estimates lie in their intervals; nothing is said of what has none."""
    known = tuple(row for row in rows if row.number("ci_low") is not None and row.number("value") is not None)
    if not known:
        return Reply("", tuple(rows), undecided=True)
    outside = list(dict.fromkeys(_outside(row) for row in known if _outside(row)))
    text = f"No: {'; '.join(outside)}." if outside else f"Yes: {said(parse.template, known)}"
    return Reply(text, known)


def _outside(row: Row) -> str:
    low, high, value = row.number("ci_low"), row.number("ci_high"), row.number("value")
    if low is None or high is None or value is None or min(low, high) <= value <= max(low, high):
        return ""
    return f"{label(row)}: {value} lies outside of its {interval(row)}"


def checkable(row: Row) -> bool:
    """Whether a row holds numbers that have to fit each other."""
    n, whole = row.number("n"), row.number("denominator")
    share = row.number("percent") if row.number("percent") is not None else row.number("value")
    return (
        bool(n is not None and whole and share is not None)
        or row.number("ci_low") is not None
        or bool(row.text("measure") == "Kaplan-Meier")
    )


def against(pair: Row) -> str:
    """What the source also says, where it does not agree."""
    return (
        f"“{_short(pair.text('quote'))}” ({pair.text('section')}, {pair.text('document')}) against"
        f" “{_short(pair.text('other_quote'))}” ({pair.text('other_section')}, {pair.text('other_document')})"
    )


def _short(quote: str) -> str:
    plain = " ".join(quote.split())
    return plain if len(plain) <= 240 else plain[:239].rsplit(" ", 1)[0] + "…"


def problems(rows: Sequence[Row]) -> list[str]:
    """What does not fit within the rows themselves."""
    return [*(problem for row in rows for problem in _of_row(row)), *_rising(rows), *_unequal(rows)]


def _of_row(row: Row) -> Iterator[str]:
    low, high = row.number("ci_low"), row.number("ci_high")
    neutral = _neutral(row.text("statistic"))
    claimed = significant(row)
    if low is not None and high is not None and neutral is not None and claimed is (low <= neutral <= high):
        inside = "includes" if claimed else "excludes"
        yield f"{label(row)}: the {interval(row)} {inside} {neutral}, which does not fit {p_value(row)}"
    if outside := _outside(row):
        yield outside
    yield from _share(row)


def _neutral(statistic: str) -> Decimal | None:
    if statistic in RATIOS:
        return Decimal(1)
    return Decimal(0) if statistic in DIFFERENCES else None


def _share(row: Row) -> Iterator[str]:
    n, whole = row.number("n"), row.number("denominator")
    percent = row.number("percent") if row.number("percent") is not None else row.number("value")
    is_share = row.text("statistic") == "percentage" or row.number("percent") is not None
    if is_share and n is not None and whole and percent is not None and abs(100 * n / whole - percent) > TOLERANCE:
        yield f"{n:f} of {whole:f} is {100 * n / whole:.1f}% and not {percent:f}%"


def _unequal(rows: Sequence[Row]) -> Iterator[str]:
    """Two numbers for one thing: the same study, outcome, measure, group, statistic and time."""
    known: dict[tuple[str, ...], Row] = {}
    for row in rows:
        if not row.text("outcome") or row.number("value") is None:
            continue
        first = known.setdefault(tuple(row.text(column) for column in PLACE), row)
        if first.number("value") != row.number("value"):
            yield f"{label(row)}: {figure(first)} in one place and {figure(row)} in another"


def _rising(rows: Sequence[Row]) -> Iterator[str]:
    """A share that still has no event can only fall with time."""
    estimates = [
        row for row in in_time(rows) if row.text("measure") == "Kaplan-Meier" and row.number("months") is not None
    ]
    for earlier, later in pairwise(estimates):
        before, after = earlier.number("value"), later.number("value")
        same = all(earlier.text(c) == later.text(c) for c in ("study", "outcome", "group"))
        if same and before is not None and after is not None and after > before:
            yield f"{label(later)}: the Kaplan-Meier estimate rises from {before:f} to {after:f}"
