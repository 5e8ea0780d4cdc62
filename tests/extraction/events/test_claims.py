"""Harm and gain are told by the words of a sentence where the heading above it misleads."""

import pytest
from evigraph.extraction.pipeline import extract
from evigraph.ontology.records import AdverseEvent, Result, SourceDocument

OVERVIEW = """Interventional procedure overview of gel injection for a stiff knee

Summary of key evidence

Study 1 Smith K (2017)

Study details

Study type\tCase series
Study population and number\tn=40

{heading}

{text}
"""


def kinds(heading: str, text: str) -> list[str]:
    found = extract(SourceDocument("own", OVERVIEW.format(heading=heading, text=text))).findings
    return [type(f).__name__ for f in found if isinstance(f, AdverseEvent | Result) and f.section == heading]


@pytest.mark.parametrize(
    ("heading", "text", "kind"),
    [
        ("Key efficacy findings", "Knee clicking was a new complaint in 3 of 40 people.", "AdverseEvent"),
        ("Key efficacy findings", "Knee clicking was an old habit in 3 of 40 people.", "Result"),
        ("Key safety findings", "Walking sticks were no longer needed by 9 of 14 people.", "Result"),
        ("Key safety findings", "Of 14 families, 9 would choose the gel again.", "Result"),
        ("Key safety findings", "Walking sticks were broken by 9 of 14 people.", "AdverseEvent"),
        ("Key findings", "- Type 3 limp gone: 9 of 14 people", "Result"),
    ],
)
def test_words_tell_harm_from_gain(heading: str, text: str, kind: str) -> None:
    assert set(kinds(heading, text)) == {kind}


def test_a_label_names_a_complaint_that_a_sentence_tells() -> None:
    label = "- Knee clicking: 3/40"
    assert kinds("Key efficacy findings", label) == ["Result"]
    told = f"Knee clicking was a new complaint in 3 of 40 people.\n\n{label}"
    assert kinds("Key efficacy findings", told) == ["AdverseEvent", "AdverseEvent"]


FINDINGS = "Death in hospital: 4 of 40 people\n\nQuality of life at 6 months: 61 (SD 9)\n\nFever: 2 of 40 people"


@pytest.mark.parametrize(
    ("heading", "text", "kind"),
    [
        ("Key efficacy findings", "Of 40 people, 4 died in hospital (10%).", "Result"),
        ("Key safety findings", "Of 40 people, 4 died in hospital (10%).", "AdverseEvent"),
    ],
)
def test_death_is_an_outcome_where_efficacy_is_told(heading: str, text: str, kind: str) -> None:
    assert set(kinds(heading, text)) == {kind}


def test_death_before_other_outcomes_is_one_of_them_and_behind_them_a_harm() -> None:
    assert sorted(kinds("Key findings", FINDINGS)) == ["AdverseEvent", "Result", "Result"]
    first, *others = FINDINGS.split("\n\n")
    assert sorted(kinds("Key findings", "\n\n".join([*others, first]))) == ["AdverseEvent", "AdverseEvent", "Result"]


def names(text: str) -> list[str]:
    found = extract(SourceDocument("own", OVERVIEW.format(heading="Key safety findings", text=text))).findings
    return [f"{f.event}|{f.timing}" for f in found if isinstance(f, AdverseEvent)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Swelling by day 7: 2 of 40 people", ["swelling|by day 7"]),
        ("Swelling, pooled: 3.9% (2/51)", ["swelling|"]),
        ("Gel v brace (4 studies, 417 patients): OR 0.8 (95% CI 0.4 to 1.9)", []),
        ("Fever: 2 of 40 people; none was put down to the gel", ["fever|"]),
    ],
)
def test_an_event_is_called_by_what_happened_and_by_nothing_else(text: str, told: list[str]) -> None:
    assert names(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Death, stroke or a second operation: 2 of 40 people", ["Result", "Result"]),
        ("Death by 90 days: 3 of 40 people\n\nBend held: 9 of 40 people", ["Result", "Result", "Result"]),
        ("Nosebleed: 3 of 40 people\n\nHours until it was over: median 9", ["AdverseEvent", "Result", "Result"]),
    ],
)
def test_what_is_weighed_against_death_or_averaged_is_an_outcome(text: str, told: list[str]) -> None:
    assert sorted(kinds("Key findings", f"{text}\n\nQuality of life: 61 (SD 9)")) == told
