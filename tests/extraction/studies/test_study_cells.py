"""Cells of a study's details: each label's value as attributes."""

from decimal import Decimal

import pytest
from evigraph.extraction.studies.study_cells import convert, read_detail, singular

from tests.extraction.written import cleaned

D = Decimal


@pytest.mark.parametrize(
    ("label", "text", "values"),
    [
        ("design", "Prospective case series", {"design": "case series", "direction": "prospective"}),
        ("country", "Iceland and Norway (3 centres)", {"country": ("Iceland", "Norway")}),
        ("recruitment", "March 2014 to May 2016", {"recruitment_start": "2014-03", "recruitment_end": "2016-05"}),
        ("population", "n=40 Adults with gout", {"n_patients": 40, "population": "Adults with gout"}),
        ("population", "n=40 (52 knees) Adults", {"n_patients": 40, "n_lesions": 52, "lesion": ("knee",)}),
        ("population", "52 knees of 40 adults", {"n_patients": 40, "n_lesions": 52, "lesion": ("knee",)}),
        ("population", "n=1,250", {"n_patients": 1250}),
        ("population", "adults with gout of any kind", {"population": "adults with gout of any kind"}),
        ("population", "n=1 Man with gout", {"population": "Man with gout", "female_percent": D(0)}),
        ("sex", "Laser: mean 58.2 years. Drops: mean 57.0 years. 100% male", {"female_percent": D(0)}),
        ("age", "Median 79 years (IQR 74 to 83)", {"age_low": D(74), "age_high": D(83)}),
        ("age and sex", "Mean 58·5 years (range 20 to 81); 60% female",
         {"age_value": D("58.5"), "age_statistic": "mean", "age_low": D(20), "age_high": D(81),
          "female_percent": D(60)}),
        ("age", "Median 58", {"age_value": D(58), "age_statistic": "median"}),
        ("sex", "22 of 52 (42%) women", {"female_n": 22, "female_percent": D(42)}),
        ("sex", "100% male", {"female_percent": D(0)}),
        ("follow up", "2 years", {"follow_up_value": D(2), "follow_up_unit": "year"}),
        ("follow up", "Mean 19 months (range 6 to 48 months)",
         {"follow_up_value": D(19), "follow_up_statistic": "mean", "follow_up_low": D(6), "follow_up_high": D(48)}),
        ("follow up", "6 to 24 months", {"follow_up_low": D(6), "follow_up_high": D(24), "follow_up_unit": "month"}),
        ("technique", "A balloon (Ductex, Tear Ltd., Norway) under ultrasound and general anaesthesia.",
         {"device": ("Ductex",), "manufacturer": ("Tear Ltd.",), "imaging": ("ultrasound",)}),
    ],
)  # fmt: skip
def test_values_of_a_label(label: str, text: str, values: dict[str, object]) -> None:
    found = read_detail(label, cleaned(text))
    assert {name: found[name] for name in values} == values


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("age", "Laser: mean 58.2 years. Drops: mean 57.0 years."),
        ("follow up", "Laser: 6 months. Drops: 12 months."),
        ("sex", "Laser: 60% female. Drops: 50% female."),
    ],
)
def test_figures_by_arm_are_no_attribute_of_the_study(label: str, text: str) -> None:
    assert read_detail(label, cleaned(text)) == {}


def test_times_in_several_units_are_converted() -> None:
    found = read_detail("follow up", cleaned("Mean 19 months (range 6 weeks to 4 years)"))
    assert (found["follow_up_low"], found["follow_up_high"], found["follow_up_unit"]) == (D("1.4"), D("48.0"), "month")


@pytest.mark.parametrize(
    ("value", "unit", "target", "converted"),
    [("14", "month", "week", "60.9"), ("2", "year", "month", "24.0"), ("3", "day", "day", "3"), ("3", "", "day", "3")],
)
def test_a_time_in_another_unit(value: str, unit: str, target: str, converted: str) -> None:
    assert str(convert(D(value), unit, target)) == converted


@pytest.mark.parametrize(
    ("noun", "one"), [("feet", "foot"), ("biopsies", "biopsy"), ("discs", "disc"), ("pelvis", "pelvis")]
)
def test_units_in_the_singular(noun: str, one: str) -> None:
    assert singular(noun) == one


@pytest.mark.parametrize("bracket", ["40 limbs, 52 wounds, 44 procedures", "40 limbs: 20 gel, 20 exercise"])
def test_the_first_unit_of_a_bracket_of_units_is_what_was_treated(bracket: str) -> None:
    values = read_detail("population", cleaned(f"n=37 ({bracket}) Adults with gout"))
    assert (values["n_patients"], values["n_lesions"], values["lesion"]) == (37, 40, ("limb",))
