"""Numbers: digits, separators and words."""

from decimal import Decimal

import pytest
from evigraph.extraction.scanning.numbers import decimal, integer


@pytest.mark.parametrize(
    ("printed", "number"),
    [("1,250", 1250), ("twelve", 12), ("Twenty-one", 21), ("none", 0), ("7", 7), ("one", 1)],
)
def test_whole_numbers_in_digits_and_words(printed: str, number: int) -> None:
    assert integer(printed) == number


@pytest.mark.parametrize(
    ("printed", "number"), [("3.40", "3.40"), (".05", "0.05"), ("-1,250.5", "-1250.5"), ("+2", "2"), ("1,250", "1250")]
)
def test_decimals_keep_the_printed_precision(printed: str, number: str) -> None:
    assert str(decimal(printed)) == str(Decimal(number))
