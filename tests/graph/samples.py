"""Small documents and their findings, written so that every quote stands in its text.

Knows records; knows nothing of quads.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from evigraph.ontology.records import (
    AdverseEvent,
    DocumentDescription,
    Extraction,
    Finding,
    Place,
    Reference,
    Region,
    Result,
    SourceDocument,
    Study,
    StudyHint,
)

F = TypeVar("F", bound=Finding)

OVERVIEW = """Cooling of sore nerves

Study 1 Smith A (2020)
Study type: case series. Country: France. n=24 (5 with a nerve tumour).
Findings
Mean pain score before treatment=7.0 (SD 2.2).
Mean pain score at 12 months=4.20 (SD 3.1), p=0.02.
Completely satisfied=84.6% (11/13).
Wound infection=3/24.
Summary
In a case series of 24 patients the mean pain score was 4.2 at 1 year.
Complete satisfaction was seen in 85% (11/13).
Wound infection was reported in 2 of 24 patients.
References
1. Smith A, Jones B (2020) Cooling. Journal of Cold 31: 81-7
"""

GUIDANCE = """Cooling of sore nerves
Pain was 4.2 at 12 months in a case series of 24 patients.
"""


class Sample:
    """A document whose findings are given by the words that state them."""

    def __init__(self, text: str, document_id: str = "sample-overview") -> None:
        self.document = SourceDocument(document_id, text)

    def __call__(self, record: type[F], quote: str, region: Region = Region.KEY_FINDINGS, **fields: object) -> F:
        """A record of the words `quote`, which the text holds."""
        start = self.document.text.index(quote)
        given = {"section": str(region), "rule": "sample.rule", **fields}
        return record(start=start, end=start + len(quote), region=region, **given)  # type: ignore[arg-type]

    def place(self, attribute: str, quote: str, section: str = "study details") -> Place:
        """The words of one attribute."""
        start = self.document.text.index(quote)
        return Place(attribute=attribute, start=start, end=start + len(quote), section=section)

    def extraction(self, description: DocumentDescription, *findings: Finding) -> Extraction:
        """All that was found."""
        return Extraction(self.document, description, findings, profile="sample")


def overview(text: str = OVERVIEW, document_id: str = "sample-overview", **description: object) -> Extraction:
    """An overview of one study with results, an event, and a summary that repeats them."""
    say = Sample(text, document_id)
    title = "Cooling of sore nerves"
    described = {"kind": "overview", "title": title, "procedure": title, "date_prepared": "2022-04", **description}
    pain = {"study": "Smith 2020", "outcome": "pain intensity", "measure": "VAS 0 to 10", "statistic": "mean"}
    satisfied = {"study": "Smith 2020", "outcome": "patient satisfaction", "statistic": "percentage", "unit": "%"}
    infection = {"study": "Smith 2020", "event": "wound infection", "status": "reported", "denominator": 24}
    hint = StudyHint(design="case series", n=24, unit="patients")
    summary = Region.SUMMARY
    return say.extraction(
        say(DocumentDescription, title, Region.FRONT_MATTER, **described),
        study(say),
        say(
            Result,
            "Mean pain score before treatment=7.0 (SD 2.2).",
            **pain,
            value=Decimal("7.0"),
            sd=Decimal("2.2"),
            time_label="before treatment",
        ),
        say(
            Result,
            "Mean pain score at 12 months=4.20 (SD 3.1), p=0.02.",
            **pain,
            value=Decimal("4.20"),
            sd=Decimal("3.1"),
            p_operator="=",
            p_value=Decimal("0.02"),
            comparator="baseline",
            time_value=Decimal(12),
            time_unit="month",
        ),
        say(
            Result,
            "Completely satisfied=84.6% (11/13).",
            **satisfied,
            group="completely satisfied",
            value=Decimal("84.6"),
            n=11,
            denominator=13,
        ),
        say(AdverseEvent, "Wound infection=3/24.", **infection, n=3),
        say(
            Result,
            "In a case series of 24 patients the mean pain score was 4.2 at 1 year.",
            summary,
            **{**pain, "study": "", "measure": ""},
            hint=hint,
            value=Decimal("4.2"),
            time_value=Decimal(1),
            time_unit="year",
        ),
        say(
            Result,
            "Complete satisfaction was seen in 85% (11/13).",
            summary,
            **satisfied,
            group="complete satisfaction",
            value=Decimal(85),
            n=11,
            denominator=13,
        ),
        say(AdverseEvent, "Wound infection was reported in 2 of 24 patients.", summary, **infection, n=2),
        reference(say),
    )


def study(say: Sample) -> Study:
    """The study of the sample overview."""
    return say(
        Study,
        "Study 1 Smith A (2020)\nStudy type: case series. Country: France. n=24 (5 with a nerve tumour).",
        Region.STUDY_DETAILS,
        study="Smith 2020",
        number=1,
        design="case series",
        country=("France",),
        n_patients=24,
        population="Adults with a nerve tumour",
        device=("Freezer 2", "Cooler 1"),
        imaging=("ultrasound",),
        places=(say.place("n_patients", "n=24"), say.place("country", "Country: France")),
    )


def reference(say: Sample) -> Reference:
    """The reference of the sample's study."""
    return say(
        Reference,
        "1. Smith A, Jones B (2020) Cooling. Journal of Cold 31: 81-7",
        Region.APPENDIX,
        number=1,
        authors="Smith A, Jones B",
        year="2020",
        title="Cooling",
        journal="Journal of Cold",
        volume="31",
        pages="81-7",
        study="Smith 2020",
    )


def guidance(text: str = GUIDANCE, document_id: str = "sample-guidance", **description: object) -> Extraction:
    """A guidance that repeats a result and points to its study by a hint alone."""
    say = Sample(text, document_id)
    title = "Cooling of sore nerves"
    described = {"kind": "guidance", "title": title, "procedure": title, "date_published": "2023-01-04", **description}
    return say.extraction(
        say(DocumentDescription, title, Region.FRONT_MATTER, **described),
        say(
            Result,
            "Pain was 4.2 at 12 months in a case series of 24 patients.",
            Region.GUIDANCE,
            outcome="pain intensity",
            statistic="mean",
            hint=StudyHint(design="case series", n=24, unit="patients"),
            value=Decimal("4.2"),
            time_value=Decimal(12),
            time_unit="month",
        ),
    )
