"""Tables with a row a study whose cells hold all its parts: details, efficacy, safety and comments side by side.

Each cell becomes a part of its study, read like other text.  Knows headings and labels through a profile.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.reading.clean import clean
from evigraph.extraction.scanning.descriptions import DESIGN
from evigraph.extraction.structure.roles import ROLES
from evigraph.extraction.structure.sections import Section
from evigraph.extraction.structure.study_names import StudyHeading, reference_number, study_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.extraction.reading.clean import CleanText
    from evigraph.extraction.structure.profile import Profile

_PARTS = ("study details", "efficacy findings", "safety findings", "analysis")
_LABEL = re.compile(r"(?:(?<=^)|(?<=[\s.;)]))(?P<label>[A-Z][A-Za-z/ ()-]{1,58}?)\s?:(?=\s)")
_SIZE = re.compile(r"(?<=\s)n\s*=\s*\d")
_DESIGN_FIRST = re.compile(rf"\s*(?:[A-Z][\w-]*\s+)??{DESIGN}\b(?:\s*\([^()]*\))?", re.IGNORECASE)
_NEW_LABEL = re.compile(
    r"(?:(?<=[\w)%.])\s+|\s*;\s+)(?=[A-Z][\w ,/()-]{2,60}:\s)"
    r"|(?:(?<=\))|(?<=\d%)|(?<=[=<>]0\.\d)|(?<=[=<>]0\.\d\d)|(?<=[=<>]0\.\d\d\d)|(?<=[=<>]0\.\d\d\d\d))\s+"
    r"(?=[A-Z][a-z]+\s)"
)


def parts_of_rows(section: Section, raw: str, profile: Profile) -> Iterator[Section]:
    """The parts of the studies whose rows a section holds, in reading order."""
    columns: list[str] = []
    study: StudyHeading | None = None
    for row in (b for b in section.blocks if b.kind is Kind.ROW):
        roles = [_role(cell.text, profile) for cell in row.cells]
        if "study details" in roles and len(set(roles) & set(_PARTS)) > 1:
            columns = roles
        elif columns and (named := _study(row.cells[columns.index("study details") :])) is not None:
            study = named
            yield Section("study", _title(raw, study), study.start, study.end, ROLES["study"].level, study)
            yield from _parts(row, columns, study, raw, profile)
        elif study is not None:  # a row that goes on behind the end of a page
            yield from _parts(row, columns, study, raw, profile)


def _role(head: str, profile: Profile) -> str:
    return next((name for name in profile.headings.names(head) if name in _PARTS), "")


def _study(cells: Sequence[CleanText]) -> StudyHeading | None:
    cell = cells[0] if cells else None
    heading = study_name(cell.text) if cell else None
    if cell is None or heading is None or heading.start:
        return None
    start, end = cell.raw_span(heading.start, heading.end)
    number = heading.number if heading.number is not None else reference_number(cell.text[heading.end :])
    return StudyHeading(heading.name, number, start, end, heading.initials)


def _parts(row: Block, columns: Sequence[str], study: StudyHeading, raw: str, profile: Profile) -> Iterator[Section]:
    title = _title(raw, study)
    for cell, role in zip(row.cells, columns, strict=False):
        if role and cell.text:
            cuts = _details(cell, profile) if role == "study details" else _statements(cell)
            blocks = [_block(raw, cell, a, b) for a, b in cuts if cell.text[a:b].strip()]
            yield Section(role, title, study.start, study.end, ROLES[role].level, study, blocks=blocks)


def _title(raw: str, study: StudyHeading) -> str:
    return raw[study.start : study.end]


def _block(raw: str, cell: CleanText, start: int, end: int) -> Block:
    text = cell.text[start:end]
    first, last = cell.raw_span(start + len(text) - len(text.lstrip()), start + len(text.rstrip()))
    return Block(Kind.PARAGRAPH, clean(raw, [(first, last)]), first, last, alone=True)


def _details(cell: CleanText, profile: Profile) -> list[tuple[int, int]]:
    """Where each detail begins and ends: design, country, size, and what a known label opens."""
    heading = study_name(cell.text)
    start = heading.end if heading is not None else 0
    start += len(cell.text[start:]) - len(cell.text[start:].lstrip(" ()[]0123456789¹²³⁴⁵⁶⁷⁸⁹⁰"))
    design = _DESIGN_FIRST.match(cell.norm, start)
    cuts = {start, *([design.end()] if design else ()), *(m.start() for m in _SIZE.finditer(cell.norm))}
    cuts |= {m.start("label") for m in _labels(cell.norm, start, profile)}
    ordered = sorted(cuts)
    return list(zip(ordered, [*ordered[1:], len(cell.text)], strict=True))


def _labels(text: str, start: int, profile: Profile) -> Iterator[re.Match[str]]:
    """The labels that the profile knows, each from its longest words before a colon."""
    at = start
    while (match := _LABEL.search(text, at)) is not None:
        if profile.labels.name(match["label"]) is not None:
            yield match
            at = match.end()
        else:
            at = match.start() + 1


def _statements(cell: CleanText) -> list[tuple[int, int]]:
    """Where each statement of a cell begins: a label, or a capital behind a figure that no full stop ends."""
    cuts = [0, *(m.end() for m in _NEW_LABEL.finditer(cell.norm))]
    return list(zip(cuts, [*cuts[1:], len(cell.text)], strict=True))
