"""Means that whole-number scores of so many patients cannot have.

Brown and Heathers, Social Psychological and Personality Science 2017;8:363-9 (granularity-related inconsistency of
means): the sum of whole numbers is whole, so a mean is a multiple of 1/n.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.numbers import Span, rounded
from evigraph.graph.audit.quotes.reading import clause
from evigraph.graph.audit.scales import scale_of
from evigraph.ontology.rdf import decimal_places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from evigraph.graph.audit.evidence import Evidence
    from evigraph.ontology.records import Result

#: Instruments that are not scored in whole numbers.
CONTINUOUS = re.compile(r"\bVAS\b|visual analog|logMAR|\bindex\b|\brate\b|adjusted", re.IGNORECASE)
WHOLE_UNITS = frozenset({"procedures", "treatments", "sessions", "drops", "injections", "episodes", "events", "lines"})


def grim(evidence: Evidence) -> Iterator[Finding]:
    """Means of whole-number scores that no sum of so many scores gives, where n and decimals can tell."""
    for stated in evidence.results:
        record = stated.record
        if record.value is None or not record.denominator or not _whole_numbers(record):
            continue
        if can_be_mean(record.value, record.denominator):
            continue
        near = nearest_mean(record.value, record.denominator)
        message = (
            f"{record.denominator} whole-number scores cannot have a mean of {record.value};"
            f" the nearest that they can have is {near}."
        )
        yield Finding(
            check="grim",
            severity=Severity.REPORTING,
            message=message,
            a=clause(stated.words, record.value, record.denominator),
            study=record.study,
            recomputed=str(near),
            about=(stated.node,),
        )


def can_be_mean(mean: Decimal, n: int) -> bool:
    """Whether some whole number over n rounds to the printed mean.

    >>> from decimal import Decimal
    >>> can_be_mean(Decimal("3.14"), 7), can_be_mean(Decimal("3.15"), 7)
    (True, False)
    """
    span = Span.of(mean).scaled(Fraction(n))
    return floor(span.high) >= ceil(span.low)


def nearest_mean(mean: Decimal, n: int) -> Decimal:
    """The mean nearest to the printed one that whole numbers can have, at its precision."""
    return rounded(Fraction(round(Fraction(mean) * n), n), decimal_places(mean))


def _whole_numbers(result: Result) -> bool:
    """Whether a mean is of scores or counts that are whole numbers."""
    if result.statistic != "mean" or CONTINUOUS.search(result.measure):
        return False
    ends = scale_of(result)
    scored = ends is not None and ends.low == ends.low.to_integral() and ends.high == ends.high.to_integral()
    return scored or result.unit in WHOLE_UNITS
