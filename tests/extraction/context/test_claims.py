"""Whose claim a sentence makes, and of what time."""

import pytest
from evigraph.extraction.context.claims import Context, context_of
from evigraph.ontology.records import AdverseEvent, Result

from tests.extraction.written import OVERVIEW, read

SAFETY = "No infections were seen in the case series of 40 adults (Quill 2015)."
EFFICACY = "In the case series of 40 adults, watering stopped in 30 of 40 (75%) at 6 months (Quill 2015)."


def context(text: str) -> Context:
    (found,) = context_of(text)
    return found


def events(sentence: str) -> list[tuple[str, str, int | None]]:
    found = read(OVERVIEW.replace(SAFETY, sentence)).findings
    return [(e.event, e.status, e.n) for e in found if isinstance(e, AdverseEvent) and e.section == "Safety summary"]


def results(sentence: str) -> list[str]:
    found = read(OVERVIEW.replace(EFFICACY, sentence)).findings
    return [str(r.value) for r in found if isinstance(r, Result) and r.section == "Watering"]


@pytest.mark.parametrize(
    "text",
    [
        "The authors cite a review in which 53% were well.",
        "According to earlier studies 4% bleed.",
        "In the published literature, 3% bleed.",
        "The report refers to two trials in which 5% bled.",
        "They mention another registry with 7%.",
    ],
)
def test_figures_of_another_source(text: str) -> None:
    assert context(text).from_another_source


@pytest.mark.parametrize(
    "text", ["In the cohort 4% bled.", "A review of 12 trials found 3%.", "The trial cites no data."]
)
def test_figures_of_the_studies_themselves(text: str) -> None:
    assert not context(text).from_another_source


@pytest.mark.parametrize("text", ["Success was defined as a fall of 50%.", "Response means a score below 3."])
def test_definitions(text: str) -> None:
    assert context(text).is_definition


def test_what_another_source_claims_is_no_event_of_the_study() -> None:
    assert events("The authors cite a review in which 5 patients had an infection (Quill 2015).") == []
    assert events("In the case series 5 patients had an infection (Quill 2015).") == [("infection", "reported", 5)]


def test_what_another_source_claims_is_no_result_of_the_study() -> None:
    assert results("The authors cite a review in which watering stopped in 91% (Quill 2015).") == []
    assert results("In the case series watering stopped in 91% (Quill 2015).") == ["91"]


@pytest.mark.parametrize("opening", ["Before treatment", "At baseline", "Preoperatively"])
def test_what_was_so_before_treatment_is_no_harm_of_it(opening: str) -> None:
    assert events(f"{opening}, 5 of 40 patients had an infection (Quill 2015).") == []


def test_harm_after_treatment_is_read_beside_what_was_before() -> None:
    text = "Before treatment no one had a fever; after it, 5 of 40 patients had a fever (Quill 2015)."
    assert ("fever", "reported", 5) in events(text)


@pytest.mark.parametrize(
    "text",
    [
        "It is not known whether infection occurred (Quill 2015).",
        "Infection may occur.",
        "Theoretically, perforation could occur.",
        "Infection was not assessed (Quill 2015).",
        "No data on infection were given (Quill 2015).",
    ],
)
def test_doubt_and_silence_are_no_events(text: str) -> None:
    assert events(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("No infections were seen (Quill 2015).", [("infection", "none reported", None)]),
        ("Infection was seen in 0 of 40 patients (Quill 2015).", [("infection", "none reported", 0)]),
        ("Infection was seen in 3 of 40 patients (Quill 2015).", [("infection", "reported", 3)]),
    ],
)
def test_zero_and_none_are_told_apart(text: str, found: list[tuple[str, str, int | None]]) -> None:
    assert events(text) == found


def test_a_label_with_none_behind_it_denies_what_it_names() -> None:
    assert events("Infection: none.") == [("infection", "none reported", None)]
