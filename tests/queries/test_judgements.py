"""Whether a procedure is safe, works or may be used: the guidance judges, and no study."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from evigraph.queries.answer import AnswerObject

    Ask_ = Callable[..., AnswerObject]


@pytest.mark.parametrize(
    "text", ["Is the procedure safe?", "Is cryoablation effective?", "Is the treatment safe and effective?"]
)
def test_no_study_and_no_background_judges_the_whole(ask: Ask_, text: str) -> None:
    assert not ask(text).answer.startswith(("Yes", "No:"))


@pytest.mark.parametrize(
    "text",
    [
        *("Is it safe?", "How safe is the procedure?", "Does it work?", "Is the evidence good enough?"),
        *("Is it worthwhile?", "Is there enough evidence to use it in the NHS?"),
    ],
)
def test_a_judgement_of_the_whole_is_what_the_guidance_recommends(ask: Ask_, text: str) -> None:
    answer = ask(text)
    assert answer.template == "recommendations"
    assert not answer.answer.startswith(("Yes", "No"))


@pytest.mark.parametrize("text", ["Should it be used?", "Can the procedure be offered by NHS surgeons?"])
def test_whether_a_procedure_may_be_used_is_told_by_how_it_is_recommended(ask: Ask_, text: str) -> None:
    assert ask(text).answer.startswith("No")
    assert {row["type"] for row in ask(text).rows} >= {"only in research"}


@pytest.mark.parametrize(
    "text",
    ["Is it safe to swim after the procedure?", "Should patients be given antibiotics?", "Can it be used twice?"],
)
def test_what_no_recommendation_says_is_not_answered_by_one(ask: Ask_, text: str) -> None:
    assert ask(text).template != "recommendations"


def test_nothing_reported_of_a_study_is_no_denial_of_its_safety(ask: Ask_) -> None:
    assert not ask("Was the procedure safe in Yoon 2016?").answer.startswith("No:")


def test_what_a_document_mentions_is_not_denied_by_another_denial(ask: Ask_) -> None:
    assert not ask("Is consent mentioned in the recommendations?").answer.startswith("No")


@pytest.mark.parametrize(
    "text", ["What kind of arrangements does NICE recommend?", "Under what arrangements should it be used?"]
)
def test_arrangements_are_told_by_recommendations_that_have_some(ask: Ask_, text: str) -> None:
    assert "only in research" in {row.get("type") for row in ask(text).rows}
