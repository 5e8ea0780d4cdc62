"""What labels, openings and sentences before give to the figures of a statement."""

import pytest

from tests.extraction.sentences import results_of, told

ARMS = "gel injection 60, exercise 60"


def read(sentence: str, fields: str, arms: str = "") -> list[tuple[str, ...]]:
    return [told(r, fields) for r in results_of(sentence, arms=arms)]


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("- Serum ferritin at 3 months, mg/dl: 41.2 (SD 7.9)", "mg/dl"),
        ("- Squeezes held back (squeezes per minute), mean: 4.1 (SD 1.2)", ""),
        ("- Grip reserve (newtons), median [IQR]: 3 [1 to 5] before, 8 [6 to 11] at week 6", "newtons"),
    ],
)
def test_a_label_gives_its_unit_to_the_figures(sentence: str, unit: str) -> None:
    assert {u for (u,) in read(sentence, "unit")} == {unit}


def test_names_listed_in_a_label_fall_to_as_many_figures() -> None:
    sentence = "- Very satisfied, satisfied and dissatisfied with the gel: 12, 9 and 3"
    assert read(sentence, "group n statistic") == [
        ("Very satisfied", "12", "count"),
        ("satisfied", "9", "count"),
        ("dissatisfied with the gel", "3", "count"),
    ]


def test_names_that_are_more_or_fewer_than_the_figures_fall_to_none() -> None:
    assert all(group == "" for (group,) in read("- Very satisfied and satisfied: 12, 9 and 3", "group"))


@pytest.mark.parametrize(
    "sentence",
    [
        "Pooling 5 trials, a systematic review found a quiet night at 6 months in 42% (40/95) of people.",
        "The registry reported a quiet night at 6 months in 42% (40/95) of people.",
    ],
)
def test_who_found_something_is_no_part_of_what_was_found(sentence: str) -> None:
    assert read(sentence, "outcome group value time_value") == [("quiet night", "", "42", "6")]


def test_an_apposition_does_not_hide_the_subject() -> None:
    sentence = "Hop count, the number of hops that a person can do, grew from a median of 3 to a median of 8."
    assert read(sentence, "outcome value") == [("hop count", "3"), ("hop count", "8")]


def test_patients_to_be_treated_are_a_number_needed_to_treat() -> None:
    sentence = "The risk ratio for pain relief was 1.85, so 6 people (95% CI 4 to 12) had to be treated for one more."
    assert ("number needed to treat", "6", "") in read(sentence, "measure value n")


def test_an_interval_of_the_difference_is_none_of_an_arm() -> None:
    sentence = (
        "Pain improved by 18 points after gel injection and by 21 points after exercise "
        "(95% CI of the difference -4.9 to 10.9)."
    )
    assert read(sentence, "statistic value ci_low ci_high", ARMS)[:2] == [
        ("mean change", "18", "", ""),
        ("mean change", "21", "", ""),
    ]
    assert read(sentence, "statistic value ci_low ci_high", ARMS)[2] == ("mean difference", "", "-4.9", "10.9")


def test_a_p_value_in_words_is_no_threshold() -> None:
    assert read("Pain fell from 46 to 25 within a year, p less than 0.001.", "p_operator p_value")[-1] == ("<", "0.001")


def test_a_time_before_is_none_of_a_duration_or_of_a_hazard() -> None:
    sentence = (
        "Survival was 61% at 2 years. The corresponding median was 14.7 months. The hazard ratio for death was 0.74."
    )
    assert read(sentence, "statistic value time_value")[1:] == [("median", "14.7", ""), ("hazard ratio", "0.74", "")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Pain at 6 months was 5.1 points in 54 patients who had gel injection and 6.2 in 53 who had exercise.",
            [("gel injection", "5.1", "54"), ("exercise", "6.2", "53")],
        ),
        (
            "- Pain, change: -9.1 points (95% CI -11.4 to -6.8) at 3 months (6 studies, 341 patients)",
            [("", "-9.1", "341")],
        ),
    ],
)
def test_those_measured_are_the_denominator_and_no_result(sentence: str, expected: list[tuple[str, ...]]) -> None:
    arms = ARMS if expected[0][0] else ""
    assert read(sentence, "group value denominator", arms) == expected


def test_a_time_to_something_is_no_measure_of_it() -> None:
    sentence = "Standing time until the first cramp lengthened from 11 to 34 minutes."
    assert read(sentence, "outcome value") == [
        ("standing time until the first cramp", "11"),
        ("standing time until the first cramp", "34"),
    ]


def test_having_no_control_is_no_count() -> None:
    assert read("Single-arm study with consecutive patients and no control treatment.", "n") == []


def test_none_as_an_answer_is_no_zero() -> None:
    found = read("- Pain relief: complete in 14 of 26 patients (54%), partial in 8 (31%), none in 4 (15%)", "value n")
    assert ("0", "0") not in found


def test_a_table_by_subgroup_is_about_the_outcome_and_study_of_its_caption() -> None:
    table = (
        "Change in pain at 12 months by subgroup, registry (Smith 2017)\n\n"
        "Subgroup\tPatients\tMean change, points (95% CI)\tp for interaction\n"
        "Tablets before treatment\t104\t-6.1 (-8.3 to -3.9)\t0.004\n"
        "No tablets before treatment\t273\t-9.2 (-10.4 to -8.0)\t\n"
    )
    assert read(table, "study outcome value p_value denominator") == [
        ("Smith 2017", "pain intensity", "-6.1", "0.004", "104"),
        ("Smith 2017", "pain intensity", "-9.2", "", "273"),
    ]


