"""Estimate, confidence interval and p value against each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isclose, log
from typing import TYPE_CHECKING

from evigraph.graph.audit.doubt import other_estimate
from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.numbers import Span, p_of_interval
from evigraph.graph.audit.quotes.reading import clause

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.recall import Stated
    from evigraph.ontology.records import Result

RATIOS = frozenset({"odds ratio", "hazard ratio", "risk ratio"})
DIFFERENCES = frozenset({"mean difference", "standardised mean difference"})
#: Statistics that lie between 0 and 100 and whose intervals are often symmetric on another scale.
SHARES = frozenset({"percentage", "rate"})
NAMES = {"odds ratio": "the odds ratio", "hazard ratio": "the hazard ratio", "risk ratio": "the risk ratio"}
#: A p value of something else than the effect.
OTHER_TEST = re.compile(
    r"\b(?:p|test) (?:value )?for (?:the )?(?:interaction|trend|heterogeneity|subgroup)", re.IGNORECASE
)
SIGNIFICANT = 0.05
#: How far from 5% the p value of an interval must lie before it is taken to say the opposite of the printed one.
CLEARLY = (0.04, 0.0625)
#: How much further from the middle than rounding explains an estimate may lie, as a share of the interval's half.
TOLERANCE = 0.04


@dataclass(frozen=True, slots=True)
class Interval:
    """A result with a whole confidence interval."""

    stated: Stated[Result]
    value: Decimal
    low: Decimal
    high: Decimal

    @property
    def label(self) -> str:
        """The interval as a reader would print it."""
        level = self.stated.record.ci_level
        return f"{'' if level is None else f'{level}% '}CI ({self.low} to {self.high})"

    def finding(self, check: str, severity: Severity, message: str, recomputed: str = "", *more: Decimal) -> Finding:
        """A finding at the words that print estimate and interval."""
        words = clause(self.stated.words, self.value, self.low, self.high, *more)
        record = self.stated.record
        return Finding(
            check=check,
            severity=severity,
            message=message,
            a=words,
            study=record.study,
            recomputed=recomputed,
            about=(self.stated.node,),
        )


def intervals(evidence: Evidence) -> Iterator[Finding]:
    """Estimates outside or far from the middle of their intervals, and p values that say the opposite of them."""
    for stated in evidence.results:
        record = stated.record
        if record.value is None or record.ci_low is None or record.ci_high is None:
            continue
        if other_estimate(stated.words, record.value, record.ci_low, record.ci_high):
            continue
        interval = Interval(stated, record.value, record.ci_low, record.ci_high)
        if (found := _outside(interval) or _off_centre(interval)) or (found := _against_p(interval)):
            yield found


def _outside(interval: Interval) -> Finding | None:
    low, high = Span.of(interval.low), Span.of(interval.high)
    if low.low > high.high:
        message = f"The {interval.label} ends below its start."
        return interval.finding("interval", Severity.ARITHMETIC, message)
    values = (
        [interval.value, -interval.value] if interval.stated.record.statistic == "mean change" else [interval.value]
    )
    reach = Span(low.low, high.high)
    if any(reach.meets(Span.of(value)) for value in values):
        return None
    message = f"The {interval.label} does not contain the estimate, {interval.value}."
    return interval.finding("interval", Severity.ARITHMETIC, message)


def _off_centre(interval: Interval) -> Finding | None:
    """An estimate that is in the middle of its interval on no scale on which intervals are made."""
    statistic = interval.stated.record.statistic
    if not any(_centred(interval, scale) for scale in _scales(statistic, interval)):
        message = (
            f"The estimate, {interval.value}, is not in the middle of its {interval.label} by any of the usual methods;"
            " one of the 3 numbers may be misprinted."
        )
        return interval.finding("interval", Severity.REPORTING, message)
    return None


Scale = "Callable[[float], float]"


def _scales(statistic: str, interval: Interval) -> list[Callable[[float], float]]:
    if statistic in RATIOS:
        return [log] if min(interval.low, interval.value) > 0 else []
    if statistic in SHARES and min(interval.low, interval.value) > 0 and max(interval.high, interval.value) < 100:
        return [float, log, _logit, _log_log]
    return [float]


def _logit(percent: float) -> float:
    return log(percent / (100 - percent))


def _log_log(percent: float) -> float:
    return log(-log(percent / 100))


def _centred(interval: Interval, scale: Callable[[float], float]) -> bool:
    """Whether some values that round to the three printed ones have the estimate in the middle."""
    value, low, high = (_ends(number, scale) for number in (interval.value, interval.low, interval.high))
    middle = sorted(((low[0] + high[0]) / 2, (low[1] + high[1]) / 2))
    slack = TOLERANCE * abs(high[0] + high[1] - low[0] - low[1]) / 4
    return middle[0] - slack <= value[1] and value[0] <= middle[1] + slack


def _ends(number: Decimal, scale: Callable[[float], float]) -> tuple[float, float]:
    """The ends on a scale of the values that a printed number stands for."""
    span = Span.of(number)
    low = float(span.low) if span.low > 0 or scale is float else float(number)
    ends = sorted((scale(low), scale(float(span.high))))
    return ends[0], ends[1]


def _against_p(interval: Interval) -> Finding | None:
    """An interval that includes the value of no effect beside a p value below 0.05, or the other way round."""
    record = interval.stated.record
    null = 1 if record.statistic in RATIOS else 0
    if record.statistic not in RATIOS | DIFFERENCES or not record.ci_level or not record.p_operator:
        return None
    if (null == 1 and min(interval.low, interval.value) <= 0) or OTHER_TEST.search(interval.stated.words.quote):
        return None
    significant = _significant(record)
    implied = p_of_interval(
        *map(float, (interval.value, interval.low, interval.high)), level=float(record.ci_level), null=null
    )
    includes = Span.of(interval.low).high < null < Span.of(interval.high).low
    excludes = Span.of(interval.low).low > null or Span.of(interval.high).high < null
    printed = (
        f"p {record.p_operator} {record.p_value}"
        if record.p_operator != "ns"
        else "the result is called not significant"
    )
    told = f"{NAMES.get(record.statistic, 'the difference')}"
    if significant is True and includes and implied > CLEARLY[1]:
        message = (
            f"The {interval.label} of {told} includes {null}, yet {printed};"
            f" the interval gives p of about {implied:.2g}."
        )
    elif significant is False and excludes and implied < CLEARLY[0]:
        message = (
            f"The {interval.label} of {told} leaves out {null}, yet {printed};"
            f" the interval gives p of about {implied:.2g}."
        )
    else:
        return None
    more = [record.p_value] if record.p_value is not None else []
    return interval.finding("p-versus-interval", Severity.CONTRADICTION, message, f"p = {implied:.2g}", *more)


def _significant(record: Result) -> bool | None:
    """Whether the printed p value says that the result is significant at 5%; None where it does not say."""
    if record.p_operator == "ns":
        return False
    if record.p_value is None:
        return None
    p = float(record.p_value)
    if record.p_operator in ("<", "<="):
        return True if p <= SIGNIFICANT else None
    if record.p_operator in (">", ">="):
        return False if p >= SIGNIFICANT else None
    return None if isclose(p, SIGNIFICANT) else p < SIGNIFICANT
