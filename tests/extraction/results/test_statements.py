"""What a sentence of results says, figure by figure."""

import pytest

from tests.extraction.sentences import results_of, told

ARMS = "gel injection 60, exercise 60"


def read(sentence: str, fields: str, arms: str = "") -> list[tuple[str, ...]]:
    return [told(r, fields) for r in results_of(sentence, arms=arms)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Pain went down from 2.1 to 1.4 in 24 months.", [("2.1", "", "before treatment"), ("1.4", "24", "")]),
        (
            "Mean pain scores were 7.1, 4.0 and 3.3 before the injection and 1 and 12 months after it, respectively.",
            [("7.1", "", "before treatment"), ("4.0", "1", ""), ("3.3", "12", "")],
        ),
        (
            "The median score climbed from 4 to 8 over a mean of 16 months.",
            [("4", "", "before treatment"), ("8", "16", "mean follow up")],
        ),
    ],
)
def test_values_keep_their_times(sentence: str, expected: list[tuple[str, ...]]) -> None:
    assert read(sentence, "value time_value time_label") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("There was a mean decrease in swelling of 14 mm.", ("mean change", "14", "mm")),
        ("Bending angle: median 74 degrees (min 51, max 99)", ("median", "74", "degrees")),
        ("Pain at 6 months was 3.1, a 47% improvement.", ("mean change", "47", "%")),
        ("A second injection was given to 24 tubes (4.7%).", ("percentage", "4.7", "%")),
        ("FEV1 at 12 months was 77.8% of the predicted value.", ("mean", "77.8", "%")),
    ],
)
def test_the_statistic_is_what_the_words_say(sentence: str, expected: tuple[str, ...]) -> None:
    assert expected in read(sentence, "statistic value unit")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "38% (21/55) of people who had gel injection and 77% (46/60) of those with exercise needed an operation.",
            [("gel injection", "38", "21", "55"), ("exercise", "77", "46", "60")],
        ),
        (
            "Stiffness: 12/57 knees (21.1%) and 2/61 knees (3.3%), respectively",
            [("gel injection", "21.1", "12", "57"), ("exercise", "3.3", "2", "61")],
        ),
        (
            "Pain was lower after gel injection (3.1 versus 4.5).",
            [("gel injection", "3.1", "", ""), ("exercise", "4.5", "", "")],
        ),
        (
            "Mean time to recovery after gel injection was 34.9 weeks compared with 37.4 weeks after exercise.",
            [("gel injection", "34.9", "", ""), ("exercise", "37.4", "", "")],
        ),
    ],
)
def test_figures_of_two_arms_are_told_apart(sentence: str, expected: list[tuple[str, ...]]) -> None:
    assert read(sentence, "group value n denominator", ARMS) == expected


def test_an_effect_has_the_outcome_before_its_bracket_and_the_first_arm() -> None:
    sentence = "Pain relief was seen in 40% after gel injection and 20% after exercise (RR 2.00, 95% CI 1.20 to 3.30)."
    effect = results_of(sentence, arms=ARMS)[-1]
    assert told(effect, "outcome statistic group comparator ci_low ci_high") == (
        "pain relief", "risk ratio", "gel injection", "exercise", "1.20", "3.30",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("The mean tilt was 44 degrees before and 22 degrees 5 years after the injection.", "tilt"),
        ("Ratchet angle at 2 years: 32.4 ± 9.1 degrees", "ratchet angle"),
        ("There was an increase in ratchet angle of 24 degrees.", "ratchet angle"),
        ("Reading time until the first spasm: mean 11 minutes before", "reading time until the first spasm"),
    ],
)
def test_an_outcome_that_no_concept_names_is_read_from_the_sentence(sentence: str, outcome: str) -> None:
    assert {r.outcome for r in results_of(sentence)} == {outcome}


def test_numbers_analysed_are_read_by_time() -> None:
    sentence = "Number of patients analysed: 31 at 1 month, 29 at 12 months"
    assert read(sentence, "outcome n time_value") == [("number analysed", "31", "1"), ("number analysed", "29", "12")]


@pytest.mark.parametrize(
    "sentence",
    [
        "No patient was lost in any of the 3 main studies.",
        "One of the 3 clinics is owned by the first author.",
    ],
)
def test_numbers_of_studies_are_no_results(sentence: str) -> None:
    assert not [r for r in results_of(sentence) if r.n in (1, 3)]


@pytest.mark.parametrize(
    ("sentence", "statistic", "value"),
    [
        ("Hospital stay was shorter by 2 days after gel injection.", "mean difference", "2"),
        ("Hospital stay was 2 days shorter after gel injection than after exercise.", "mean difference", "2"),
        ("The mean difference in walking distance between arms was 5.1 metres.", "mean difference", "5.1"),
    ],
)
def test_a_difference_between_arms_is_told_apart_from_their_values(sentence: str, statistic: str, value: str) -> None:
    assert read(sentence, "statistic value", ARMS) == [(statistic, value)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Walking distance improved over a median of 3 years (Smith 2017) by 20 metres.", [("mean change", "20", "3")]),
        ("Procedure time: 98 minutes, median (IQR 71 to 134)", [("median", "98", "")]),
        ("Twelve per cent of patients had pain relief.", [("percentage", "12", "")]),
        ("Weight loss was 14.8% at 12 months.", [("mean", "14.8", "12")]),
        ("A median of 4 coils were used per patient.", [("median", "4", "")]),
        ("Walking distance: up by 14 metres at 6 months", [("mean change", "14", "6")]),
        (
            "Pain relief: discharge=80.1% (848/1,059), 1 year=74.0% (401/542)",
            [("percentage", "80.1", ""), ("percentage", "74.0", "1")],
        ),
    ],
)
def test_the_statistic_is_told_by_its_words(sentence: str, expected: list[tuple[str, ...]]) -> None:
    assert read(sentence, "statistic value time_value") == expected


