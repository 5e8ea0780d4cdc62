"""Texts of a few lines as documents, so that a test shows all that it reads.  Knows no rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from evigraph.extraction.pipeline import extract
from evigraph.extraction.reading.blocks import blocks_of
from evigraph.extraction.reading.clean import clean, level
from evigraph.extraction.reading.lines import lines_of
from evigraph.extraction.structure.document import EvidenceDocument
from evigraph.ontology.records import Extraction, Finding, SourceDocument

if TYPE_CHECKING:
    from evigraph.extraction.reading.blocks import Block
    from evigraph.extraction.reading.clean import CleanText

F = TypeVar("F", bound=Finding)

OVERVIEW = """Interventional procedure overview of balloon dilation for blocked tear ducts

Efficacy summary

Watering

In the case series of 40 adults, watering stopped in 30 of 40 (75%) at 6 months (Quill 2015).

Safety summary

No infections were seen in the case series of 40 adults (Quill 2015).

Summary of key evidence on balloon dilation for blocked tear ducts

Study 1 Quill A (2015)

Study details

Study type	Case series
Country	Iceland
Study population and number	n=40 Adults with a blocked tear duct
Follow up	Mean 6 months

Key efficacy findings

Number of patients analysed: 40

- Mean watering score: before treatment 7.1 (SD 1.2), at 6 months 2.4 (SD 0.9), p<0.001

Key safety findings

- Nosebleed: 3 patients

References

1. Quill A, Reed B (2015) Balloon dilation of tear ducts. Annals of Lacrimal Surgery 4: 11-19
"""


def cleaned(raw: str) -> CleanText:
    """A whole text without markup."""
    return clean(raw, [(0, len(raw))])


def blocks(text: str, *furniture: str) -> list[Block]:
    """The blocks of a text."""
    return blocks_of(text, lines_of(text, furniture))


def document(text: str) -> EvidenceDocument:
    """A text with its structure."""
    return EvidenceDocument(SourceDocument("written", text))


def read(text: str) -> Extraction:
    """All that is found in a text."""
    return extract(SourceDocument("written", text))


def findings(text: str, kind: type[F]) -> list[F]:
    """The findings of one kind."""
    return [f for f in read(text).findings if type(f) is kind]


def quoted(text: str, finding: Finding) -> str:
    """The words of a finding as they stand in the text."""
    return text[finding.start : finding.end]


def words(text: str, *spans: tuple[int, int]) -> list[str]:
    """The words of stretches of a levelled text."""
    levelled = level(text)
    return [levelled[start:end] for start, end in spans]
