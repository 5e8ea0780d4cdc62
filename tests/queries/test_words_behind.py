"""Answers by the words behind facts, by what an audit found, and by denials, on the bundled example."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from evigraph.queries.answering.verdicts import denies_of
from evigraph.queries.words.stems import head_of, stem_of, stems_of
from evigraph.queries.words.times import times_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from evigraph.queries.answer import AnswerObject
    from evigraph.queries.ask import Asker

    Ask = Callable[..., AnswerObject]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("two and a half years later", "30"),
        ("after a year and a half", "18"),
        ("in the first year", "12"),
        ("at half a year", "6"),
    ],
)
def test_times_are_read_as_people_say_them(text: str, months: str) -> None:
    assert [time.low for time in times_in(text)] == [Decimal(months)]


@pytest.mark.parametrize(
    ("compound", "plain"), [("hydrogel", "gel"), ("untethering", "tethered"), ("microlaser", "laser")]
)
def test_a_compound_word_is_known_by_its_head(compound: str, plain: str) -> None:
    assert head_of(compound) == stem_of(plain)


def test_a_denial_stands_beside_what_it_denies() -> None:
    assert denies_of("Events were rare; no women died.", stems_of("died"))
    assert not denies_of(
        "Pain improved in most people, with treatment by surgeons and no complications.", stems_of("pain")
    )


def test_what_the_audit_found_answers_whether_a_number_is_right(ask: Ask) -> None:
    answer = ask("Satisfied with minor reservations in Cazzato 2016: is 16.6% right for 3 of 18?")
    assert answer.answer.startswith("No")
    assert answer.template == "audit_findings"
    assert any("16.6%" in cited.quote for cited in answer.citations)


def test_facts_are_found_by_the_words_behind_them(ask: Ask) -> None:
    answer = ask("In which percentage of the neuromas were replies obtained?")
    assert "75%" in answer.answer


def test_a_word_that_nothing_says_is_not_passed_over(ask: Ask) -> None:
    assert ask("mean handwriting speed after cryoablation").status != "answered"


def test_a_patient_is_named_by_a_number(ask: Ask) -> None:
    answer = ask("What became of patient 9 in the trauma table of Friedman 2012?")
    assert [row["patient"] for row in answer.rows] == ["9"]
    assert "the table says" in answer.answer


def test_all_that_a_patient_has_to_be_holds_at_once(ask: Ask) -> None:
    answer = ask("Which Friedman patients with severe pain had a marked response?")
    assert answer.rows
    assert {(row["pain_before"], row["response"]) for row in answer.rows} == {("Severe", "Marked")}


def test_how_many_have_to_be_treated_for_one_more_is_the_number_needed_to_treat(asker: Asker) -> None:
    question = asker.readings("How many people need treating for 1 extra person to be free of pain?")[0].parse.question
    assert "number needed to treat" in {mention.label for mention in question.mentions}


def test_a_direction_is_cited_by_the_words_that_say_it(ask: Ask) -> None:
    cited = ask("How many retrospective studies are there?").citations
    assert any("etrospective" in one.quote for one in cited)


def test_the_number_in_the_name_of_a_scale_is_no_value(ask: Ask) -> None:
    answer = ask("Did the PIQ-6 responder percentage go up between 1 month and 1 year in Calixte?")
    assert not answer.answer.startswith("No")


def test_what_is_said_once_without_numbers_is_not_called_consistent(ask: Ask) -> None:
    assert not ask("Is the skin necrosis in Friedman 2012 stated consistently?").answer.startswith("Yes, nothing")


def test_a_sum_over_unlike_patients_says_so(ask: Ask) -> None:
    answer = ask("How many patients were there in total?").answer
    assert answer.startswith("311 patients in 6 studies")
    assert "mixed populations" in answer
    assert "phantom limb pain (Prologo 2017)" in answer
