"""Tables with a row a study whose cells hold text: each cell becomes a part of its study, read like other text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.structure.roles import ROLES
from evigraph.extraction.structure.sections import Section
from evigraph.extraction.structure.study_names import StudyHeading, study_name
from evigraph.extraction.structure.study_rows import parts_of_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.extraction.structure.profile import Profile

_PARTS = {"efficacy": "efficacy findings", "safety": "safety findings"}


def with_cells(sections: Sequence[Section], raw: str, profile: Profile) -> list[Section]:
    """The sections with a part added for every cell of text that a study's row holds."""
    return [part for section in sections for part in (section, *_added(section, raw, profile))]


def _added(section: Section, raw: str, profile: Profile) -> Iterator[Section]:
    if section.role_name == "outcome table":
        yield from _parts(section, profile)
    if section.role_name in ("key evidence", "study table", "outcome table"):
        yield from parts_of_rows(section, raw, profile)


def _parts(section: Section, profile: Profile) -> Iterator[Section]:
    columns: list[str | None] = []
    for row in (b for b in section.blocks if b.kind is Kind.ROW):
        labels = [profile.labels.name(c.text) for c in row.cells]
        if "author" in labels and set(labels) & set(_PARTS):
            columns = labels
        elif columns and (study := _study(row, columns)) is not None:
            yield from _cells(row, columns, study, section)


def _study(row: Block, columns: Sequence[str | None]) -> StudyHeading | None:
    at = columns.index("author")
    cell = row.cells[at] if at < len(row.cells) else None
    heading = study_name(cell.text) if cell else None
    if heading is None or cell is None:
        return None
    start, end = cell.raw_span(heading.start, heading.end)
    return StudyHeading(heading.name, None, start, end, heading.initials)


def _cells(row: Block, columns: Sequence[str | None], study: StudyHeading, table: Section) -> Iterator[Section]:
    for cell, column in zip(row.cells, columns, strict=False):
        if column in _PARTS and cell.text:
            start, end = cell.raw_span(0, len(cell.text))
            role = _PARTS[column]
            block = Block(Kind.PARAGRAPH, cell, start, end, alone=True)
            yield Section(role, table.title, table.start, table.end, ROLES[role].level, study, blocks=[block])
