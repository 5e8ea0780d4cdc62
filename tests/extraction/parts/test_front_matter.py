"""Front matter: what a document says of itself."""

import pytest
from evigraph.extraction.parts.front_matter import identifiers_in
from evigraph.ontology.records import GuidanceChange

from tests.extraction.written import OVERVIEW, findings, read

GUIDANCE = """Balloon dilation for blocked tear ducts

HealthTech guidance

Published: 4 May 2021

HTG999

Your responsibility

The guidance represents the view of NICE.

HTG999 replaces IPG111.

1 Recommendations

1.1 Use it with standard arrangements.

1.2 Tell patients what is known.

1.3 Collect results.

Endorsing organisation

This guidance has been endorsed by Healthcare Improvement Scotland.

ISBN: 978-1-4731-0000-0
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("IPG747 and NG 12", ["IPG747", "NG12"]),
        ("interventional procedures guidance 747", ["IPG747"]),
        ("HealthTech guidance 652", ["HTG652"]),
        ("SHIP12 and TAxi 3", []),
    ],
)
def test_identifiers_in_every_form(text: str, found: list[str]) -> None:
    assert identifiers_in(text) == found


def test_an_overview_says_its_procedure_and_dates() -> None:
    dated = OVERVIEW.replace(
        "Efficacy summary", "Date prepared\n\nThis was prepared in May 2016.\n\nEfficacy summary", 1
    )
    found = read(dated).description
    assert (found.kind, found.procedure) == ("overview", "Balloon dilation for blocked tear ducts")
    assert found.date_prepared == "2016-05"


def test_a_guidance_says_identifier_dates_and_who_endorsed_it() -> None:
    found = read(GUIDANCE).description
    assert (found.kind, found.identifier, found.date_published) == ("guidance", "HTG999", "2021-05-04")
    assert (found.replaces, found.isbn) == (("IPG111",), "978-1-4731-0000-0")
    assert found.endorsed_by == ("Healthcare Improvement Scotland",)
    other = GUIDANCE.replace(
        "This guidance has been endorsed by Healthcare Improvement Scotland.",
        "Healthcare Improvement Scotland has endorsed this guidance.",
    )
    assert read(other).description.endorsed_by == found.endorsed_by


def test_every_attribute_stands_where_it_says() -> None:
    found = read(GUIDANCE).description
    quotes = {p.attribute: GUIDANCE[p.start : p.end] for p in found.places}
    assert quotes["identifier"] == "HTG999"
    assert quotes["date_published"] == "Published: 4 May 2021"
    assert "IPG111" in quotes["replaces"]


def test_a_replacement_is_an_event_with_both_numbers() -> None:
    (change,) = findings(GUIDANCE, GuidanceChange)
    assert (change.kind, change.from_identifier, change.to_identifier) == ("replacement", "IPG111", "HTG999")


@pytest.mark.parametrize(
    ("told", "prepared"),
    [
        ("Date prepared\n\nJune 2016", "2016-06"),
        ("Date prepared\n\n8 June 2016", "2016-06-08"),
        ("Abbreviations\n\nCI\tconfidence interval\n\nThe institute prepared this overview in May 2015.", "2015-05"),
    ],
)
def test_when_an_overview_was_prepared_may_stand_alone_or_anywhere(told: str, prepared: str) -> None:
    text = OVERVIEW.replace("Efficacy summary", f"{told}\n\nEfficacy summary", 1)
    assert read(text).description.date_prepared == prepared
