"""Answers on the bundled example: what is said, what is shown, what is cited, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from evigraph.queries.ask import Asker

if TYPE_CHECKING:
    from collections.abc import Callable

    from evigraph.graph.answer import Answer, Request
    from evigraph.graph.solutions import Solutions
    from evigraph.graph.store import LocalReader
    from evigraph.queries.answer import AnswerObject

    Ask = Callable[..., AnswerObject]


def studies(answer: AnswerObject) -> set[str]:
    return {str(row["study"]) for row in answer.rows}


def values(answer: AnswerObject) -> list[object]:
    return [row["value"] for row in answer.rows]


def test_a_value_comes_with_its_unit_spread_and_quote(ask: Ask) -> None:
    answer = ask("What was pain at 12 months in Yoon 2016?")
    assert "5.1 points" in answer.answer
    assert "SD 3.7" in answer.answer
    assert any("5.1" in cited.quote for cited in answer.citations)
    assert answer.slots["study"] == "Yoon 2016"


def test_a_course_is_told_in_order_of_time(ask: Ask) -> None:
    answer = ask("How did pain change after cryoablation in Yoon 2016?")
    assert [v for v in values(answer) if v in (8.3, 2.3, 3.2, 4.7, 5.1)] == [8.3, 2.3, 3.2, 4.7, 5.1]


@pytest.mark.parametrize(
    "question",
    [
        "What was pain at 12 months in Yoon 2016?",
        "yoon et al: pain after one year",
        "In Yoon 2016, at 12 months, what was the pain?",
        "What was pian at 1 year in Yoon?",
        "pain 52 weeks after treatment, Yoon 2016",
    ],
)
def test_the_same_is_found_however_it_is_put(ask: Ask, question: str) -> None:
    assert 5.1 in values(ask(question))


def test_what_is_excluded_is_left_out(ask: Ask) -> None:
    answer = ask("Which studies were retrospective but not from the US?")
    assert studies(answer) == {"Cazzato 2016", "von Falck 2022"}


def test_bounds_hold(ask: Ask) -> None:
    assert studies(ask("Which studies have more than 21 patients?")) == {"Calixte 2019", "Yoon 2016"}


def test_an_extreme_is_one_row(ask: Ask) -> None:
    answer = ask("Which study was the largest?")
    assert studies(answer) == {"Calixte 2019"}
    assert "highest of 6" in answer.answer


def test_a_sum_says_of_what(ask: Ask) -> None:
    assert ask("How many patients were there in total?").answer.startswith("311 patients in 6 studies")


def test_yes_and_no(ask: Ask) -> None:
    assert ask("Is Yoon 2016 prospective?").answer.startswith("Yes")
    assert ask("Is Cazzato 2016 prospective?").answer.startswith("No")


def test_absence_that_a_document_states_is_a_no(ask: Ask) -> None:
    answer = ask("Did von Falck 2022 report major complications?")
    assert answer.answer.startswith("No")
    assert answer.citations


def test_a_contradiction_is_told(ask: Ask) -> None:
    answer = ask("How many wound infections did Calixte 2019 report?")
    assert answer.status == "answered"
    assert answer.disagreements


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Does the summary agree with the studies?", "No: "),
        ("Does the summary disagree with the studies?", "Yes: "),
        ("Are there any errors in the document?", "Yes: "),
        ("Do all numbers add up?", "No: "),
    ],
)
def test_what_does_not_fit_is_a_no_unless_it_was_asked_for(ask: Ask, question: str, start: str) -> None:
    answer = ask(question)
    assert answer.answer.startswith(start)
    assert all(row["message"] and row["quote"] for row in answer.rows)


def test_every_quote_is_the_text_at_its_place(ask: Ask, reader: LocalReader) -> None:
    versions = "SELECT ?id ?sha WHERE { ?v hta:contentHash ?sha ; hta:versionOf/hta:documentId ?id }"
    prefix = "PREFIX hta: <https://w3id.org/hta-evidence/ns#> "
    found = reader.select(prefix + versions).texts()
    texts = {row["id"]: reader.text(row["sha"].removeprefix("sha256:")) for row in found}
    for question in ("Which adverse events did Cazzato 2016 report?", "What does the guidance recommend?"):
        for cited in ask(question).citations:
            assert texts[cited.document][cited.start : cited.end] == cited.quote


def test_a_refusal_says_what_was_searched_and_suggests_what_has_an_answer(ask: Ask) -> None:
    answer = ask("What was pain at 5 years in Yoon 2016?")
    assert answer.status == "not_in_graph"
    assert "6 studies were searched" in answer.answer
    assert answer.suggestions
    assert all(ask(near).status == "answered" for near in answer.suggestions)


def test_another_domain_is_not_understood(ask: Ask) -> None:
    answer = ask("Who won the football cup in Rome?")
    assert answer.status == "not_understood"
    assert "football" in answer.unplaced


def test_a_study_that_nobody_knows_is_named(ask: Ask) -> None:
    assert "Smithson 2011" in ask("What was pain in Smithson 2011?").answer


@pytest.mark.parametrize(
    ("history", "question", "part"),
    [
        (["How many patients did Cazzato 2016 include?"], "And Calixte?", "221"),
        (["How old were the patients in Yoon 2016?"], "what about von Falck?", "42"),
        (["What was pain at 1 month in Yoon 2016?"], "and at 12 months?", "5.1"),
        (["What was pain at 12 months in Yoon 2016?"], "how old were they?", "49.5"),
        (["Which studies come from the US?"], "only the prospective ones", "2 studies"),
        (["How many patients did Yoon 2016 include?"], "show me the source", "22"),
        (["How many patients did Cazzato 2016 include?", "And Calixte?"], "and Friedman?", "20"),
    ],
)
def test_a_conversation_carries_over(ask: Ask, history: list[str], question: str, part: str) -> None:
    answer = ask(question, history)
    assert answer.status == "answered"
    assert part in answer.answer


def test_a_question_of_its_own_forgets_the_conversation(ask: Ask) -> None:
    alone = ask("How many patients did Calixte 2019 include?")
    after = ask("How many patients did Calixte 2019 include?", ["What was pain at 12 months in Yoon 2016?"])
    assert after.rows == alone.rows


class Counting:
    """A reader that counts what it is asked."""

    def __init__(self, reader: LocalReader) -> None:
        self._reader = reader
        self.asked = 0

    def answer(self, request: Request) -> Answer:
        return self._reader.answer(request)

    def select(self, query: str) -> Solutions:
        self.asked += 1
        return self._reader.select(query)


@pytest.mark.parametrize(
    "question", ["May pain of the studies stand side by side?", "Which adverse events were there?"]
)
def test_a_question_that_is_asked_again_reads_nothing(question: str, reader: LocalReader) -> None:
    counting = Counting(reader)
    asker = Asker(counting)
    first, read = asker.ask(question), counting.asked
    again = asker.ask(question)
    assert counting.asked == read
    assert (again.rows, again.citations, again.receipt) == (first.rows, first.citations, first.receipt)
