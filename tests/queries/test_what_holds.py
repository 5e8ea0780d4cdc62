"""What a question says and an answer has to hold to: both sides, meanings, reasons, denials, look-alikes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from evigraph.ontology.terms import HTC
from evigraph.queries.answering.choice import graded
from evigraph.queries.answering.holding import Held
from evigraph.queries.answering.quantities import lacks
from evigraph.queries.answering.rows import Row
from evigraph.queries.knowledge.passages import Passage
from evigraph.queries.understanding.asks import asks_of
from evigraph.queries.understanding.filters import is_negated
from evigraph.queries.understanding.mentions import Kind, Mention
from evigraph.queries.understanding.parse import Ask
from evigraph.queries.understanding.scattered import Scattered
from evigraph.queries.understanding.weights import asked_about
from evigraph.queries.words.abbreviations import Abbreviations
from evigraph.queries.words.stems import stems_of
from evigraph.queries.words.tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from evigraph.queries.answer import AnswerObject
    from evigraph.queries.ask import Asker
    from evigraph.queries.understanding.mentions import Question

    Ask_ = Callable[..., AnswerObject]


def read(asker: Asker, text: str) -> Question:
    return asker._scanner.read(text)


def passage(text: str, *topics: str) -> Passage:
    return Passage(("n",), "paragraph", text, topics, (), (), stems_of(text), frozenset())


def test_a_short_form_is_no_common_word() -> None:
    known = Abbreviations((("OR", "odds ratio"), ("SNS", "sacral nerve stimulation")))
    assert not known.enriched(stems_of("5 or less"), "5 or less") & stems_of("odds")
    assert known.enriched(stems_of("OR 2.1"), "(OR 2.1)") >= stems_of("odds ratio")
    assert not known.explains("odd", stems_of("5 or less"))


def test_what_a_name_denies_is_not_meant_by_words_that_affirm() -> None:
    names = Scattered([("needle could not be placed", 1)])
    assert not list(names.find(tokens_of("how was the needle placed")))
    assert list(names.find(tokens_of("in how many could the needle not be placed")))


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("pain after cryoablation and after surgery", True),
        ("bleeding with the device or with tablets", True),
        ("pain after 3 months and after 6 months", False),
        ("pain after Yoon 2016 and after Prologo 2017", False),
    ],
)
def test_both_sides_are_asked_for(asker: Asker, text: str, *, sides: bool) -> None:
    assert any(m.end - m.start == 1 for m in read(asker, text).cues("arms")) is sides


def test_the_meaning_of_a_method_is_asked_for(asker: Asker) -> None:
    question = read(asker, "What is the hydrodissection technique?")
    assert asks_of(question)[0] is Ask.DEFINITION
    assert not read(asker, "What is the hydrodissection technique used in Yoon 2016?").has("meaning")
    held = Held.of(question, asker._knowledge.passages)
    defined, named = (
        held.scored(passage(text)).score
        for text in (
            "Fluid is injected around the nerve (the hydrodissection technique).",
            "The hydrodissection technique was used.",
        )
    )
    assert defined > named


def test_a_cue_in_the_name_of_a_status_asks_nothing(asker: Asker) -> None:
    question = read(asker, "Which adverse events did experts think possible in theory only?")
    assert asks_of(question)[0] is Ask.LIST


def test_no_recommendation_is_a_reason(asker: Asker) -> None:
    held = Held.of(read(asker, "Why is more research wanted?"), asker._knowledge.passages)
    topic = f"{HTC}recommendation"
    assert not held.may_tell(passage("Research should report quality of life.", topic))
    assert held.may_tell(passage("Research is wanted because there are few patients.", topic))
    assert held.may_tell(passage("There were few patients."))


def test_the_not_of_a_name_denies_nothing_else(asker: Asker) -> None:
    question = read(asker, "patients not admitted for asthma")
    whole, part = (
        Mention(kind=Kind.CONCEPT, start=start, end=5, value=value, scheme="outcome")
        for start, value in ((1, "not admitted"), (2, "admitted"))
    )
    assert is_negated(question, part)
    assert not is_negated(replace(question, mentions=(*question.mentions, whole)), part)


def test_one_event_that_was_not_severe_denies_no_serious_events(asker: Asker) -> None:
    parse = next(
        r.parse
        for r in asker.readings("Which studies said that there was no serious adverse event?")
        if r.parse.template.name == "adverse_events"
    )
    rows = [
        Row({"event": "severe bleeding", "severity": "severe", "status": "none reported"}),
        Row({"event": "serious adverse event", "status": "none reported"}),
    ]
    assert graded(parse, rows) == rows[1:]


@pytest.mark.parametrize(
    ("asked", "text", "is_lacking"),
    [
        ("Which needle was used and who makes it?", "the manufacturer lent the needle", True),
        ("Which needle was used and who makes it?", "needles of Halden Ltd", False),
        ("How was the trapped wire dealt with?", "The wire was freed by slitting the duct.", False),
    ],
)
def test_makers_have_names_and_events_an_end(asker: Asker, asked: str, text: str, *, is_lacking: bool) -> None:
    assert lacks(read(asker, asked), text) is is_lacking


def test_a_part_of_the_body_is_known_by_its_adjective(asker: Asker) -> None:
    held = Held.of(read(asker, "What was done about the jejunal leak?"), asker._knowledge.passages)
    assert "jejunum" in " ".join(held.terms)


def test_which_study_had_the_fewest(asker: Asker) -> None:
    assert "von Falck 2022" in asker.ask("Study with the fewest patients").answer


@pytest.mark.parametrize(
    "text",
    [
        "What did the guidance recommend about consent?",
        "What did the guidance recommend about training?",
        "What was recommended about follow-up?",
        "What did NICE advise about migration?",
        "What did the committee say about children?",
    ],
)
def test_what_the_guidance_does_not_speak_of_is_refused(ask: Ask_, text: str) -> None:
    answer = ask(text)
    assert answer.status == "not_in_graph"
    assert answer.suggestions


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("What did the guidance recommend?", {"1.1", "1.2"}),
        ("What did the guidance recommend about this procedure?", {"1.1", "1.2"}),
        ("What does the guidance recommend about Morton's neuroma?", {"1.2"}),
    ],
)
def test_only_recommendations_are_recommended(ask: Ask_, text: str, numbers: set[str]) -> None:
    answer = ask(text)
    assert {row["number"] for row in answer.rows} <= {"1.1", "1.2"}
    assert {row["number"] for row in answer.rows} & numbers


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What did they say about audit in children?", {"audit"}),
        ("What is known about about 20 patients?", set()),
        ("What about pain in Yoon 2016?", set()),
        ("What did Yoon 2016 report about the procedure?", set()),
    ],
)
def test_what_is_asked_about(asker: Asker, text: str, words: set[str]) -> None:
    question = read(asker, text)
    assert {question.tokens[i].word for i in asked_about(question)} == words
