"""No answer tells less than was asked, or something that only sounds like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from evigraph.queries.answer import AnswerObject

    Ask_ = Callable[..., AnswerObject]


@pytest.mark.parametrize(
    ("text", "women"),
    [
        ("Which studies had more women than men?", True),
        ("Which studies had fewer men than women?", True),
        ("In which studies were there more men than women?", False),
        ("Which studies had mostly men?", False),
    ],
)
def test_one_sex_held_against_the_other_is_a_share_of_half(ask: Ask_, text: str, women: bool) -> None:
    assert ("Cazzato 2016" in ask(text).answer) is women
    assert ("Calixte 2019" in ask(text).answer) is not women


@pytest.mark.parametrize("text", ["Why wasn't Fiala 2022 included?", "Why was Fiala 2022 not included?"])
def test_the_denial_of_a_verb_denies_no_name(ask: Ask_, text: str) -> None:
    assert [row["first_author"] for row in ask(text).rows] == ["Fiala"]


def test_what_a_procedure_is_is_told_by_its_description(ask: Ask_) -> None:
    assert ask("What is cryoablation?").slots["topic"] == "procedure description"


def test_another_treatment_is_no_second_one_where_two_are_compared(ask: Ask_) -> None:
    assert ask("Does any study compare cryoablation with another treatment?").status == "not_in_graph"


def test_studies_without_events_are_those_that_report_none(ask: Ask_) -> None:
    without, with_ = ask("Which studies did not report adverse events?"), ask("Which studies reported adverse events?")
    assert {row["study"] for row in without.rows} | {row["study"] for row in with_.rows} >= {
        "Yoon 2016",
        "Cazzato 2016",
    }
    assert not {row["study"] for row in without.rows} & {row["study"] for row in with_.rows}


def test_how_long_a_cycle_is_is_not_how_many_there_are(ask: Ask_) -> None:
    assert not any(
        row.get("parameter") == "number of freeze cycles" for row in ask("How long is each freeze cycle?").rows
    )


@pytest.mark.parametrize(
    "text",
    [
        "Which studies used ultrasound only?",
        "What was the average age of women in Yoon 2016?",
        "How did pain differ by sex?",
        "What were the inclusion criteria of Yoon 2016?",
        "Which adverse events were grade 3?",
        "How many studies were pooled in the systematic review?",
    ],
)
def test_what_answers_less_than_was_asked_is_no_answer(ask: Ask_, text: str) -> None:
    assert ask(text).status == "not_in_graph"


def test_by_how_much_something_fell_is_told_from_before_treatment(ask: Ask_) -> None:
    told = [
        row.get("phase") or row.get("months")
        for row in ask("By how much did pain fall at 12 months in Yoon 2016?").rows
    ]
    assert "baseline" in told or 0 in told
    assert 12 in [row.get("months") for row in ask("By how much did pain fall at 12 months in Yoon 2016?").rows]


def test_studies_that_industry_paid_for_are_not_all_that_say_who_paid(ask: Ask_) -> None:
    assert {row["study"] for row in ask("Which studies were funded by industry?").rows} == {"Cazzato 2016", "Yoon 2016"}


def test_patients_of_the_review_are_in_no_paper_that_was_left_out(ask: Ask_) -> None:
    assert ask("How many patients were there in the review?").template == "study_size"


def test_the_range_of_a_scale_is_told_without_a_study(ask: Ask_) -> None:
    assert ask("What range does the VAS have?").template == "scales"


def test_numbers_of_one_place_do_not_settle_whether_two_places_agree(ask: Ask_) -> None:
    told = ask("Does table 3 agree with the text about the women in Yoon 2016?").answer
    assert not told.startswith(("Yes", "No"))


def test_the_commonest_event_is_told_for_each_study_by_its_share(ask: Ask_) -> None:
    answer = ask("What was the most common adverse event?")
    assert answer.answer.startswith("The most common in each study")
    assert {row["event"] for row in answer.rows if row["study"] == "Calixte 2019"} == {"penile pain"}


def test_an_event_of_no_stated_length_does_not_say_how_long_one_lasted(ask: Ask_) -> None:
    assert not any(row["study"] == "Calixte 2019" for row in ask("How long did the penile pain last?").rows)


def test_arms_that_no_study_had_are_not_those_of_other_studies(ask: Ask_) -> None:
    assert ask("How many patients were randomised to each arm?").status == "not_in_graph"


@pytest.mark.parametrize(
    "text",
    [
        "Which studies included only Morton's neuroma?",
        "What does MRCP mean?",
    ],
)
def test_a_word_that_only_sounds_alike_answers_nothing(ask: Ask_, text: str) -> None:
    assert ask(text).status != "answered"


def test_studies_without_a_conflict_are_not_those_that_say_something_of_one(ask: Ask_) -> None:
    assert {row["study"] for row in ask("Which studies had no conflict of interest?").rows} >= {"Prologo 2017"}
    assert "Cazzato 2016" not in ask("Which studies had no conflict of interest?").answer


def test_which_key_outcomes_had_no_evidence_is_not_which_there_are(ask: Ask_) -> None:
    assert ask("Which key outcomes had no evidence?").template == "key_outcome_gaps"


@pytest.mark.parametrize("text", ["What is a neuroma?", "What are neuromas?"])
def test_what_a_thing_is_is_told_where_a_text_says_what_it_is(ask: Ask_, text: str) -> None:
    assert "thickening" in ask(text).answer or "lump" in ask(text).answer


@pytest.mark.parametrize("text", ["What is phantom limb pain?", "What is a refractory phantom limb?"])
def test_a_text_that_only_names_a_thing_does_not_say_what_it_is(ask: Ask_, text: str) -> None:
    assert ask(text).status != "answered"


def test_one_of_one_is_neither_the_most_nor_the_least(ask: Ask_) -> None:
    assert "of 1" not in ask("In which study did pain fall most?").answer


def test_two_times_of_one_group_are_held_against_each_other_as_they_are_named(ask: Ask_) -> None:
    assert ask("Was pain at 12 months lower than at baseline in Yoon 2016?").answer.startswith("Yes")
    assert ask("Was pain at baseline lower than at 12 months in Yoon 2016?").answer.startswith("No")


def test_people_of_a_paper_that_was_left_out_are_told_by_their_number(ask: Ask_) -> None:
    assert "1974" in ask("How many patients are in Matthews 2019?").answer


def test_what_experts_think_possible_is_listed_however_it_is_asked(ask: Ask_) -> None:
    assert ask("What are the theoretical complications according to experts?").template == "expert_events"


def test_a_sum_over_studies_is_no_number_of_one_of_them(ask: Ask_) -> None:
    assert ask("What is the total number of neuromas treated across studies?").template != "passages"


@pytest.mark.parametrize(
    "text", ["Can it be used as first-line treatment?", "Which outcomes are missing from search lines?"]
)
def test_no_line_of_a_search_says_yes_or_what_is_missing(ask: Ask_, text: str) -> None:
    assert ask(text).template != "search_lines"


def test_of_two_things_neither_yes_nor_no_chooses_one(ask: Ask_) -> None:
    answer = ask("Was pain lower in Yoon 2016 or in Prologo 2017?")
    assert not answer.answer.startswith(("Yes", "No:"))


def test_people_with_pain_are_not_counted_by_its_mean(ask: Ask_) -> None:
    assert not any(row.get("statistic") == "mean" for row in ask("How many people had pain in Yoon 2016?").rows)


def test_whether_there_is_an_error_is_answered_yes_where_one_is_found(ask: Ask_) -> None:
    assert ask("Is there an error in the share of the completely satisfied in Cazzato 2016?").answer.startswith("Yes")


def test_questionnaires_of_experts_are_none_of_patients(ask: Ask_) -> None:
    assert not any(
        "expert" in str(row.get("matter")) for row in ask("How many patient questionnaires were received?").rows
    )
    assert ask("How many expert questionnaires were received?").template == "stated_counts"


@pytest.mark.parametrize("most", ["the most", "the fewest"])
def test_unlike_events_rank_no_study(ask: Ask_, most: str) -> None:
    assert ask(f"Which study reported {most} complications per patient?").status != "answered"
    assert ask("Which complication was most common?").status == "answered"
