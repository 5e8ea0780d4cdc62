"""Questions that fit several things alike, and questions about a study that there is none of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from evigraph.queries.answer import AnswerObject, Status
from evigraph.queries.answering import asking_back
from evigraph.queries.understanding.mentions import Scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from evigraph.queries.ask import Asker

    Ask = Callable[..., AnswerObject]


def answered(text: str, template: str = "recommendations") -> AnswerObject:
    return AnswerObject(question="q", status=Status.ANSWERED, answer=text, template=template)


REFUSED = AnswerObject(question="q", status=Status.NOT_IN_GRAPH, answer="None found.")


def test_one_study_is_spoken_of_and_several_differ(ask: Ask) -> None:
    answer = ask("Was the US series prospective?")
    assert answer.status is Status.AMBIGUOUS
    assert "yes in Yoon 2016" in answer.answer
    assert "no in Calixte 2019" in answer.answer
    assert {ask(choice).status for choice in answer.suggestions} == {Status.ANSWERED}


def test_several_studies_that_agree_are_no_choice(ask: Ask) -> None:
    assert ask("Was the US study a case series?").answer.startswith("Yes")


@pytest.mark.parametrize(
    "text", ["Was the randomised trial done in the US?", "How many patients were in the Swedish study?"]
)
def test_a_study_that_there_is_none_of(ask: Ask, text: str) -> None:
    answer = ask(text)
    assert answer.status is Status.NOT_IN_GRAPH
    assert answer.answer.startswith("No study in the graph fits")


def test_whether_there_is_such_a_study_may_be_asked(ask: Ask) -> None:
    assert ask("Is there a randomised trial?").answer.startswith("No")


def test_the_procedure_is_asked_back_where_there_are_several(asker: Asker) -> None:
    question = replace(asker._scanner.read("Is the procedure recommended?"), scope=Scope(several=2))
    assert asking_back.is_definite(question)
    back = asking_back.asked_back(question, [("Ablation", answered("Yes: it is.")), ("Lasers", answered("No: not."))])
    assert back is not None
    assert back.status is Status.AMBIGUOUS
    assert back.suggestions == ("Is the procedure recommended (Ablation)?", "Is the procedure recommended (Lasers)?")


def test_the_one_procedure_with_an_answer_is_meant(asker: Asker) -> None:
    question = asker._scanner.read("Is the procedure recommended?")
    only = answered("Yes: it is.")
    assert asking_back.asked_back(question, [("Ablation", only), ("Lasers", REFUSED)]) is only


def test_lists_of_several_procedures_are_told_together(asker: Asker) -> None:
    question = asker._scanner.read("Which databases did the overview search?")
    told = [("Ablation", answered("A.", "searches")), ("Lasers", answered("B.", "searches"))]
    assert asking_back.asked_back(question, told) is None


def test_a_question_that_names_what_it_is_about_is_not_asked_back(asker: Asker) -> None:
    question = asker._scanner.read("Is the procedure of Yoon 2016 safe?")
    assert not asking_back.is_definite(replace(question, scope=Scope(several=2)))
