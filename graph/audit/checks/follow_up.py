"""Follow-up: how long and when, against what is reported of it."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.graph.audit.checks.intervals import RATIOS
from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.quotes.reading import COUNT, clause, count, plain
from evigraph.graph.audit.quotes.times import assessment_times, latest
from evigraph.graph.audit.rows import row_of
from evigraph.graph.wording import in_months

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.recall import Stated, Words
    from evigraph.ontology.records import Result, Study

LONGEST = re.compile(
    rf"\blongest follow[- ]?up\b[^.]*?\b(?:was|is|were)\b[^.\d]*?(?P<n>{COUNT}) (?P<unit>(?:week|month|year)s?)\b",
    re.IGNORECASE,
)
#: How much later than the stated follow-up a result may be, as a share of it.
SLACK = Decimal("0.05")
DESIGN_TOPICS = frozenset({"study design issues", "follow-up issues"})
#: Outcomes whose times are not when something was assessed.
NOT_ASSESSED = frozenset({"follow-up", "follow-up completeness", "age", "duration of symptoms", "number analysed"})
IQR = re.compile(r"\bIQR\b|interquartile", re.IGNORECASE)


def follow_up(evidence: Evidence) -> Iterator[Finding]:
    """Results after the end of follow-up, between the planned visits, or out of more than were there."""
    for study in evidence.studies:
        results = [r for r in evidence.results if r.study == study.node]
        yield from filter(None, (_exceeded(study, results), _unplanned(study, results, evidence)))
        yield from _more_than_followed(results)
    yield from _longest_said(evidence)


def _exceeded(study: Stated[Study], results: list[Stated[Result]]) -> Finding | None:
    """The latest result of a study after everybody's follow-up had ended."""
    longest = _longest(study)
    if longest is None:
        return None
    late = [(time, r) for r in results if (time := _time_of(r)) is not None and time > longest * (1 + SLACK)]
    if not late:
        return None
    _, result = max(late, key=lambda pair: (pair[1].record.region.value == "key findings", pair[0]))
    when = result.record.time_label or f"{result.record.time_value} {result.record.time_unit}s"
    message = f"Follow-up is given as {_follow_up(study.record)}; {result.record.outcome} is reported for {when}."
    return Finding(
        check="follow-up-exceeded",
        severity=Severity.CONTRADICTION,
        message=message,
        a=row_of(study, "follow_up_value"),
        b=clause(result.words, result.record.value),
        study=study.record.study,
        about=(study.node, result.node),
    )


def _longest(study: Stated[Study]) -> Decimal | None:
    """The end of follow-up in months: of a range its end, of one fixed time that time; None for a bare mean."""
    record = study.record
    if record.follow_up_high is not None:
        row = re.search(r"^.*follow[- ]?up.*$", study.words.quote, re.IGNORECASE | re.MULTILINE)
        quartile = IQR.search(row_of(study, "follow_up_value").quote) or (row and IQR.search(row.group()))
        return None if quartile else in_months(record.follow_up_high, record.follow_up_unit)
    fixed = record.follow_up_statistic not in ("mean", "median")
    return in_months(record.follow_up_value, record.follow_up_unit) if fixed else None


def _time_of(result: Stated[Result]) -> Decimal | None:
    """When a result was assessed, in months; of a period in words its end."""
    record = result.record
    if record.outcome in NOT_ASSESSED or record.statistic in RATIOS:
        return None
    months = in_months(record.time_value, record.time_unit)
    return months if months is not None else latest(record.time_label)


def _follow_up(study: Study) -> str:
    if study.follow_up_high is not None and study.follow_up_low is not None:
        return f"{study.follow_up_low} to {study.follow_up_high} {study.follow_up_unit}s"
    return f"{study.follow_up_value} {study.follow_up_unit}s"


