"""Tables of findings in a document about one study alone: they are that study's, though no caption says so.

Knows sections and the heads of columns through a profile.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evigraph.extraction.reading.blocks import Kind
from evigraph.extraction.structure.roles import ROLES
from evigraph.extraction.structure.study_names import StudyHeading, study_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.extraction.structure.profile import Profile
    from evigraph.extraction.structure.sections import Section

_CAPTION = re.compile(r"table \d+\b", re.IGNORECASE)
_FINDINGS = {"efficacy summary": "efficacy findings", "safety summary": "safety findings"}


def with_only_study(sections: Sequence[Section], profile: Profile) -> list[Section]:
    """The sections, captioned tables of efficacy and safety under the study where the document has only one."""
    studies = {s.study.name: s.study for s in sections if s.study is not None}
    studies |= {study.name: study for s in sections if s.role_name == "study table" for study in _listed(s, profile)}
    if len(studies) != 1:
        return list(sections)
    (study,) = studies.values()
    return [_of(section, study) if _is_bare(section) else section for section in sections]


def _is_bare(section: Section) -> bool:
    return section.study is None and section.role_name in _FINDINGS and _CAPTION.match(section.title) is not None


def _of(section: Section, study: StudyHeading) -> Section:
    name = _FINDINGS[section.role_name]
    return replace(section, role_name=name, level=ROLES[name].level, study=study)


def _listed(section: Section, profile: Profile) -> Iterator[StudyHeading]:
    """The studies that the rows of a table name in its column of authors."""
    at: int | None = None
    for row in (b for b in section.blocks if b.kind is Kind.ROW):
        labels = [profile.labels.name(cell.text) for cell in row.cells]
        if "author" in labels:
            at = labels.index("author")
        elif at is not None and at < len(row.cells) and (named := study_name(row.cells[at].text)) is not None:
            start, end = row.cells[at].raw_span(named.start, named.end)
            yield replace(named, start=start, end=end)
