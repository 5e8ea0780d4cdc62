"""What a profile takes each heading, label and column of a document for, so that a better one can be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.extraction.reading.blocks import Kind
from evigraph.extraction.structure.document import EvidenceDocument
from evigraph.extraction.structure.sections import LONGEST_HEADING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.extraction.structure.profile import Profile
    from evigraph.extraction.structure.sections import Section
    from evigraph.ontology.records import SourceDocument


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of structure: its kind (heading, label, column), its words, where they begin.

    `name` is what a profile's file calls it, empty where the profile does not know it.
    """

    kind: str
    text: str
    start: int
    name: str = ""


def outline(source: SourceDocument, profile: Profile | None = None) -> list[Entry]:
    """The headings, and the labels and columns of tables, each text once, in reading order."""
    document = EvidenceDocument(source, profile)
    found: dict[tuple[str, str], Entry] = {}
    for section in document.sections:
        for entry in (*_heading(section), *_tables(document, section)):
            found.setdefault((entry.kind, entry.text.lower()), entry)
    return sorted(found.values(), key=lambda entry: entry.start)


def _heading(section: Section) -> Iterator[Entry]:
    if section.title and section.end > section.start:
        yield Entry("heading", section.title, section.start, "" if section.subtitle else section.role_name)


def _tables(document: EvidenceDocument, section: Section) -> Iterator[Entry]:
    profile = document.profile
    for table in document.tables(section):
        if table.caption and table.caption.kind is Kind.PARAGRAPH and len(table.caption.text.text) <= LONGEST_HEADING:
            yield Entry("heading", table.caption.text.text, table.caption.start)
        for cell in table.header.cells if table.header else ():
            if cell.text:
                name = profile.labels.name(cell.text) or profile.columns.name(cell.text) or ""
                yield Entry("column", cell.text, cell.raw(0), name)
        for row in table.rows if table.header is None else ():
            if row.kind is Kind.ROW and len(row.cells) == 2 and row.cells[0].text:
                label = row.cells[0]
                yield Entry("label", label.text, label.raw(0), profile.labels.name(label.text) or "")
