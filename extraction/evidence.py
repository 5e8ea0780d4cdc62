"""One document on its way through the pipeline: its parts, the scanners that components install, and what was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from evigraph.extraction.parts.abbreviations import abbreviations
from evigraph.extraction.results.labels import split_label
from evigraph.extraction.scanning.scanners import Scanners
from evigraph.extraction.structure.document import EvidenceDocument, Sentence
from evigraph.ontology.records import Abbreviation, Extraction, Finding, Reference, Study


@dataclass(slots=True)
class Evidence:
    """A document with what components found in it so far."""

    document: EvidenceDocument
    abbreviations: list[Abbreviation]
    scan: Scanners = field(default_factory=Scanners)
    references: list[Reference] = field(default_factory=list)
    studies: list[Study] = field(default_factory=list)
    statements: list[Finding] = field(default_factory=list)
    extraction: Extraction | None = None

    @classmethod
    def of(cls, document: EvidenceDocument) -> Evidence:
        """Begin with a document's structure and the short forms that it defines."""
        return cls(document, abbreviations(document))

    def sentences(self) -> Iterator[Sentence]:
        """The sentences of the parts that hold evidence."""
        for section in self.document.sections:
            if section.role.evidence:
                yield from self.document.sentences(section)


def body(sentence: Sentence) -> str:
    """A sentence's levelled text as scanners see it: its label blanked.

    >>> split_label("Technical success=100%")
    ('Technical success', 18)
    """
    _, start = split_label(sentence.norm)
    return " " * start + sentence.norm[start:]