def _unplanned(study: Stated[Study], results: list[Stated[Result]], evidence: Evidence) -> Finding | None:
    """A result at a time that the list of assessments leaves out, between times that it has."""
    for statement in evidence.statements:
        if statement.study != study.node or statement.record.topic not in DESIGN_TOPICS:
            continue
        for planned in assessment_times(statement.words):
            others = [
                r
                for r in results
                if (t := in_months(r.record.time_value, r.record.time_unit)) and _between(t, planned.months)
            ]
            if others:
                result = min(others, key=lambda r: (r.record.region.value != "key findings", r.words.start))
                when = f"{result.record.time_value} {result.record.time_unit}s"
                message = f"The design names no assessment at {when}; a result is given for it."
                return Finding(
                    check="time-point",
                    severity=Severity.REPORTING,
                    message=message,
                    a=planned.words,
                    b=result.words,
                    study=study.record.study,
                    about=(result.node,),
                )
    return None


def _between(time: Decimal, planned: tuple[Decimal, ...]) -> bool:
    inside = min(planned) < time < max(planned)
    return inside and all(abs(time - other) > max(time, other) * SLACK for other in planned)


def _more_than_followed(results: list[Stated[Result]]) -> Iterator[Finding]:
    """A result out of more than the same instrument's other results, or the attendance, have at that time."""
    followed: defaultdict[Decimal, list[Stated[Result]]] = defaultdict(list)
    for r in results:
        months = in_months(r.record.time_value, r.record.time_unit)
        if months is not None and r.record.denominator and r.record.statistic in ("percentage", "count"):
            followed[months].append(r)
    told: set[Words] = set()
    for r in sorted(results, key=lambda r: r.record.time_value or 0, reverse=True):
        months = in_months(r.record.time_value, r.record.time_unit)
        if r.record.statistic != "p only" or not r.record.denominator or months is None or r.words in told:
            continue
        fewer = [
            f for f in followed[months] if f.record.measure == r.record.measure and r.record.measure and not f.record.n
        ]
        short = [f for f in fewer if (f.record.denominator or 0) < r.record.denominator]
        if short and len(short) == len(fewer):
            told.add(r.words)
            last = max(_short_ever(results, r), key=lambda f: f.record.time_value or 0)
            yield _too_many(r, last)


def _short_ever(results: list[Stated[Result]], p: Stated[Result]) -> list[Stated[Result]]:
    """The results of the same instrument out of fewer."""
    return [
        r
        for r in results
        if r.record.measure == p.record.measure
        and r.record.statistic == "percentage"
        and 0 < (r.record.denominator or 0) < (p.record.denominator or 0)
    ]


def _too_many(p: Stated[Result], short: Stated[Result]) -> Finding:
    when = f"{short.record.time_value} {short.record.time_unit}s"
    message = (
        f"The comparisons are said to be on {p.record.denominator:,},"
        f" yet {short.record.denominator:,} were followed up at {when}."
    )
    return Finding(
        check="denominator",
        severity=Severity.CONTRADICTION,
        message=message,
        a=clause(p.words, p.record.denominator),
        b=short.words,
        study=p.record.study,
        about=(p.node, short.node),
    )


def _longest_said(evidence: Evidence) -> Iterator[Finding]:
    """A longest follow-up that some study goes beyond."""
    known = [(end, study) for study in evidence.described if (end := _longest(study)) is not None]
    if not known:
        return
    end, study = max(known, key=lambda pair: pair[0])
    told = [(p.words, p.node) for p in evidence.paragraphs]
    told += [(s.words, s.node) for s in evidence.statements if not s.study]
    for words, node in told:
        said = LONGEST.search(plain(words.quote))
        months = in_months(Decimal(count(said["n"])), said["unit"]) if said else None
        if said and months is not None and end > months * (1 + SLACK):
            stated = f"{said['n']} {said['unit']}"
            yield Finding(
                check="follow-up-exceeded" if evidence.studies else "document-versus-document",
                severity=Severity.CONTRADICTION,
                message=f"The longest follow-up is said to be {stated}; a study has {_follow_up(study.record)}.",
                a=words.part(said.start(), said.end()),
                b=row_of(study, "follow_up_value"),
                study=study.record.study,
                about=(node, study.node),
            )
