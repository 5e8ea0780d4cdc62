"""Tables of individual patients against what the text says of the same patients."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.numbers import Span
from evigraph.graph.audit.quotes.reading import clause
from evigraph.graph.wording import DAYS_A_MONTH, Likeness, likeness, stems
from evigraph.ontology.records import PatientRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.recall import Stated, Words

DAYS = {"day": Fraction(1), "week": Fraction(7), "month": Fraction(DAYS_A_MONTH), "year": Fraction(DAYS_A_MONTH) * 12}
#: Rows without which a table is too small to be compared with a mean.
ROWS = 3


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The follow-up of a group, or of a whole study, as the text gives it."""

    group: str
    words: Words
    statistic: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    node: str


def patient_tables(evidence: Evidence) -> Iterator[Finding]:
    """Ranges and means of follow-up, and labels of a group, that its table of patients does not bear out."""
    tables: defaultdict[tuple[str, str], list[Stated[PatientRow]]] = defaultdict(list)
    for row in evidence.all(PatientRow):
        tables[row.study, row.record.group].append(row)
    for (study, group), rows in tables.items():
        for follow_up in _follow_ups(evidence, study):
            if _is_of(follow_up, group, rows, evidence):
                yield from filter(None, (_against_range(follow_up, rows), _against_mean(follow_up, rows)))
        if found := _labels(evidence, study, group, rows):
            yield found


def _follow_ups(evidence: Evidence, study: str) -> Iterator[FollowUp]:
    for result in evidence.results:
        r = result.record
        if result.study == study and r.outcome == "follow-up" and r.unit.removesuffix("s") in DAYS:
            yield FollowUp(
                r.group,
                result.words,
                r.statistic,
                r.value,
                r.range_low,
                r.range_high,
                r.unit.removesuffix("s"),
                result.node,
            )


def _is_of(follow_up: FollowUp, group: str, rows: list[Stated[PatientRow]], evidence: Evidence) -> bool:
    """Whether a table holds the patients of whom a follow-up is given: the group of its name, with as many rows."""
    if not group or not follow_up.group or likeness(follow_up.group, group) is Likeness.DIFFERENT:
        return False
    sizes = {
        r.record.n
        for r in evidence.results
        if r.study == rows[0].study and r.record.group == follow_up.group and r.record.n
    }
    return not sizes or len(rows) in sizes


def _days(value: Decimal | None, time_unit: str) -> Fraction | None:
    return None if value is None or time_unit not in DAYS else Fraction(value) * DAYS[time_unit]


def _span(value: Decimal, time_unit: str) -> Span:
    """The days that a printed time may stand for."""
    return Span.of(value).scaled(DAYS[time_unit])


def _against_range(follow_up: FollowUp, rows: list[Stated[PatientRow]]) -> Finding | None:
    if follow_up.low is None or follow_up.high is None:
        return None
    low, high = _span(follow_up.low, follow_up.unit).low, _span(follow_up.high, follow_up.unit).high
    outside = [r for r in rows if r.record.follow_up_value is not None and not _reaches(r.record, low, high)]
    if not outside:
        return None
    listed = ", ".join(r.record.patient for r in outside)
    times = f"{outside[0].record.follow_up_value} {outside[0].record.follow_up_unit}s"
    message = (
        f"Follow-up is said to range from {_printed_range(follow_up)};"
        f" the table of patients has {times} (patient {listed})."
    )
    return _told("range-versus-table", Severity.CONTRADICTION, message, follow_up, outside[0])


def _reaches(row: PatientRow, low: Fraction, high: Fraction) -> bool:
    assert row.follow_up_value is not None  # noqa: S101  # rows without a time were left out
    return _span(row.follow_up_value, row.follow_up_unit).meets(Span(low, high))


def _printed_range(follow_up: FollowUp) -> str:
    return f"{follow_up.low} to {follow_up.high} {follow_up.unit}s"


def _against_mean(follow_up: FollowUp, rows: list[Stated[PatientRow]]) -> Finding | None:
    """A mean that the rows cannot have, however each of them was rounded."""
    if follow_up.statistic != "mean" or follow_up.value is None or len(rows) < ROWS:
        return None
    times = [
        _span(r.record.follow_up_value, r.record.follow_up_unit) for r in rows if r.record.follow_up_value is not None
    ]
    if len(times) != len(rows):
        return None
    mean = Span.sum(times).scaled(Fraction(1, len(times)))
    if mean.meets(_span(follow_up.value, follow_up.unit)):
        return None
    middle = float((mean.low + mean.high) / 2 / DAYS[follow_up.unit])
    message = (
        f"A mean follow-up of {follow_up.value} {follow_up.unit}s is stated;"
        f" the {len(rows)} rows of the table average {middle:.1f}."
    )
    longest = max(rows, key=lambda r: _days(r.record.follow_up_value, r.record.follow_up_unit) or 0)
    return _told(
        "mean-versus-table", Severity.ARITHMETIC, message, follow_up, longest, f"{middle:.1f} {follow_up.unit}s"
    )


def _told(
    check: str, severity: Severity, message: str, follow_up: FollowUp, row: Stated[PatientRow], recomputed: str = ""
) -> Finding:
    return Finding(
        check=check,
        severity=severity,
        message=message,
        a=follow_up.words,
        b=row.words,
        study=row.record.study,
        recomputed=recomputed,
        about=(follow_up.node, row.node),
    )


def _labels(evidence: Evidence, study: str, group: str, rows: list[Stated[PatientRow]]) -> Finding | None:
    """A count by a kind that the table gives to only some of its as many patients."""
    for result in evidence.results:
        r = result.record
        if result.study != study or r.statistic != "count" or r.n != len(rows) or len(rows) < ROWS or not r.group:
            continue
        kind = stems(r.group)
        about_same = bool(kind & stems(group))
        sites = [row.record.site for row in rows if row.record.site]
        so_called = [site for site in sites if stems(site) and stems(site) <= kind]
        if about_same and len(sites) == len(rows) and 0 < len(so_called) < len(sites):
            label = so_called[0]
            message = (
                f"{r.n} are called {r.group}; the table calls {len(so_called)} of its {len(rows)} patients {label}."
            )
            other = next(row for row in rows if row.record.site not in so_called)
            words = clause(result.words, r.n)
            return Finding(
                check="subgroup-label",
                severity=Severity.CONTRADICTION,
                message=message,
                a=words,
                b=other.words,
                study=r.study,
                about=(result.node,),
            )
    return None
