"""Denials: what did not happen, and how far a negation reaches."""

import pytest
from evigraph.extraction.context.denials import denials_in

from tests.extraction.written import words


def denied(text: str) -> list[str]:
    return [d.what for d in denials_in(text)]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("There were no deaths.", ["deaths"]),
        ("There was no fever or bleeding in either arm.", ["fever", "bleeding"]),
        ("There was no bleeding and no fever.", ["bleeding", "fever"]),
        ("No bleeding, no leak and no fever were seen.", ["bleeding", "leak", "fever"]),
        ("No difference in pain and no fever was seen.", ["fever"]),
        ("Neither bleeding nor fever occurred.", ["bleeding", "fever"]),
        ("No complications were seen in the 40 eyes.", ["complications"]),
        ("No cases of leak were reported.", ["leak"]),
        ("No further strokes occurred.", ["strokes"]),
        ("There was no evidence of leak.", ["leak"]),
        ("No patient had a fever.", ["fever"]),
        ("Nobody lost sight.", ["loss of sight"]),
        ("No patient died and 3 had pneumonia.", ["death"]),
        ("Leaks were not seen.", ["Leaks"]),
        ("Bleeding did not occur.", ["Bleeding"]),
        ("All went home without complications.", ["complications"]),
        ("12 eyes were free of complications.", ["complications"]),
        ("No adverse events", ["adverse events"]),
        ("No grade 3 or grade 4 event was recorded.", ["grade 3 or 4 event"]),
        ("Not a single death was reported.", ["death"]),
        ("Leak was ruled out in 3 patients.", ["Leak"]),
        ("No patient needed surgery.", ["surgery"]),
        ("Nobody died, and bleeding was not seen.", ["death", "bleeding"]),
        ("Leak followed 2 injections and was not seen in the trial.", ["Leak"]),
        ("Leak was found in 3 patients after gel and in nobody after rest.", ["Leak"]),
        ("No vessel was injured.", ["injury to vessel"]),
        ("No serious complication came to light later.", ["serious complication"]),
        ("No death was thought to be related to the gel.", ["death"]),
    ],
)
def test_what_is_denied(text: str, what: list[str]) -> None:
    assert denied(text) == what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("The patient was negative for stroke/cva.", ["stroke/cva"]),
        ("All cultures stayed negative for fungi or yeast.", ["fungi", "yeast"]),
        ("Safety: no adverse events were reported.", ["adverse events"]),
        ("Harms: there were no strokes.", ["strokes"]),
    ],
)
def test_cases_that_other_tools_miss(text: str, what: list[str]) -> None:
    """Predicates that deny, and negations behind a heading or colon."""
    assert denied(text) == what


@pytest.mark.parametrize("text", ["none", "None.", "  none reported", "nil", "None were seen."])
def test_nothing_at_all_denies_what_the_label_names(text: str) -> None:
    assert denied(text) == [""]


@pytest.mark.parametrize(
    "text",
    [
        "No difference was seen.",
        "There was no loss to follow-up.",
        "No randomised trials were found.",
        "There was no change in pain.",
        "It is not known whether infection occurred.",
        "Leak could not be ruled out in 3 patients.",
        "No improvement was seen.",
        "The device did not fail.",
        "3 patients had a fever, not needing treatment.",
    ],
)
def test_other_negations_deny_no_event(text: str) -> None:
    assert denied(text) == []


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("There were no strokes, but 2 patients had a fever.", "There were no strokes"),
        ("There were no leaks except one.", "There were no leaks"),
        ("No fever was seen. Two patients bled.", "No fever was seen"),
        ("Leak was ruled out in 3 patients; 2 others bled.", "Leak was ruled out in 3 patients"),
    ],
)
def test_how_far_a_denial_reaches(text: str, reach: str) -> None:
    (denial,) = denials_in(text)
    assert words(text, (denial.start, denial.end)) == [reach]


def test_those_of_whom_it_is_denied_are_counted() -> None:
    (denial,) = denials_in("None of the 40 patients died.")
    assert (denial.what, denial.whole) == ("death", 40)


def test_what_is_denied_behind_a_count_leaves_the_count() -> None:
    text = "Leak was found in 3 patients after gel and in nobody after rest."
    (found,) = denials_in(text)
    assert text[found.start : found.end] == "in nobody"
