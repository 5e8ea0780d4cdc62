"""Times: points, spans and labels."""

from decimal import Decimal

import pytest
from evigraph.extraction.reading.clean import level
from evigraph.extraction.scanning.times import Time, times_in, unit_of


def times(text: str) -> list[Time]:
    return [time for span in times_in(level(text)) for time in span.times]


def points(text: str) -> list[tuple[str, str]]:
    return [(str(t.value), t.unit) for t in times(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at 6 months", [("6", "month")]),
        ("at 1, 3 and 5 years", [("1", "year"), ("3", "year"), ("5", "year")]),
        ("at 6 weeks, 3 months and 1 year", [("6", "week"), ("3", "month"), ("1", "year")]),
        ("after six weeks", [("6", "week")]),
        ("at the 12-month visit", [("12", "month")]),
        ("at 24\u00a0weeks", [("24", "week")]),
        ("on day 30", [("30", "day")]),
        ("at 1·5 years", [("1.5", "year")]),
        ("the day after treatment", [("1", "day")]),
        ("at a year", [("1", "year")]),
    ],
)
def test_points_of_time(text: str, found: list[tuple[str, str]]) -> None:
    assert points(text) == found


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("before treatment", "before treatment"),
        ("at baseline", "before treatment"),
        ("preoperatively", "before treatment"),
        ("at last follow-up", "last follow up"),
        ("at the final visit", "last visit"),
        ("at discharge", "discharge"),
        ("at the end of the study", "end of follow up"),
        ("between 3 and 6 months", "3 to 6 months"),
    ],
)
def test_labels_of_time(text: str, label: str) -> None:
    assert [t.label for t in times(text)] == [label]


def test_the_mean_follow_up_is_a_time_with_a_label() -> None:
    assert times("at a mean follow-up of 19.7 months") == [Time(Decimal("19.7"), "month", "mean follow up")]


def test_the_first_month_is_a_stretch() -> None:
    (time,) = times("within the first month")
    assert (time.value, time.unit, time.label) == (Decimal(1), "month", "within the first month")


def test_a_bare_time_may_be_a_duration() -> None:
    (bare,) = times_in("Pain came back in a mean of 9.3 months")
    (told,) = times_in("at 9 months")
    assert bare.bare
    assert not told.bare


@pytest.mark.parametrize("text", ["3 of 40 patients", "in 2015", "a 10 mm scale", "4% a", "grade 3"])
def test_other_figures_are_no_times(text: str) -> None:
    assert times(text) == []


@pytest.mark.parametrize(("word", "unit"), [("wks", "week"), ("Months", "month"), ("-year", "year"), ("hr", "hour")])
def test_units_have_one_name(word: str, unit: str) -> None:
    assert unit_of(word) == unit


def test_a_number_of_months_needs_no_label() -> None:
    (time,) = times("within 6 months")
    assert (time.value, time.unit, time.label) == (Decimal(6), "month", "")


def test_an_ordinal_day() -> None:
    assert points("on the third postoperative day") == [("3", "day")]