def test_heterogeneity_is_no_instrument_and_no_outcome_of_what_follows() -> None:
    sentence = (
        "Pain, pooled: -9.1 (95% CI -11.4 to -6.8; 6 studies, 341 patients; I2=58%). "
        "At 12 months it was -7.6 (95% CI -11.8 to -3.4)."
    )
    assert [(o, m) for o, m, v in read(sentence, "outcome measure value") if v == "-7.6"] == [("pain intensity", "")]
    assert ("heterogeneity", "58") in read(sentence, "outcome value")


def test_those_left_out_are_counted_by_what_they_did_not_do() -> None:
    sentence = "All but 5 patients (2 with the gel, 3 with exercise) returned at 12 months."
    assert read(sentence, "outcome group n denominator", "gel 60, exercise 60") == [
        ("follow-up completeness", "did not return", "5", ""),
        ("follow-up completeness", "gel; did not return", "2", "5"),
        ("follow-up completeness", "exercise; did not return", "3", "5"),
    ]


def test_each_arm_in_a_bracket_is_not_each_arm_of_the_whole() -> None:
    sentence = "All but 6 patients (3 in each arm) attended."
    assert read(sentence, "group n", ARMS) == [
        ("did not attend", "6"),
        ("gel injection; did not attend", "3"),
        ("exercise; did not attend", "3"),
    ]


def test_a_gap_is_of_the_time_told_before() -> None:
    told_before = "Stiffness at 12 weeks was 31 points after gel injection and 44 points after exercise."
    sentence = f"{told_before} Adjusted for the value at entry, the gap was 11 points in favour of gel injection."
    assert read(sentence, "statistic value time_value", ARMS)[-1] == ("mean difference", "11", "12")


def test_a_p_value_of_three_arms_names_the_others_unless_it_is_told_among_all() -> None:
    arms = "gel 40, exercise 40, rest 40"
    sentence = "Stiffness fell by 9 points with gel, 5 points with exercise and 2 points with rest (p=0.02{})."
    assert read(sentence.format(""), "comparator", arms)[0] == ("exercise; rest",)
    assert read(sentence.format(" for the 3 arms"), "comparator", arms)[0] == ("",)


def test_two_arms_before_one_predicate_have_its_outcome_and_response() -> None:
    sentence = (
        "In all, 60% (36/60) in the gel injection group and 20% (12/60) in the exercise group had stopped tablets."
    )
    assert read(sentence, "outcome group n", ARMS) == [
        ("stopped tablets", "gel injection", "36"),
        ("stopped tablets", "exercise", "12"),
    ]


def test_a_list_without_times_has_those_of_the_list_before_it() -> None:
    sentence = (
        "Survival was 80% at 1 year and 60% at 3 years with gel injection, and 70% and 40% with exercise (p=0.02)."
    )
    assert read(sentence, "value time_value group", ARMS) == [
        ("80", "1", "gel injection"),
        ("60", "3", "gel injection"),
        ("70", "1", "exercise"),
        ("40", "3", "exercise"),
    ]


def test_a_p_value_of_heterogeneity_is_not_the_estimate_s() -> None:
    sentence = "Pain at 6 months: SMD -0.40 (95% CI -0.61 to -0.19), I2=12%, p for heterogeneity=0.31"
    assert read(sentence, "outcome value p_value") == [("pain intensity", "-0.40", ""), ("heterogeneity", "12", "0.31")]


def test_an_interval_without_a_level_has_the_one_printed_before() -> None:
    sentence = "- Pain relief: crude OR 1.5 (95% CI 1.1 to 2.1), adjusted OR 1.4 (1.0 to 1.9)"
    assert read(sentence, "value ci_level", ARMS) == [("1.5", "95"), ("1.4", "95")]


def test_the_study_that_found_something_is_no_group_of_patients() -> None:
    sentence = "Of the 30 people in the cohort study, 12 returned the forms in the registry."
    assert all("registry" not in group for (group,) in read(sentence, "group"))


def test_a_score_named_by_its_label_is_the_measure() -> None:
    sentence = "- Stiffness score (0 to 10): 6.1 (SD 1.2) before, 3.4 (SD 1.0) at 6 weeks, p=0.01"
    assert read(sentence, "measure comparator") == [
        ("stiffness score 0 to 10", ""),
        ("stiffness score 0 to 10", "baseline"),
    ]


def test_a_label_sets_two_treatments_against_each_other() -> None:
    sentence = "- Pain relief, gel v placebo: OR 2.41 (95% CI 1.36 to 4.30)"
    assert read(sentence, "group comparator") == [("gel", "placebo")]


def test_relief_of_a_share_is_relief_of_pain() -> None:
    sentence = "- Relief of at least 30%: 74% and 66% at 1 and 6 months"
    assert read(sentence, "outcome value time_value") == [("pain relief", "74", "1"), ("pain relief", "66", "6")]


def test_what_could_be_reached_is_technical_success() -> None:
    assert read("The joint could be reached in 55 of 60 people (92%).", "outcome n") == [("technical success", "55")]


def test_what_an_outcome_depends_on_are_subgroups_and_compare_no_arms() -> None:
    lines = (
        "- Death from any cause\n - Unadjusted: HR 0.70 (95% CI 0.55 to 0.89)\n"
        "- Other factors in the adjusted model\n - Smoking: HR 1.62 (1.21 to 2.17)\n"
        " - Age over 70: HR 1.31 (1.02 to 1.68)"
    )
    assert read(lines, "outcome group comparator", ARMS) == [
        ("mortality", "gel injection", "exercise"),
        ("mortality", "smoking; adjusted", ""),
        ("mortality", "age over 70; adjusted", ""),
    ]
