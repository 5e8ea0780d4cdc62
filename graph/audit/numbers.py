"""Arithmetic on printed numbers: a number with its digits stands for all values that round to it.

Knows numbers; knows nothing of what they count.  Everything is exact (`Decimal`, `Fraction`) but normal probabilities.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from math import log
from statistics import NormalDist
from typing import TYPE_CHECKING

from evigraph.ontology.rdf import decimal_places

if TYPE_CHECKING:
    from collections.abc import Iterable

NORMAL = NormalDist()


class Fit(StrEnum):
    """How a printed number stands to the exact one."""

    ROUNDED = "rounded"
    CUT = "cut"
    WRONG = "wrong"


def unit(printed: Decimal) -> Fraction:
    """One unit in the last printed digit."""
    return Fraction(1, 10 ** decimal_places(printed))


def fit(printed: Decimal, exact: Fraction) -> Fit:
    """Whether a number is printed rounded (a half either way), cut after its last digit, or wrong.

    >>> fit(Decimal("77.7"), Fraction(1400, 18)).value, fit(Decimal("5.7"), Fraction(100, 18)).value
    ('cut', 'wrong')
    """
    off = exact - Fraction(printed)
    if abs(off) * 2 <= unit(printed):
        return Fit.ROUNDED
    toward_zero = off if printed >= 0 else -off
    return Fit.CUT if 0 < toward_zero < unit(printed) else Fit.WRONG


def rounded(exact: Fraction, places: int) -> Decimal:
    """The exact number as it would be printed.

    >>> rounded(Fraction(100, 18), 1)
    Decimal('5.6')
    """
    scaled = Decimal(exact.numerator) / Decimal(exact.denominator)
    return scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def percentage(n: int, of: int) -> Fraction:
    """N of a whole, in per cent."""
    return Fraction(100 * n, of)


@dataclass(frozen=True, slots=True)
class Span:
    """All values between two ends, both included."""

    low: Fraction
    high: Fraction

    @classmethod
    def of(cls, printed: Decimal) -> Span:
        """The values that a printed number may stand for."""
        half = unit(printed) / 2
        return cls(Fraction(printed) - half, Fraction(printed) + half)

    @classmethod
    def sum(cls, spans: Iterable[Span]) -> Span:
        """The values that a sum may have."""
        listed = list(spans)
        return cls(sum((s.low for s in listed), Fraction(0)), sum((s.high for s in listed), Fraction(0)))

    def scaled(self, factor: Fraction) -> Span:
        """All values times a positive factor."""
        return Span(self.low * factor, self.high * factor)

    def meets(self, other: Span) -> bool:
        """Whether some value lies in both."""
        return self.low <= other.high and other.low <= self.high

    def holds(self, value: Fraction) -> bool:
        """Whether the value lies between the ends."""
        return self.low <= value <= self.high


def two_sided(z: float) -> float:
    """The two-sided p value of a standard normal deviate."""
    return 2 * NORMAL.cdf(-abs(z))


def deviate(confidence: float) -> float:
    """The standard normal deviate of a two-sided confidence level in per cent: 1.96 for 95."""
    return NORMAL.inv_cdf(0.5 + confidence / 200)


def p_of_interval(estimate: float, low: float, high: float, *, level: float, null: float) -> float:
    """The two-sided p value that an interval implies by the normal approximation, for a null of 0 or, on logs, of 1.

    Altman and Bland, BMJ 2011;343:d2304.
    """
    if null == 1:
        estimate, low, high = log(estimate), log(low), log(high)
    error = (high - low) / (2 * deviate(level))
    return two_sided(estimate / error)


def odds_ratio(n_1: int, of_1: int, n_2: int, of_2: int) -> Fraction:
    """The odds of the first share over those of the second; raises ZeroDivisionError where a cell is empty."""
    return Fraction(n_1 * (of_2 - n_2), n_2 * (of_1 - n_1))


def risk_ratio(n_1: int, of_1: int, n_2: int, of_2: int) -> Fraction:
    """The first share over the second; raises ZeroDivisionError where the second is none."""
    return Fraction(n_1 * of_2, n_2 * of_1)
