"""Printed numbers agree at the coarser precision.  Knows claims; knows nothing of documents."""

from __future__ import annotations

from decimal import Decimal

import pytest
from evigraph.graph.claims import Claim, agrees, same
from hypothesis import given
from hypothesis import strategies as st

PRINTED = st.decimals(min_value=-1000, max_value=1000, places=3).flatmap(
    lambda number: st.integers(0, 3).map(lambda places: round(number, places))
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("85", "84.6", True),
        ("13", "12.6", True),
        ("4", "3.7", True),
        ("84", "84.6", False),
        ("85.0", "84.6", False),
        ("4.2", "4.3", False),
        ("3", "3.0", True),
        ("16.5", "17", True),
        ("16.5", "16", True),
    ],
)
def test_same(one: str, other: str, expected: bool) -> None:
    assert same(Decimal(one), Decimal(other)) is expected


@given(PRINTED, PRINTED)
def test_agreement_is_symmetric(one: Decimal, other: Decimal) -> None:
    assert same(one, other) == same(other, one)


@given(PRINTED)
def test_number_agrees_with_itself(one: Decimal) -> None:
    assert same(one, one)


@given(st.decimals(min_value=-1000, max_value=1000, places=3), st.integers(0, 3))
def test_number_agrees_with_its_own_rounding(number: Decimal, places: int) -> None:
    assert same(number, round(number, places))


@given(PRINTED, PRINTED)
def test_agreeing_numbers_are_near(one: Decimal, other: Decimal) -> None:
    if same(one, other):
        assert abs(one - other) <= Decimal("0.5")


def claim(**fields: object) -> Claim:
    return Claim(**{"node": "n", "rank": (0,), "kind": "result", "study": "s", "subject": "pain", **fields})


def test_percentage_and_count_are_compared_by_what_both_print() -> None:
    percentage = claim(statistic="percentage", value=Decimal(55), n=Decimal(11), denominator=Decimal(20))
    count = claim(statistic="count", value=Decimal(11), n=Decimal(11))
    assert agrees(percentage, count)


def test_size_of_a_change_agrees_without_its_sign() -> None:
    one = claim(statistic="mean change", value=Decimal("-6.4"))
    assert agrees(one, claim(statistic="mean change", value=Decimal("6.4")))
    assert not agrees(claim(statistic="mean", value=Decimal("-6.4")), claim(statistic="mean", value=Decimal("6.4")))


def test_denial_does_not_agree_with_a_report() -> None:
    assert not agrees(claim(status="reported"), claim(status="none reported"))
