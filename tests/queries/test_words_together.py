"""What words say only together: doubts, stretches of time, steps, designs, who was kept out, how events ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from evigraph.queries.answering.thresholds import contradicts
from evigraph.queries.answering.verdicts import ended
from evigraph.queries.understanding.parse import slots

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
