"""What words say only together: doubts, stretches of time, steps, designs, who was kept out, how events ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from evigraph.queries.answering.choice import _kind
from evigraph.queries.answering.enough import ALL_EVENTS
from evigraph.queries.answering.passing import said
from evigraph.queries.answering.quantities import lacks
from evigraph.queries.answering.thresholds import contradicts
from evigraph.queries.answering.verdicts import ended, opposed, predicts
from evigraph.queries.understanding.asks import asks_of, of_arm, of_studies, received
from evigraph.queries.understanding.conversation import resolved
from evigraph.queries.understanding.mentions import Kind
from evigraph.queries.understanding.parse import Ask, slots
from evigraph.queries.understanding.weights import degrees

if TYPE_CHECKING:
    from evigraph.queries.ask import Asker
    from evigraph.queries.understanding.mentions import Question


def read(asker: Asker, text: str) -> Question:
    return asker._scanner.read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Is the percentage given for bruising right?",
        "Smith: do the arms add up to 40?",
        "Does the estimate lie within its confidence interval?",
        "Was the longest follow-up stated correctly?",
    ],
)
def test_a_figure_is_doubted(asker: Asker, text: str) -> None:
    assert read(asker, text).has("consistent")


@pytest.mark.parametrize(
    "text", ["How many had pain in the right leg?", "Did pain fall within 3 months?", "What do the arms add up to?"]
)
def test_no_figure_is_doubted(asker: Asker, text: str) -> None:
    assert not [m for m in read(asker, text).cues("consistent") if m.end - m.start == 1]


def test_a_stretch_of_time_asks_for_a_course(asker: Asker) -> None:
    assert read(asker, "pain over the 5 years").has("change")
    assert not read(asker, "pain at the 5 years visit").has("change")


@pytest.mark.parametrize(
    ("asked", "text", "against"),
    [
        ("Who gained two classes or more?", "improved by at least 1 class", True),
        ("Who gained two classes or more?", "at least 1 class in 8 and at least 2 classes in 3", False),
        ("Who gained one class or more?", "improved by 2 or more classes", True),
        ("Who had grade 3 bleeding?", "bleeding of grade 2", True),
        ("Who had bleeding at 3 months?", "bleeding of grade 2", False),
    ],
)
def test_other_steps_contradict(asker: Asker, asked: str, text: str, *, against: bool) -> None:
    assert contradicts(read(asker, asked), text) is against


@pytest.mark.parametrize(
    ("text", "designs"),
    [
        ("Which studies are retrospective studies?", "retrospective"),
        ("Which comparative studies are there?", "non-randomised comparative study; randomised controlled trial"),
        ("Which non-randomised comparative studies are there?", "non-randomised comparative study"),
    ],
)
def test_designs(asker: Asker, text: str, designs: str) -> None:
    assert slots(asker.readings(text)[0].parse)["design"] == designs


@pytest.mark.parametrize("text", ["Who was kept out of Yoon 2016?", "Who could not take part in Yoon 2016?"])
def test_who_was_kept_out(asker: Asker, text: str) -> None:
    assert slots(asker.readings(text)[0].parse) == {"study": "Yoon 2016", "topic": "exclusion criteria"}


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("resolved after 2 days", True),
        ("transient", True),
        ("still there at 1 year", False),
        ("had not resolved", False),
        ("on day 3", None),
    ],
)
def test_how_an_event_ended(text: str, *, passed: bool | None) -> None:
    assert ended(text) is passed


def test_what_became_of_an_event_is_told(asker: Asker) -> None:
    assert "antibiotics" in asker.ask("How was the wound infection in Calixte 2019 dealt with?").answer


@pytest.mark.parametrize(
    ("text", "more", "less"),
    [
        ("Did more people fall after surgery than after laser?", True, False),
        ("Were there fewer strokes with the mesh than without it?", False, True),
        ("Did more than 20 people fall?", False, False),
    ],
)
def test_more_or_less_of_one_thing_than_of_another(asker: Asker, text: str, *, more: bool, less: bool) -> None:
    single = [m.value for m in read(asker, text).cues("more_than", "less_than") if m.end - m.start == 1]
    assert ("more_than" in single, "less_than" in single) == (more, less)


@pytest.mark.parametrize(
    ("text", "arms"),
    [
        ("How old were people in the sham group?", ["sham"]),
        ("How far did sham patients walk?", ["sham"]),
        ("How many were in each group?", []),
        ("Which age group did best?", []),
    ],
)
def test_the_arm_that_is_named(asker: Asker, text: str, arms: list[str]) -> None:
    assert [token.word for token in of_arm(read(asker, text))] == arms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("How many had pain after laser ablation?", {"pain", "laser", "ablation"}),
        ("What did the series with laser find?", set()),
        ("Pain with the mesh at 1 year", {"mesh"}),
    ],
)
def test_what_people_were_given(asker: Asker, text: str, words: set[str]) -> None:
    question = read(asker, text)
    assert {question.tokens[i].word for i in received(question)} == words


@pytest.mark.parametrize(
    ("asked", "text", "is_lacking"),
    [
        ("What does the probe cost?", "The probe was cost effective.", True),
        ("What does the probe cost?", "The probe costs £420.", False),
        ("How many surgeons took part?", "There were 3 sites.", True),
        ("How many centres took part?", "It ran at 3 centres.", False),
        ("What percentage of patients improved?", "Improvement at 6 months was the primary outcome.", True),
        ("How long should tablets be taken?", "Tablets were taken after the procedure.", True),
        ("How long should tablets be taken?", "Tablets were taken for 6 months.", False),
        ("How was the burn dealt with?", "A burn was reported in 1 patient.", True),
        ("How was the burn dealt with?", "The burn was treated with a dressing.", False),
        ("Did anyone have a stroke?", "Stroke was listed as a theoretical event.", True),
    ],
)
def test_a_text_lacks_what_is_wanted(asker: Asker, asked: str, text: str, *, is_lacking: bool) -> None:
    assert lacks(read(asker, asked), text) is is_lacking


@pytest.mark.parametrize(
    ("asked", "text", "holds"),
    [
        ("Did smoking predict failure?", "Odds of failure: age, OR 1.2 (p=0.01); smoking, OR 0.9 (p=0.40)", False),
        ("Did age predict failure?", "Odds of failure: age, OR 1.2 (p=0.01); smoking, OR 0.9 (p=0.40)", True),
        ("Did weight predict failure?", "Odds of failure: age, OR 1.2 (p=0.01)", None),
    ],
)
def test_what_predicts_something(asker: Asker, asked: str, text: str, *, holds: bool | None) -> None:
    assert predicts(read(asker, asked), text) is holds


def test_the_opposite_is_no_yes(asker: Asker) -> None:
    assert opposed(read(asker, "Is a higher score better?"), "Higher scores indicate worse pain.")
    assert not opposed(read(asker, "Is a higher score worse?"), "Higher scores indicate worse pain.")


def test_a_patient_by_an_ordinal(asker: Asker) -> None:
    parse = asker.readings("What happened to the third patient in Friedman 2012?")[0].parse
    assert slots(parse)["patient"] == "3"


@pytest.mark.parametrize("question", ["Which studies were done in two hospitals?", "Which ongoing studies are there?"])
def test_studies_that_nothing_narrows_are_not_listed(asker: Asker, question: str) -> None:
    answer = asker.ask(question)
    assert answer.template != "studies" or answer.status != "answered"


def test_a_word_for_a_thing_is_no_verb(asker: Asker) -> None:
    assert not read(asker, "What was the rate without drops?").has("went_down")
    assert read(asker, "Did the score drop?").has("went_down")


def test_the_noun_of_what_is_listed_chooses_none_of_it(asker: Asker) -> None:
    tissue = next(
        r.parse for r in asker.readings("Which nerves had pain relief?") if r.parse.template.name == "results"
    )
    kind = _kind(tissue)
    assert {tissue.question.tokens[i].word for i in kind} == {"nerves"}


def test_a_bound_of_time_that_is_itself_meant(asker: Asker) -> None:
    found = slots(asker.readings("Which studies have a follow-up of at least 2 years?")[0].parse)
    assert found == {"follow_up_from": "24"}
    found = slots(asker.readings("Which studies have a follow-up of more than 2 years?")[0].parse)
    assert found == {"follow_up_over": "24"}


@pytest.mark.parametrize(
    ("asked", "text", "start"),
    [
        ("Is it recommended for routine use?", "It should only be used in the context of research.", "No"),
        ("Should it only be used in research?", "It should only be used in the context of research.", "Yes"),
        ("Did pain fall more after surgery than after laser?", "Pain was 2 after surgery and 3 after laser.", "“"),
        ("Was the voice change permanent?", "The voice change was temporary.", "No"),
    ],
)
def test_a_text_says_yes_or_no_only_to_what_it_says(asker: Asker, asked: str, text: str, start: str) -> None:
    assert said(read(asker, asked), text).startswith(start)


def test_a_matter_of_the_documents_is_no_design(asker: Asker) -> None:
    assert not read(asker, "Does the guidance mention patient commentary?").concepts("design")


@pytest.mark.parametrize(
    ("text", "sought"),
    [("registry pain scores", False), ("which trial pain scores", True), ("which trials reported pain", True)],
)
def test_a_study_before_what_it_reports_is_not_sought(asker: Asker, text: str, *, sought: bool) -> None:
    assert of_studies(read(asker, text)) is sought


def test_a_number_beside_what_is_listed_is_not_counted(asker: Asker) -> None:
    assert asks_of(read(asker, "Which harms were seen, and in how many patients each?"))[0] is Ask.LIST
    assert asks_of(read(asker, "How many harms were seen?"))[0] is Ask.COUNT


def test_the_risk_of_a_risk_ratio_is_no_harm(asker: Asker) -> None:
    assert not read(asker, "risk ratio of success").concepts("outcome")[:1] or all(
        "adverse" not in m.label for m in read(asker, "risk ratio of success").concepts("outcome")
    )


def test_the_number_of_a_class_binds(asker: Asker) -> None:
    question = read(asker, "VAS 4 in 3 patients")
    assert {question.tokens[i].text for i in degrees(question)} == {"4"}


def test_one_arm_takes_the_place_of_another(asker: Asker) -> None:
    earlier, later = "What was pain in the laser arm of Yoon 2016?", "and in the sham arm?"
    question = resolved([earlier], later, asker._scanner.read)
    assert [token.text for token in of_arm(question)] == ["sham"]


def test_same_throughout_doubts(asker: Asker) -> None:
    assert read(asker, "Is the same age given throughout?").has("consistent")
    assert not read(asker, "Was sedation used throughout?").has("consistent")


def test_the_noun_of_a_device_is_part_of_its_name(asker: Asker) -> None:
    question = read(asker, "Which studies used the PerCryo 17R probe?")
    assert any(question.words(m).endswith("probe") for m in question.of(Kind.THING) if m.scheme == "device")


def test_a_total_of_events_lists_none() -> None:
    assert ALL_EVENTS.match("Twelve adverse events were noted in 9 people.")
    assert ALL_EVENTS.match("Serious events affected 2% of people.")
    assert not ALL_EVENTS.match("Adverse events were bruising and fever.")
