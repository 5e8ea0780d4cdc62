"""What settles a question: a yes or no that is said in so many words, bounds that are denied, lists that are narrowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from evigraph.queries.answer import Status
from evigraph.queries.answering.rows import Row
from evigraph.queries.answering.thresholds import contradicts
from evigraph.queries.answering.verdicts import heads, verdict
from evigraph.queries.understanding.paraphrases import plainly

if TYPE_CHECKING:
    from collections.abc import Callable

    from evigraph.queries.answer import AnswerObject
    from evigraph.queries.ask import Asker
    from evigraph.queries.understanding.mentions import Question

    Ask = Callable[..., AnswerObject]


def read(asker: Asker, text: str) -> Question:
    return asker._scanner.read(text)


def studies(answer: AnswerObject) -> set[object]:
    return {row["study"] for row in answer.rows}


@pytest.mark.parametrize(
    "question",
    [
        "Was the procedure painful?",
        "Does cryoablation help people with diabetic neuropathy?",
        "Did the studies that used ultrasound recruit men alone?",
        "Was there a recall of any probe?",
    ],
)
def test_nothing_says_yes_that_does_not_hold_the_whole_question(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert not answer.answer.startswith(("Yes", "No:")), answer.answer


@pytest.mark.parametrize(
    "question",
    ["How many people had general anaesthesia?", "How many patients refused to be treated a second time?"],
)
def test_what_is_counted_is_named_whole(ask: Ask, question: str) -> None:
    assert ask(question).status is not Status.ANSWERED


def test_a_bound_may_be_denied(ask: Ask) -> None:
    assert studies(ask("Which studies did not follow people for at least a year?")) == {"Prologo 2017"}


def test_half_of_the_pain_is_half_of_no_people(asker: Asker) -> None:
    readings = asker.readings("What share of the men had more than half of their pain relieved?")
    names = {getattr(c, "name", "") for r in readings for c in r.parse.constraints}
    assert not {name for name in names if name.startswith("women")}


@pytest.mark.parametrize(
    ("question", "said"),
    [("Total number of patients in the US studies", "284"), ("How many patients has a study on average?", "51.8")],
)
def test_sizes_of_studies_are_added_up_and_averaged(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question).answer


def test_no_list_of_all_studies_answers_what_narrows_them(ask: Ask) -> None:
    assert ask("Which studies were open label?").status is not Status.ANSWERED


def test_no_other_studies_stand_for_the_one_that_is_described(ask: Ask) -> None:
    assert studies(ask("Penile pain in the French study, by group")) <= {"Cazzato 2016"}


def test_what_is_asked_of_a_study_that_was_sought_is_asked_of_it(ask: Ask) -> None:
    answer = ask("How many women took part in it?", ["Which study was done in Germany?"])
    assert studies(answer) == {"von Falck 2022"}
    assert answer.template == "study_sex"


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("Can you tell me the mean age in Yoon 2016?", "the mean age in Yoon 2016?"),
        ("Do you know whether pain came back?", "Do you know whether pain came back?"),
        ("Can you walk after the procedure?", "Can you walk after the procedure?"),
        ("How long does the procedure last?", "what is the procedure time?"),
        ("Whose authors had nothing to declare?", "Whose authors had no conflict of interest?"),
        ("In which series were there no burns?", "In which series there were no burns?"),
        ("Score before and after 6 weeks", "Score before treatment and after 6 weeks"),
    ],
)
def test_courtesies_and_roundabout_words_say_no_more(asked: str, plain: str) -> None:
    assert plainly(asked) == plain


@pytest.mark.parametrize(
    ("asked", "text", "holds"),
    [
        ("Did the score rise?", "The score rose from 8·3 to 2·1.", False),
        ("Did the score fall?", "The score went from 8.3 to 2.1.", True),
        ("Did the score fall?", "It fell from 3 to 6 months.", None),
        ("Did doses differ?", "10 mg against 15 mg (p=0.07)", False),
        ("Did doses differ?", "10 mg against 15 mg (p<0.05)", True),
        ("Did doses differ?", "10 mg against 15 mg", None),
    ],
)
def test_numbers_say_which_way_it_went(asker: Asker, asked: str, text: str, *, holds: bool | None) -> None:
    assert heads(read(asker, asked), text) is holds


@pytest.mark.parametrize(("severity", "holds"), [("minor", False), ("serious", True), ("", None)])
def test_an_event_is_as_severe_as_is_said_of_it(asker: Asker, severity: str, *, holds: bool | None) -> None:
    parse = next(
        r.parse for r in asker.readings("Was the infection serious?") if r.parse.template.name == "adverse_events"
    )
    assert verdict(parse, [Row({"event": "infection", "status": "reported", "severity": severity})]) is holds


def test_other_steps_contradict_though_a_name_holds_them(asker: Asker) -> None:
    assert contradicts(read(asker, "How many lost 2 or more lines of acuity?"), "eyes that lost 1 line of acuity")
