"""No result leaves the reader whose number is not printed."""

from decimal import Decimal

import pytest
from evigraph.extraction.results.printed import is_printed
from evigraph.ontology.records import Region, Result

TEXT = "Pain fell from 72.1 to 41.4 points (p=3x10-5) in four of 20 people; 1,250 ml were lost."


def result(rule: str = "result.statement", **values: object) -> Result:
    return Result(start=0, end=len(TEXT), section="", region=Region.KEY_FINDINGS, rule=rule, outcome="pain", **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "values",
    [
        {"value": Decimal("72.1")},
        {"value": Decimal("-41.4")},
        {"n": 4, "denominator": 99},
        {"value": Decimal(1250)},
        {"p_value": Decimal("3E-5")},
        {"value": Decimal(0)},
    ],
)
def test_whole_numbers_of_the_quote_are_printed(values: dict[str, object]) -> None:
    assert is_printed(result(**values), TEXT)


@pytest.mark.parametrize(
    "values", [{"value": Decimal(72)}, {"value": Decimal("0.4")}, {"n": 5}, {"ci_low": Decimal(41)}, {"n": 250}]
)
def test_parts_of_numbers_and_others_are_not(values: dict[str, object]) -> None:
    assert not is_printed(result(**values), TEXT)


def test_converted_units_need_not_be_printed() -> None:
    assert is_printed(result("result.follow-up", range_low=Decimal("0.5")), TEXT)
