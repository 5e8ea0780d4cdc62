"""What the audit computes against scipy, to nine digits."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import log

import pytest
from evigraph.graph.audit.numbers import (
    Fit,
    Span,
    deviate,
    fit,
    odds_ratio,
    p_of_interval,
    percentage,
    risk_ratio,
    rounded,
    two_sided,
)
from scipy import stats
from scipy.stats.contingency import odds_ratio as scipy_odds_ratio
from scipy.stats.contingency import relative_risk

CLOSE = 1e-9
TABLES = [(3, 24, 9, 26), (20, 24, 11, 26), (1, 61, 5, 57), (140, 3417, 90, 3902)]


@pytest.mark.parametrize("z", [0.0, 0.5, 1.96, -2.8, 5.0])
def test_two_sided_p(z: float) -> None:
    assert two_sided(z) == pytest.approx(2 * stats.norm.sf(abs(z)), rel=CLOSE)


@pytest.mark.parametrize("level", [80.0, 90.0, 95.0, 99.0, 99.9])
def test_deviate(level: float) -> None:
    assert deviate(level) == pytest.approx(stats.norm.ppf(0.5 + level / 200), rel=CLOSE)


@pytest.mark.parametrize(
    ("value", "low", "high", "null"), [(0.35, 0.07, 1.89, 1), (-2.0, -3.5, -0.5, 0), (1.7, 0.4, 3.0, 0)]
)
def test_p_of_an_interval(value: float, low: float, high: float, null: float) -> None:
    ends = [log(n) if null == 1 else n for n in (value, low, high)]
    error = (ends[2] - ends[1]) / (stats.norm.interval(0.95)[1] - stats.norm.interval(0.95)[0])
    expected = 2 * stats.norm.sf(abs(ends[0] / error))
    assert p_of_interval(value, low, high, level=95, null=null) == pytest.approx(expected, rel=CLOSE)


@pytest.mark.parametrize("table", TABLES)
def test_ratios(table: tuple[int, int, int, int]) -> None:
    n_1, of_1, n_2, of_2 = table
    sample = scipy_odds_ratio([[n_1, of_1 - n_1], [n_2, of_2 - n_2]], kind="sample").statistic
    assert float(odds_ratio(*table)) == pytest.approx(sample, rel=CLOSE)
    assert float(risk_ratio(*table)) == pytest.approx(relative_risk(n_1, of_1, n_2, of_2).relative_risk, rel=CLOSE)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("77.8", Fit.ROUNDED), ("78", Fit.ROUNDED), ("77.7", Fit.CUT), ("77", Fit.CUT), ("77.9", Fit.WRONG)],
)
def test_printed_percentage(printed: str, expected: Fit) -> None:
    assert fit(Decimal(printed), percentage(14, 18)) is expected


def test_half_is_printed_upwards_and_fits_either_way() -> None:
    assert rounded(Fraction(125, 10), 0) == Decimal(13)
    assert {fit(Decimal(n), Fraction(125, 10)) for n in ("12", "13")} == {Fit.ROUNDED}


def test_printed_number_stands_for_all_that_round_to_it() -> None:
    assert Span.of(Decimal("3.0")) == Span(Fraction(295, 100), Fraction(305, 100))
