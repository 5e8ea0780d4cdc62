"""A heading of a summary names the outcome where no sentence does, unless it only sorts what stands below."""

from __future__ import annotations

import pytest
from evigraph.extraction.pipeline import extract
from evigraph.ontology.records import Result, SourceDocument

SUMMARY = """Interventional procedure overview of gel injection for stiff elbow

Date prepared

This overview was prepared in May 2019.

Efficacy summary

{heading}

In a case series of 263 patients, the mean was 12.3 at baseline and 22.4 at 6 months (p<0.001).

Study 1 Smith K (2017)

Study details

Study type\tCase series
Study population and number\tn=263 patients
"""


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Grip strength", {"grip strength"}),
        ("Time to first step", {"time to first step"}),
        ("Further results", set()),
        ("Secondary outcomes", set()),
        ("Other key findings", set()),
    ],
)
def test_outcome_of_a_heading(heading: str, expected: set[str]) -> None:
    found = extract(SourceDocument("overview", SUMMARY.format(heading=heading))).findings
    assert {result.outcome for result in found if isinstance(result, Result)} == expected
