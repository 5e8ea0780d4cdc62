"""Whose figures a sentence gives."""

import pytest
from evigraph.ontology.records import Result

from tests.extraction.written import OVERVIEW, findings

SECOND = """Study 2 Reed B (2018)

Study details

Study type	Randomised controlled trial
Study population and number	n=90 (balloon 45, probing 45) Children with a blocked tear duct

"""
TEXT = OVERVIEW.replace("References\n\n1.", SECOND + "References\n\n1.")
SENTENCE = "In the case series of 40 adults, watering stopped in 30 of 40 (75%) at 6 months (Quill 2015)."


def whose(sentences: str) -> list[tuple[str, str]]:
    text = TEXT.replace(SENTENCE, sentences)
    return [(str(r.value), r.study) for r in findings(text, Result) if r.section == "Watering" and r.value is not None]


@pytest.mark.parametrize(
    ("sentences", "found"),
    [
        ("Watering stopped in 75% (Quill 2015).", [("75", "Quill 2015")]),
        ("Quill 2015 found that watering stopped in 75%.", [("75", "Quill 2015")]),
        ("Watering stopped in 75% (Quill 2015) and in 60% (Reed 2018).", [("75", "Quill 2015"), ("60", "Reed 2018")]),
        ("Watering stopped in 75% (Quill 2015, Reed 2018).", [("75", "Quill 2015"), ("75", "Reed 2018")]),
        ("In the case series of 40 adults, watering stopped in 75%.", [("75", "Quill 2015")]),
        ("In the randomised controlled trial, watering stopped in 60%.", [("60", "Reed 2018")]),
        (
            "Watering stopped in 75% (Quill 2015). It came back in 5% of them.",
            [("75", "Quill 2015"), ("5", "Quill 2015")],
        ),
    ],
)
def test_figures_belong_to_the_study_cited_next_described_or_gone_on_about(
    sentences: str, found: list[tuple[str, str]]
) -> None:
    assert whose(sentences) == found


def test_a_figure_of_nobody_has_no_study() -> None:
    assert whose("Watering stops in 75% of cases.") == [("75", "")]
