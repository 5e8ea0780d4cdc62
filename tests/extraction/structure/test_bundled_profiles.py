"""Which bundled profile speaks for which template, by the headings that a document has.  Knows templates alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from evigraph.extraction.structure.document import EvidenceDocument
from evigraph.extraction.structure.profile import choose, profiles
from evigraph.ontology.records import SourceDocument

from tests.expected_tables import TEXTS

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATES = {
    "nice-overview-2013": [
        "Specialist societies", "Description", "What the procedure involves", "Literature review",
        "Table 2 Summary of key efficacy and safety findings on warm wraps", "Specialist advisers' opinions",
    ],
    "nice-overview-2022": [
        "Date prepared", "Professional societies", "Efficacy summary", "Safety summary", "The evidence assessed",
        "Summary of key evidence on warm wraps", "Key efficacy findings", "Key safety findings",
    ],
    "nice-overview-2023": [
        "Unmet need", "Evidence summary", "Population and studies description", "Table 2 Study details",
        "Table 3 Study outcomes", "Procedure technique", "Efficacy", "Safety", "Table 5 Additional studies identified",
    ],
    "nice-guidance": [
        "1 Recommendations", "2 The condition, current treatments and procedure", "The condition", "The procedure",
        "3 Committee considerations", "The evidence", "Committee comments",
    ],
    "nice-guidance-2017": [
        "1 Guidance", "2 The procedure", "2.1 Indications and current treatments", "2.2 Outline of the procedure",
        "2.3 Efficacy", "2.4 Safety", "2.5 Other comments", "3 Further information",
    ],
    "nice-web": [
        "How are you taking part in this consultation?", "Date prepared", "Efficacy summary", "Safety summary",
        "The evidence assessed", "Summary of key evidence on warm wraps",
    ],
    "generic": ["Health problem", "How well it works", "Harms", "The studies"],
}  # fmt: skip
OF_DOCUMENTS = {
    "numbers-in-paragraphs-guidance": "nice-guidance-2017",
    "adjusted-cohort-guidance": "nice-guidance-2017",
    "split-recommendations-guidance": "nice-guidance",
    "split-recommendations-overview": "nice-overview-2023",
    "trial-arms-overview": "nice-overview-2022",
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_known_by_its_headings(name: str) -> None:
    assert choose(TEMPLATES[name]).name == name


def test_every_bundled_profile_has_a_template_here() -> None:
    assert {p.name for p in profiles()} == set(TEMPLATES)


@pytest.mark.parametrize("path", [p for p in TEXTS if p.stem in OF_DOCUMENTS], ids=lambda p: p.stem)
def test_documents_are_read_by_the_profile_of_their_template(path: Path) -> None:
    document = EvidenceDocument(SourceDocument(path.stem, path.read_text(encoding="utf-8")))
    assert document.profile.name == OF_DOCUMENTS[path.stem]
    assert document.is_guidance == path.stem.endswith("guidance")
