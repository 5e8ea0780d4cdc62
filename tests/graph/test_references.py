"""References to papers of studies that the document does not describe."""

from __future__ import annotations

from evigraph.graph.describe import describe
from evigraph.ontology.records import (
    DocumentDescription,
    Extraction,
    Reference,
    Region,
    SourceDocument,
)
from evigraph.ontology.terms import HTA

TEXT = "Overview\nReferences\n1. Adams B (2018) Cooling at home. Journal of Cold 3: 4-5\n"


def test_a_reference_to_a_study_without_a_section_keeps_its_name() -> None:
    place = {"section": "References", "region": Region.APPENDIX, "rule": "test"}
    start = TEXT.index("Adams")
    reference = Reference(
        number=1,
        authors="Adams B",
        year="2018",
        title="Cooling at home",
        journal="Journal of Cold",
        volume="3",
        pages="4-5",
        study="Adams 2018",
        start=start,
        end=len(TEXT) - 1,
        **place,
    )
    document = DocumentDescription(kind="overview", title="Overview", start=0, end=8, **place)
    quads = describe(Extraction(SourceDocument("d", TEXT), document, (reference,), profile="test")).quads
    assert [q.object.value for q in quads if q.predicate == HTA.studyName] == ["Adams 2018"]
