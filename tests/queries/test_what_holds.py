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
from evigraph.queries.understanding.asks import asks_of, at_large
from evigraph.queries.understanding.filters import is_negated
from evigraph.queries.understanding.mentions import Kind, Mention
from evigraph.queries.understanding.parse import Ask
from evigraph.queries.understanding.scattered import Scattered
from evigraph.queries.understanding.weights import asked_about, weights
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
        for r in asker.readings("Which papers wrote that there was no serious complication?")
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
    assert "von Falck 2022" in asker.ask("Name the paper with the fewest people").answer


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


@pytest.mark.parametrize("text", ["How was patient 4 after the second treatment?", "What became of patient 9?"])
def test_a_patient_is_meant_by_a_number(ask: Ask_, text: str) -> None:
    answer = ask(text)
    assert answer.template == "patients"
    assert {str(row["patient"]) for row in answer.rows} <= {"4", "9"}


@pytest.mark.parametrize(
    "text",
    [
        "Did patient 4 have any complications?",  # no row says it
        "Did any patient in Friedman have no relief?",  # "rated as none" denies nothing
        "Did patient 9 have marked relief?",
    ],
)
def test_no_yes_or_no_where_nothing_settles_it(ask: Ask_, text: str) -> None:
    assert not ask(text).answer.startswith(("Yes", "No"))


@pytest.mark.parametrize(
    ("text", "is_at_large"),
    [
        ("How is the probe placed?", True),
        ("How was the probe placed in Yoon 2016?", False),
        ("How is pain managed?", False),
        ("How does pain change over time?", False),
    ],
)
def test_how_something_is_done(asker: Asker, text: str, *, is_at_large: bool) -> None:
    assert at_large(read(asker, text)) is is_at_large


def test_no_fact_of_a_study_tells_how_something_is_done(ask: Ask_) -> None:
    assert ask("How is pain relief done?").template not in ("results", "adverse_events")


def test_results_that_are_asked_for_by_parts_have_parts(asker: Asker, ask: Ask_) -> None:
    assert not ask("Mean pain intensity by patient age in Yoon 2016").rows
    assert ask("Mean pain intensity in Yoon 2016").rows
    assert asker.readings("pain by 12 months")


def test_how_long_a_treatment_took_is_told_by_no_event(ask: Ask_) -> None:
    assert ask("How long did a session take in Calixte 2019?").template != "adverse_events"


def test_what_both_documents_are_asked_both_say(ask: Ask_) -> None:
    answer = ask("Pain intensity in Yoon 2016 according to guidance and overview")
    assert answer.status == "not_in_graph"
    assert ask("Pain intensity in Yoon 2016 according to the overview").rows


def test_a_subject_of_light_words_is_not_passed_over(asker: Asker) -> None:
    question = read(asker, "length of the operation in Yoon 2016")
    known = weights(question)
    assert any(known[m.start] >= 0.5 for m in question.concepts("outcome") if m.end - m.start > 1)


@pytest.mark.parametrize(
    ("text", "studies"),
    [
        ("Which studies were neither prospective nor done in the US?", {"Cazzato 2016", "von Falck 2022"}),
        ("How many studies reported no adverse events at all?", {"Prologo 2017", "Yoon 2016"}),
    ],
)
def test_a_denial_reaches_what_it_denies(ask: Ask_, text: str, studies: set[str]) -> None:
    assert {row["study"] for row in ask(text).rows} == studies


def test_what_did_not_happen_in_a_study_denies_no_study(ask: Ask_) -> None:
    assert {row["study"] for row in ask("How many patients did not respond in Friedman 2012?").rows} <= {
        "Friedman 2012"
    }


def test_that_one_kind_did_not_happen_denies_no_other(ask: Ask_) -> None:
    assert not ask("Was there any nerve damage?").answer.startswith(("Yes", "No"))


def test_a_finding_is_of_what_is_asked(ask: Ask_) -> None:
    answer = ask("Does the summary agree with the table for pain at 12 months in Yoon 2016?")
    assert not answer.answer.startswith("No")


def test_papers_are_left_out_for_the_reason_that_is_asked(ask: Ask_) -> None:
    assert not ask("Which papers were left out because they were too small?").rows


def test_guidance_of_a_needle_is_no_guidance(ask: Ask_) -> None:
    assert ask("Which studies treated stump neuromas with CT guidance?").template != "recommendations"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What exactly is a neuroma?", "a thickening of the tissue"),
        ("What is Morton's neuroma?", "2 metatarsal bones"),
    ],
)
def test_a_definition_says_what_something_is(ask: Ask_, text: str, words: str) -> None:
    assert words in ask(text).answer


def test_when_the_publisher_published(ask: Ask_) -> None:
    assert "2023-01-04" in ask("When did NICE publish the guidance?").answer


def test_no_name_of_a_society_says_yes(ask: Ask_) -> None:
    assert "Society" not in ask("Was the procedure painful?").answer


@pytest.mark.parametrize(
    "text",
    [
        "Did cryoablation work better than injections?",
        "Which studies were paid for by the hospital?",
    ],
)
def test_no_text_of_another_matter_is_quoted(ask: Ask_, text: str) -> None:
    answer = ask(text)
    assert answer.template != "passages" or answer.status != "answered"
