"""What reviews pool, levels of risk set side by side, and death with what it is counted together with."""

import pytest

from tests.extraction.sentences import results_of, told

ARMS = "gel injection 60, exercise 60"


@pytest.mark.parametrize(
    ("sentence", "arms", "rows"),
    [
        (
            "Stiffness, pooled: 3.2% (95% CI 1.9 to 4.8; 14 studies, 1,128 patients; I2=31%)",
            "",
            [("stiffness", "3.2", "1128"), ("heterogeneity", "31", "1128")],
        ),
        (
            "Stiffness, gel injection v exercise (4 studies, 417 patients): OR 0.82 (95% CI 0.36 to 1.87; I2=0%)",
            ARMS,
            [("stiffness", "0.82", "417"), ("heterogeneity", "0", "417")],
        ),
        (
            "Bend: 1.36 (SD 0.31) before treatment (34 patients), 1.02 (SD 0.22) on day 2 (30 patients)",
            "",
            [("bend", "1.36", "34"), ("bend", "1.02", "30")],
        ),
    ],
)
def test_those_who_were_pooled_or_measured_are_the_whole_of_an_estimate(
    sentence: str, arms: str, rows: list[tuple[str, ...]]
) -> None:
    assert [told(r, "outcome value denominator") for r in results_of(sentence, arms=arms)] == rows


@pytest.mark.parametrize(
    "sentence",
    [
        "Quality of life by risk class: low 61% (95% CI 50 to 70), high 42% (95% CI 31 to 55)",
        "Quality of life was good in 61% with low and 42% with high risk.",
        "Quality of life was good in 61% (61/100) of people with low-risk and 42% (42/100) with high-risk knees.",
    ],
)
def test_levels_side_by_side_are_called_by_what_they_are_levels_of(sentence: str) -> None:
    assert [r.group.split("; ")[-1] for r in results_of(sentence)] == ["low risk", "high risk"]


def test_a_p_value_for_subgroups_stands_on_the_first() -> None:
    first, second = results_of(
        "Stiffness by risk class: low 1.4% (95% CI 0.6 to 2.5), high 11.9% (95% CI 7.0 to 17.8);"
        " p for subgroup difference<0.001"
    )
    assert told(first, "p_value comparator") == ("0.001", "high risk")
    assert told(second, "p_value") == ("",)


@pytest.mark.parametrize(
    "sentence",
    [
        "Death, stroke or a second operation by day 7: 5 (6.1%) v 11 (13.4%) of 82 patients; RR 0.45",
        "Death, stroke or a second operation by day 7 was seen in 6% (5/82) of patients.",
    ],
)
def test_death_and_what_it_is_counted_with_are_one_outcome(sentence: str) -> None:
    found = results_of(sentence, arms=ARMS)
    assert {told(r, "outcome time_value") for r in found} == {("death, stroke or a second operation", "7")}
    assert {r.group for r in found} <= {"gel injection", "exercise", ""}


@pytest.mark.parametrize(
    "sentence", ["Of 40 people, 4 died in hospital (10%).", "Three of 24 patients had died by 3 months."]
)
def test_who_died_is_counted_as_mortality(sentence: str) -> None:
    assert {told(r, "outcome group") for r in results_of(sentence)} == {("mortality", "")}


def test_death_that_tells_why_some_were_lost_is_no_outcome_of_its_own() -> None:
    (first, *_) = results_of("One patient died before the 1-year visit and another was considered lost to follow-up.")
    assert first.outcome == "follow-up completeness"


def test_a_label_sheds_the_arms_that_it_compares() -> None:
    found = results_of("Bend before treatment, gel injection v exercise: 1.41 ± 0.27 v 1.39 ± 0.25", arms=ARMS)
    assert [told(r, "outcome group") for r in found] == [("bend", "gel injection"), ("bend", "exercise")]
