"""Dates, at the precision that is printed."""

import pytest
from evigraph.extraction.parts.dates import dates_in, first_date, period


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("4 January 2023", "2023-01-04"),
        ("3rd May 2012", "2012-05-03"),
        ("May 3, 2012", "2012-05-03"),
        ("Sept 2014", "2014-09"),
        ("12/05/2020", "2020-05-12"),
        ("12.05.2020", "2020-05-12"),
        ("2022-08-08", "2022-08-08"),
        ("2019", "2019"),
    ],
)
def test_dates_in_every_form(printed: str, iso: str) -> None:
    assert dates_in(f"on {printed}.") == [iso]


def test_a_text_without_a_date_has_none() -> None:
    assert first_date("in 40 of 1250 patients") == ""


@pytest.mark.parametrize(
    ("printed", "ends"),
    [
        ("March to November 2017", ("2017-03", "2017-11")),
        ("2011 to 2015", ("2011", "2015")),
        ("2014-16", ("2014", "2016")),
        ("from 3 May 2012 until June 2013", ("2012-05-03", "2013-06")),
        ("2019", ("2019", "2019")),
        ("not told", ("", "")),
    ],
)
def test_periods(printed: str, ends: tuple[str, str]) -> None:
    assert period(printed) == ends
