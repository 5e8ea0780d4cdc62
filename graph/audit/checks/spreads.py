"""Ranges, standard deviations and means that cannot go together."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from evigraph.graph.audit.doubt import other_estimate
from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.numbers import Span, unit
from evigraph.graph.audit.quotes.reading import clause
from evigraph.graph.audit.scales import Ends, scale_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.recall import Stated, Words
    from evigraph.ontology.records import Result, Study


IQR = re.compile(r"\bIQR\b|interquartile", re.IGNORECASE)


def spreads(evidence: Evidence) -> Iterator[Finding]:
    """Means and medians outside their ranges, and standard deviations that no scores on the scale can have."""
    for study in evidence.studies:
        yield from _of_study(study)
    for stated in evidence.results:
        record = stated.record
        kind = record.statistic
        ranged = kind == "median" or (kind == "mean" and record.range_kind != "IQR")
        if (ranged and (found := _outside(record.value, record.range_low, record.range_high, kind, stated))) or (
            kind == "mean" and (found := _deviation(stated, evidence))
        ):
            yield found


def _of_study(study: Stated[Study]) -> Iterator[Finding]:
    r = study.record
    if IQR.search(study.words.quote):
        return  # the record does not tell which of the ranges are of quartiles
    for kind, value, low, high in (
        (r.age_statistic, r.age_value, r.age_low, r.age_high),
        (r.follow_up_statistic, r.follow_up_value, r.follow_up_low, r.follow_up_high),
    ):
        if found := _outside(value, low, high, kind, study):
            yield found


def _outside(
    value: Decimal | None, low: Decimal | None, high: Decimal | None, kind: str, stated: Stated[Result] | Stated[Study]
) -> Finding | None:
    if low is None or high is None:
        return None
    words = clause(stated.words, value, low, high)
    if low > high:
        return _told("range", f"The range {low} to {high} ends below its start.", words, stated)
    if (
        value is None
        or kind not in ("mean", "median")
        or Span(Span.of(low).low, Span.of(high).high).meets(Span.of(value))
    ):
        return None
    if other_estimate(stated.words, value, low, high):
        return None
    return _told("range", f"The {kind}, {value}, lies outside its range, {low} to {high}.", words, stated)


def _deviation(stated: Stated[Result], evidence: Evidence) -> Finding | None:
    """A standard deviation above the largest that scores with this mean on this scale can have.

    Bhatia and Davis, American Mathematical Monthly 2000;107:353-7, with n / (n - 1) for a sample.
    """
    record = stated.record
    if record.sd is None or record.value is None:
        return None
    words = clause(stated.words, record.value, record.sd)
    if record.sd < 0:
        return _told("sd", f"A standard deviation of {record.sd} is below zero.", words, stated)
    ends = scale_of(record)
    if ends is None:
        return None
    largest = _largest_variance(record.value, ends) * _sample(record, evidence)
    least = Fraction(record.sd) - unit(record.sd) / 2
    if least <= 0 or least * least <= largest:
        return None
    most = float(largest) ** 0.5
    message = (
        f"A mean of {record.value} on a scale of {ends.low} to {ends.high} cannot have a standard"
        f" deviation of {record.sd}: {most:.1f} is the largest."
    )
    return _told("sd", message, words, stated, f"{most:.1f}")


def _largest_variance(mean: Decimal, ends: Ends) -> Fraction:
    """(mean - low)(high - mean) at the value that rounds to the mean and gives the most; none below zero."""
    middle = Fraction(ends.low + ends.high) / 2
    span = Span.of(mean)
    best = min(max(middle, span.low), span.high)
    return max(Fraction(0), (best - Fraction(ends.low)) * (Fraction(ends.high) - best))


def _sample(record: Result, evidence: Evidence) -> Fraction:
    """N / (n - 1), with 2 patients at least where n is not known."""
    known = [n for n in (record.denominator,) if n]
    n = min(known, default=0) or min(
        (s.record.n_patients or 2 for s in evidence.described if s.record.study == record.study), default=2
    )
    return Fraction(max(n, 2), max(n, 2) - 1) if known or n > 30 else Fraction(2)


def _told(
    check: str, message: str, words: Words, stated: Stated[Result] | Stated[Study], recomputed: str = ""
) -> Finding:
    return Finding(
        check=check,
        severity=Severity.ARITHMETIC,
        message=message,
        a=words,
        study=stated.record.study,
        recomputed=recomputed,
        about=(stated.node,),
    )
