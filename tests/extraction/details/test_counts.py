"""How many studies, advisers and companies a text counts.  Knows wordings of counts; knows nothing of the audit."""

from __future__ import annotations

import pytest
from evigraph.ontology.records import StatedCount

from tests.extraction.details.made import all_of, made

HEADINGS = {
    "experts": "Professional experts' opinions",
    "patients": "Patient commentators' opinions",
    "companies": "Company engagement",
}


def counted(**parts: str) -> list[tuple[str, int]]:
    return [(c.matter, c.count) for c in all_of(StatedCount, made(**parts))]


def test_studies_are_counted_in_total_and_by_design() -> None:
    total = (
        "What is known comes from 4 sources: 1 randomised controlled trial, 1 registry and 2 case series (Ito 2019)."
    )
    found = all_of(StatedCount, made(summary=total))
    assert [(c.matter, c.count) for c in found] == [("sources", 4)]
    assert found[0].parts == (("randomised controlled trial", 1), ("registry", 1), ("case series", 2))


def test_patients_may_be_counted_roughly() -> None:
    found = all_of(StatedCount, made(summary="It tells of about 250 people from 3 case series (Ito 2019)."))
    assert [(c.matter, c.count, c.approximate) for c in found] == [("people", 250, True), ("case series", 3, False)]


@pytest.mark.parametrize(
    ("part", "sentence", "expected"),
    [
        ("experts", "Four expert questionnaires were submitted.", ("expert questionnaires", 4)),
        ("experts", "Two specialist advisers gave advice.", ("specialist advisers", 2)),
        ("patients", "Nine filled-in questionnaires were sent back.", ("filled-in questionnaires", 9)),
        ("patients", "Patient commentaries were asked for but none were returned.", ("patient commentaries", 0)),
        ("companies", "Information was asked of 3 companies.", ("companies", 3)),
        ("companies", "In the end 1 written submission was received.", ("written submissions", 1)),
    ],
)  # fmt: skip
def test_who_was_asked_is_counted(part: str, sentence: str, expected: tuple[str, int]) -> None:
    assert counted(more=f"{HEADINGS[part]}\n\n{sentence}") == [expected]


@pytest.mark.parametrize(
    "sentence", ["Up to 1 in 8 people come back.", "Table 2 presents studies.", "Age was over 18 in all people."]
)
def test_shares_and_numbers_of_tables_count_nobody(sentence: str) -> None:
    assert counted(more=f"{HEADINGS['patients']}\n\n{sentence}") == []
