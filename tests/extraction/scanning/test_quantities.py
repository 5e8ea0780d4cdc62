"""Quantities: the forms in which figures are printed."""

import itertools
from decimal import Decimal

import pytest
from evigraph.extraction.reading.clean import level
from evigraph.extraction.scanning.quantities import Quantity, Token, quantities_in
from hypothesis import given
from hypothesis import strategies as st

D = Decimal


def the(text: str) -> Quantity:
    (found,) = quantities_in(level(text))
    return found


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("p<0·001", Token.P, {"operator": "<", "value": D("0.001")}),
        ("p = .04", Token.P, {"operator": "=", "value": D("0.04")}),
        ("P≤0.05", Token.P, {"operator": "<=", "value": D("0.05")}),
        ("p value of 0.3", Token.P, {"operator": "=", "value": D("0.3")}),
        ("p=3x10-5", Token.P, {"operator": "=", "value": D("0.00003")}),
        ("p=NS", Token.P, {"operator": "ns", "value": None}),
        ("p less than 0.01", Token.P, {"operator": "<", "value": D("0.01")}),
        ("95% CI 1.2 to 3.4", Token.CI, {"low": D("1.2"), "high": D("3.4"), "level": D(95)}),
        ("CI: −4·1–−1·0", Token.CI, {"low": D("-4.1"), "high": D("-1.0"), "level": None}),
        ("95% confidence interval from 0.5 to 0.9", Token.CI, {"low": D("0.5"), "high": D("0.9")}),
        ("95% credible interval 2 to 5", Token.CI, {"low": D(2), "high": D(5)}),
        ("IQR 4-9", Token.RANGE, {"low": D(4), "high": D(9), "label": "IQR"}),
        ("interquartile range 4 to 9", Token.RANGE, {"low": D(4), "high": D(9), "label": "IQR"}),
        ("range 0 to 12", Token.RANGE, {"low": D(0), "high": D(12), "label": "range"}),
        ("ranging from 3 to 17", Token.RANGE, {"low": D(3), "high": D(17)}),
        ("± 3.1", Token.SPREAD, {"value": D("3.1")}),
        ("SD 3.1", Token.SPREAD, {"value": D("3.1")}),
        ("standard deviation of 2", Token.SPREAD, {"value": D(2)}),
        ("SE 0.4", Token.ERROR, {"value": D("0.4")}),
        ("standard error of the mean 0.4", Token.ERROR, {"value": D("0.4")}),
        ("n=1,250", Token.N, {"n": 1250}),
        ("I2=45%", Token.I2, {"value": D(45)}),
        ("I² was 12%", Token.I2, {"value": D(12)}),
        ("HR 0.71", Token.EFFECT, {"value": D("0.71"), "label": "hazard ratio"}),
        ("odds ratio 2.5", Token.EFFECT, {"value": D("2.5"), "label": "odds ratio"}),
        ("MD −1.9", Token.EFFECT, {"value": D("-1.9"), "label": "mean difference"}),
        ("standardised mean difference of 0.4", Token.EFFECT, {"label": "standardised mean difference"}),
        ("relative risk (RR) 1.3", Token.EFFECT, {"value": D("1.3"), "label": "risk ratio"}),
        ("NNT 6", Token.EFFECT, {"value": D(6), "label": "number needed to treat"}),
        ("12/40", Token.FRACTION, {"n": 12, "denominator": 40}),
        ("12 of the 40", Token.FRACTION, {"n": 12, "denominator": 40}),
        ("12 (30%) of 40", Token.FRACTION, {"n": 12, "denominator": 40, "value": D(30)}),
        ("none of 40", Token.FRACTION, {"n": 0, "denominator": 40}),
        ("78%", Token.PERCENT, {"value": D(78)}),
        ("59 to 65%", Token.PERCENT_RANGE, {"low": D(59), "high": D(65)}),
        ("between 59 and 65%", Token.PERCENT_RANGE, {"low": D(59), "high": D(65)}),
        ("3 to 5", Token.BARE_RANGE, {"low": D(3), "high": D(5)}),
        ("−3·4", Token.NUMBER, {"value": D("-3.4")}),
        ("seven", Token.COUNT_WORD, {"value": D(7)}),
    ],
)  # fmt: skip
def test_forms_of_figures(text: str, kind: Token, values: dict[str, object]) -> None:
    found = the(text)
    assert found.kind == kind
    assert {name: getattr(found, name) for name in values} == values
    assert (found.start, found.end) == (0, len(text))


@pytest.mark.parametrize("text", ["COVID19", "T2 weighted", "5/2019/3", "grade A1", "or 3-fold"])
def test_parts_of_names_are_no_figures(text: str) -> None:
    assert [q for q in quantities_in(text) if q.kind in (Token.NUMBER, Token.EFFECT, Token.FRACTION)] == []


@pytest.mark.parametrize("text", ["40/12", "40 of 12"])
def test_a_part_is_not_larger_than_its_whole(text: str) -> None:
    assert not any(q.kind is Token.FRACTION for q in quantities_in(text))


def test_figures_of_a_statement_from_left_to_right() -> None:
    text = "3.1 (SD 1.2) in 12 of 40 and 4.5 (95% CI 4.0 to 5.0; p=0.02)"
    assert [q.kind for q in quantities_in(text)] == [
        Token.NUMBER, Token.SPREAD, Token.FRACTION, Token.NUMBER, Token.CI, Token.P,
    ]  # fmt: skip


def test_masked_stretches_hold_no_figure() -> None:
    assert [q.value for q in quantities_in("in 2015 there were 7", [(0, 7)])] == [D(7)]


@given(st.text(alphabet="0123456789 .,%()/-±<=>pnCIof toSD", max_size=40))
def test_figures_never_overlap(text: str) -> None:
    found = quantities_in(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
