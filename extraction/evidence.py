"""One document on its way through the pipeline: its parts, the scanners that components install, and what was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evigraph.extraction.parts.abbreviations import abbreviations
from evigraph.extraction.results.labels import split_label
from evigraph.extraction.results.statement import layout_of
from evigraph.extraction.scanning.scanners import Scanners
from evigraph.extraction.structure.document import EvidenceDocument
from evigraph.extraction.studies.study_index import StudyIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.extraction.structure.document import Sentence
    from evigraph.extraction.structure.profile import Profile
    from evigraph.ontology.records import Abbreviation, Extraction, Finding, Reference, SourceDocument, Study


@dataclass(slots=True)
class Evidence:
    """A document with what was found in it so far; `steps` are the names of those taken, in order."""

    document: EvidenceDocument
    abbreviations: list[Abbreviation]
    scan: Scanners = field(default_factory=Scanners)
    references: list[Reference] = field(default_factory=list)
    studies: list[Study] = field(default_factory=list)
    statements: list[Finding] = field(default_factory=list)
    extraction: Extraction | None = None
    steps: list[str] = field(default_factory=list)
    _index: StudyIndex | None = None
    _bodies: list[tuple[Sentence, str]] | None = None

    @classmethod
    def of(cls, source: SourceDocument, profile: Profile | None = None) -> Evidence:
        """Begin with a document's structure and the short forms that it defines."""
        document = EvidenceDocument(source, profile)
        return cls(document, abbreviations(document))

    @property
    def index(self) -> StudyIndex:
        """The studies by name and design."""
        if self._index is None or self._index.studies != tuple(self.studies):
            self._index = StudyIndex(self.studies, self.scan)
        return self._index

    def sentences(self) -> Iterator[Sentence]:
        """The sentences of the parts that hold evidence."""
        for section in self.document.sections:
            if section.role.evidence:
                yield from self.document.sentences(section)

    def bodies(self) -> list[tuple[Sentence, str]]:
        """The same sentences, each with its levelled text without the label, which is blanked."""
        if self._bodies is None:
            self._bodies = [(sentence, body(sentence)[1]) for sentence in self.sentences()]
        return self._bodies

    def figures_text(self, sentence: Sentence) -> str:
        """A sentence as it is scanned for figures: label, times, citations and the names of studies blanked."""
        label, text = body(sentence)
        cited = [] if sentence.section.study else [(c.start, c.end) for c in self.index.citations(sentence.norm)]
        return layout_of(self.scan, text, label, cited).working


def body(sentence: Sentence) -> tuple[str, str]:
    """A sentence's label, and its levelled text with the label blanked."""
    label, start = split_label(sentence.norm)
    return label, " " * start + sentence.norm[start:]
