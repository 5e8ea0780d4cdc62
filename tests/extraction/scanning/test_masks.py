"""Masks: stretches whose numbers are no results."""

from decimal import Decimal

import pytest
from evigraph.extraction.scanning.descriptions import descriptions_in
from evigraph.extraction.scanning.masks import blank, masks_of
from evigraph.extraction.scanning.scales import scales_in
from evigraph.extraction.scanning.wholes import wholes_in

from tests.extraction.written import words


def masked(text: str) -> str:
    return blank(text, masks_of(text, (), wholes_in(text)))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("a fall of more than 50% was seen", "50"),
        ("a score of 3 or less was seen", "3"),
        ("at least 10 letters were gained", "10"),
        ("a gain of ≥15 letters", "15"),
        ("grade 3 or 4 events", "3"),
        ("on a 10-point scale", "10"),
        ("the SF-36 rose", "36"),
        ("as published in 2015", "2015"),
        ("a review of 12 trials found it", "12"),
        ("on a scale from 0 to 24", "24"),
        ("0 meaning no pain", "0"),
        ("in the case series of 22 patients", "22"),
        ("at all 6 sites", "6"),
        ("Of the 21 patients, some were well", "21"),
    ],
)
def test_numbers_that_are_no_results(text: str, number: str) -> None:
    assert number in text
    assert number not in masked(text)


@pytest.mark.parametrize("text", ["pain fell to 3.1", "in 12 of 40 eyes", "p<0.05", "rose to 50%", "from 8.3 to 2.1"])
def test_results_are_left(text: str) -> None:
    assert masked(text) == text


def test_a_blanked_text_is_as_long_as_before() -> None:
    text = "of more than 50% in 3"
    assert len(masked(text)) == len(text)
    assert masked(text).endswith(" in 3")


@pytest.mark.parametrize(
    ("text", "low", "high", "labels"),
    [
        ("on a VAS (0 to 10)", 0, 10, ("", "")),
        ("pain scored from 0 (no pain) to 100 (worst pain)", 0, 100, ("no pain", "worst pain")),
        ("a mean of 7.1 out of 10", 0, 10, ("", "")),
        ("on a 100-mm VAS", 0, 100, ("", "")),
        ("the scale runs from 1 to 5", 1, 5, ("", "")),
    ],
)
def test_scales_with_their_ends(text: str, low: int, high: int, labels: tuple[str, str]) -> None:
    (scale,) = scales_in(text)
    assert (scale.low, scale.high, (scale.low_label, scale.high_label)) == (Decimal(low), Decimal(high), labels)


@pytest.mark.parametrize(
    "text", ["(95% CI 0 to 10)", "a mean of 4 points (range 0 to 10)", "from 0 to 10 days", "7 to 9"]
)
def test_ranges_and_intervals_are_no_scales(text: str) -> None:
    assert scales_in(text) == []


def test_a_description_tells_design_and_size() -> None:
    text = "In the prospective cohort study of 187 eyes, vision rose."
    (found,) = descriptions_in(text)
    assert (found.design, found.n, found.unit) == ("prospective cohort study", 187, "eyes")


def test_a_description_that_opens_a_clause_takes_whom_it_is_about() -> None:
    text = "In a case series of 9 adults with gout, pain fell."
    (found,) = descriptions_in(text)
    assert words(text, (found.start, found.end)) == ["case series of 9 adults with gout"]


def test_a_whole_tells_number_unit_and_whom() -> None:
    (whole,) = wholes_in("Of the 21 knees that were seen again, 7 were stiff.")
    assert (whole.n, whole.unit, whole.words) == (21, "knees", "that were seen again")
