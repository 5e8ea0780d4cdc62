"""The quoted places of one document version: each span once, under a name that holds no offset.

Knows spans and sections; knows nothing of what is said in them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.ontology.iris import digest, slug
from evigraph.ontology.rdf import NamedNode, integer, text
from evigraph.ontology.terms import DCTERMS, HTA, OA, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evigraph.graph.sheet import Sheet
    from evigraph.ontology.records import Finding, Place, Region, SourceDocument


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in the text and the heading that it stands under."""

    start: int
    end: int
    section: str

    @classmethod
    def of(cls, found: Finding | Place) -> Span:
        """Where a finding, or one attribute of it, stands."""
        return cls(found.start, found.end, found.section)

    def within(self, document: SourceDocument) -> bool:
        """Whether the offsets enclose some words of the text."""
        return 0 <= self.start < self.end <= len(document.text)


class Mentions:
    """Names the spans of a document, and states in the sheet what each quotes."""

    def __init__(self, sheet: Sheet, document: SourceDocument, spans: Iterable[Span]) -> None:
        self._sheet = sheet
        self._document = document
        self._regions: dict[Span, Region] = {}
        ordered = sorted(set(spans))
        self._sections = self._name_sections({span.section for span in ordered})
        self._nodes = self._name_spans(ordered)

    def node(self, span: Span, region: Region | None = None) -> NamedNode:
        """The mention of a span; the first region given stays."""
        if region is not None:
            self._regions.setdefault(span, region)
        return self._nodes[span]

    def section_slug(self, span: Span) -> str:
        """The last segment of the section's name."""
        return self._sections[span.section].value.rsplit("/", 1)[-1]

    def state(self) -> None:
        """State sections and mentions in the provenance graph."""
        trace = self._sheet.trace
        for heading, section in self._sections.items():
            trace(section, RDF.type, HTA.Section)
            trace(section, DCTERMS.title, text(heading))
        for span, node in self._nodes.items():
            trace(node, RDF.type, HTA.Mention)
            trace(node, OA.exact, text(self._document.quote(span.start, span.end)))
            trace(node, OA.start, integer(span.start))
            trace(node, OA.end, integer(span.end))
            trace(node, HTA.inDocument, self._sheet.version)
            trace(node, HTA.inSection, self._sections[span.section])
            if region := self._regions.get(span):
                trace(node, HTA.region, text(region))

    def _name_sections(self, headings: set[str]) -> dict[str, NamedNode]:
        """Headings that differ only in case or signs are told apart by a digest, all but the first."""
        taken: set[str] = set()
        named = {}
        for heading in sorted(headings):
            name = slug(heading) or "start"
            if name in taken:
                name = f"{name}-{digest(heading, length=6)}"
            taken.add(name)
            named[heading] = self._sheet.iris.part(self._sheet.document, "section", name)
        return named

    def _name_spans(self, ordered: list[Span]) -> dict[Span, NamedNode]:
        occurrences: defaultdict[tuple[str, str], int] = defaultdict(int)
        named = {}
        for span in ordered:
            quote = " ".join(self._document.quote(span.start, span.end).split())
            occurrence = occurrences[span.section, quote]
            occurrences[span.section, quote] += 1
            named[span] = self._sheet.iris.mention(self._sheet.document_id, span.section, quote, occurrence)
        return named
