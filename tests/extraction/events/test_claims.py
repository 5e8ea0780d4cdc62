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