def test_parts_that_add_up_to_a_share_are_told_of_its_outcome() -> None:
    sentence = "Repeat procedure: 11 of 60 patients (18%); tear 8, rupture 3"
    assert read(sentence, "outcome group n denominator")[1:] == [
        ("repeat procedure", "tear", "8", "11"),
        ("repeat procedure", "rupture", "3", "11"),
    ]


def test_numbers_that_do_not_add_up_are_no_parts() -> None:
    assert len(read("Repeat procedure: 11 of 60 patients (18%); tear 8, rupture 2", "n")) == 1


def test_a_list_of_effects_has_one_measure() -> None:
    sentence = "Pain was lower after gel injection (SMD -2.16, -1.93 and -1.78 at 3, 12 and 24 months)."
    assert {r.statistic for r in results_of(sentence, arms=ARMS)} == {"standardised mean difference"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Fewer than 4 in 10 patients had pain relief.",
        "Pain relief was 3 times as likely after the injection.",
        "Two experts said that pain relief was good.",
        "The authors point to a review in which 12% had pain relief.",
    ],
)
def test_loose_numbers_and_those_of_others_are_no_results(sentence: str) -> None:
    assert read(sentence, "value") == []


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("Ratchet angle, mean ± SD: −212 ± 88 degrees before, −96 ± 74 degrees at 6 weeks", ["-212", "-96"]),
        ("Ratchet angle fell from 61 to 39 degrees at 6 weeks.", ["61", "39"]),
        (
            "Ratchet angle rose by 12 degrees, from −21 to −9 degrees, in the 6 weeks after treatment.",
            ["12", "-21", "-9"],
        ),
    ],
)
def test_a_change_of_what_no_concept_names_is_read(sentence: str, values: list[str]) -> None:
    found = results_of(sentence)
    assert [str(r.value) for r in found] == values
    assert {r.outcome for r in found} == {"ratchet angle"}


def test_ranges_behind_a_list_belong_to_its_members() -> None:
    sentence = "Pain was 19 and 84 points with gel injection and exercise, respectively (IQR 12 to 33 and 61 to 95)."
    assert read(sentence, "value range_low range_high", ARMS) == [("19", "12", "33"), ("84", "61", "95")]


def test_a_change_of_two_arms_has_its_beginning_in_the_same_arm() -> None:
    sentence = "Pain fell from a mean of 8 to 3 points after gel injection and from 7 to 5 points after exercise."
    assert read(sentence, "group value", ARMS) == [
        ("gel injection", "8"),
        ("gel injection", "3"),
        ("exercise", "7"),
        ("exercise", "5"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Hop count was 7.1 after gel injection and 5.0 after exercise (MD 2.1, 95% CI 0.4 to 3.8).",
        "Hop count was higher than after exercise (MD 2.1, 95% CI 0.4 to 3.8).",
        "The difference in hop count was in favour of exercise (MD 2.1, 95% CI 0.4 to 3.8).",
    ],
)
def test_an_effect_is_about_the_arm_named_first(sentence: str) -> None:
    effects = [r for r in results_of(sentence, arms="gel injection 60, exercise 60") if r.ci_low is not None]
    assert [told(e, "group comparator value") for e in effects] == [("gel injection", "exercise", "2.1")]


@pytest.mark.parametrize(
    "sentence",
    [
        "- Knee bending lost: 5.5 cm v 12.9 cm",
        "Patients lost 5.5 cm of knee bending after gel injection and 12.9 cm after exercise.",
        "Patients gained a mean of 5.5 cm of their knee bending with gel injection and 12.9 cm with exercise.",
    ],
)
def test_what_was_lost_or_gained_is_a_change(sentence: str) -> None:
    found = read(sentence, "outcome group statistic value", arms=ARMS)
    assert [(group, statistic, value) for _, group, statistic, value in found] == [
        ("gel injection", "mean change", "5.5"),
        ("exercise", "mean change", "12.9"),
    ]
    assert {outcome for outcome, _, _, _ in found} <= {"knee bending", "knee bending lost"}


def test_a_risk_difference_is_an_effect_with_a_measure_of_its_own() -> None:
    sentence = (
        "Walking again was as frequent with gel injection as with exercise (risk difference 0.4%, 95% CI -4 to 5)."
    )
    (effect,) = results_of(sentence, arms=ARMS)
    assert told(effect, "measure statistic value unit group comparator ci_low") == (
        "risk difference", "", "0.4", "%", "gel injection", "exercise", "-4",
    )  # fmt: skip


def test_a_label_that_tells_of_the_analysis_names_no_outcome() -> None:
    text = "Death:\n\n- Unadjusted: HR 0.70 (95% CI 0.55 to 0.89)\n- Adjusted for age: HR 0.74 (95% CI 0.58 to 0.94)"
    assert [told(r, "outcome value") for r in results_of(text, arms=ARMS)] == [
        ("mortality", "0.70"),
        ("mortality", "0.74"),
    ]


def test_an_operation_that_is_not_the_procedure_is_further_surgery() -> None:
    assert read("- Arthroplasty by 2 years: 6 of 96 knees (6.3%)", "outcome group value") == [
        ("further surgery", "arthroplasty", "6.3")
    ]


def test_those_of_an_arm_who_had_the_treatment_of_the_other_crossed_over() -> None:
    sentence = "After 6 weeks 35 of 47 patients (74%) in the exercise arm went on to have gel injection."
    found = [told(r, "outcome group n") for r in results_of(sentence, arms="gel injection 60, exercise 60")]
    assert ("crossover", "exercise", "35") in found
