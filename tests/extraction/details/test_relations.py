"""Devices with their makers, studies inside reviews, claims of significance.  Knows wordings alone."""

from __future__ import annotations

import pytest
from evigraph.extraction.pipeline import extract
from evigraph.extraction.results.significance import claimed_significant
from evigraph.ontology.records import DeviceUse, Result, SourceDocument, StudyInclusion

from tests.extraction.details.made import all_of, made

REVIEW = """Interventional procedure overview of steam closure of anal fistula

List of studies included in the overview

The evidence is 1 systematic review and 1 RCT (Abe 2021, Ito 2019). {said}

Summary of key evidence on steam closure of anal fistula

Study 1 Abe T (2021)

Study details

Study type\tSystematic review
Country\tJapan
Study population and number\tn=410 (6 RCTs)

Study 2 Ito K (2019)

Study details

Study type\tRandomised controlled trial
Country\tJapan
Study population and number\tn=62
"""


def test_devices_are_joined_to_their_makers() -> None:
    found = all_of(DeviceUse, made(details="Technique\tSteam came from VaporJet 3 (Hanami Medical, Japan)."))
    assert [(d.study, d.device, d.manufacturer, d.country) for d in found] == [
        ("Ito 2019", "VaporJet 3", "Hanami Medical", "Japan")
    ]


@pytest.mark.parametrize(
    "said",
    [
        "The RCT is counted in the systematic review too.",
        "The review (Abe 2021) also includes the trial of Ito 2019.",
        "There were 1 systematic review and 1 RCT (also counted in the review).",
    ],
)
def test_a_study_is_known_to_be_in_a_review(said: str) -> None:
    found = all_of(StudyInclusion, extract(SourceDocument("made", REVIEW.format(said=said))))
    assert [(i.review, i.study) for i in found] == [("Abe 2021", "Ito 2019")]


def test_a_review_of_other_studies_includes_none_of_ours() -> None:
    said = "A review was published later."
    assert all_of(StudyInclusion, extract(SourceDocument("made", REVIEW.format(said=said)))) == []


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("pain was significantly lower", True),
        ("a statistically significant fall", True),
        ("there was no significant difference", False),
        ("this did not reach statistical significance", False),
        ("the change was no longer significant", False),
        ("not significant", False),
        ("a clinically significant change", None),
        ("pain was lower", None),
    ],
)
def test_words_of_significance(clause: str, expected: bool | None) -> None:
    assert claimed_significant(clause) is expected


def test_a_claim_in_a_bracket_is_about_the_figure_before_it() -> None:
    read = made(
        findings="- The mean pain score was 6.1 at baseline, 5.8 at 1 month (not significant) and 2.2 at 1 year."
    )
    assert {str(r.value): r.claimed_significant for r in all_of(Result, read) if r.value} == {
        "6.1": None,
        "5.8": False,
        "2.2": None,
    }
