"""Labels and times that mean the same.  Knows words; knows nothing of records."""

from __future__ import annotations

from decimal import Decimal

import pytest
from evigraph.graph.wording import Likeness, Time, in_months, likeness
from hypothesis import given
from hypothesis import strategies as st

EQUAL, COMPATIBLE, DIFFERENT = Likeness.EQUAL, Likeness.COMPATIBLE, Likeness.DIFFERENT


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("completely satisfied", "complete satisfaction", EQUAL),
        ("lamp", "lamp treatment", EQUAL),
        ("loss of 2 or more lines", "loss of 2 or more lines of sight", COMPATIBLE),
        ("infection", "wound infection", COMPATIBLE),
        ("satisfied", "not satisfied", DIFFERENT),
        ("satisfied", "dissatisfied", DIFFERENT),
        ("major reservations", "minor reservations", DIFFERENT),
        ("loss of 1 line", "loss of 2 lines", DIFFERENT),
        ("any adverse event", "serious adverse event", DIFFERENT),
        ("much or very much better", "very much better", DIFFERENT),
        ("", "pain", DIFFERENT),
        ("", "", EQUAL),
    ],
)
def test_likeness(one: str, other: str, expected: Likeness) -> None:
    assert likeness(one, other) is expected


@given(st.text(), st.text())
def test_likeness_is_symmetric(one: str, other: str) -> None:
    assert likeness(one, other) is likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("12", "month", ""), ("1", "year", ""), EQUAL),
        (("1", "week", ""), ("7", "day", ""), EQUAL),
        (("6", "month", ""), ("12", "month", ""), DIFFERENT),
        (("", "", "before treatment"), ("", "", "first visit"), EQUAL),
        (("", "", "before treatment"), ("", "", ""), DIFFERENT),
        (("19.7", "month", "mean follow up"), ("", "", "last follow up"), EQUAL),
        (("6", "month", ""), ("", "", ""), COMPATIBLE),
        (("", "", ""), ("", "", ""), EQUAL),
        (("", "", "13 to 18 months"), ("", "", "all time periods"), DIFFERENT),
    ],
)
def test_times(one: tuple[str, str, str], other: tuple[str, str, str], expected: Likeness) -> None:
    assert time(*one).likeness(time(*other)) is expected
    assert time(*other).likeness(time(*one)) is expected


def time(value: str, unit: str, label: str) -> Time:
    return Time.of(Decimal(value) if value else None, unit, label)


def test_month_is_the_mean_julian_month() -> None:
    assert in_months(Decimal("30.4375"), "days") == 1
    assert in_months(Decimal(2), "eyes") is None
