"""What the reader could not read, or found strange in a document, each as one line for people.

Knows what was found and where; changes nothing of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from evigraph.extraction.report.coverage import units_of
from evigraph.extraction.studies.references import name_key
from evigraph.extraction.studies.studies import study_details
from evigraph.ontology.records import AdverseEvent, ExcludedStudy, Region, Result

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.extraction.evidence import Evidence
    from evigraph.extraction.report.language import Foreign
    from evigraph.extraction.structure.document import Table
    from evigraph.extraction.structure.sections import Section
    from evigraph.ontology.records import Coverage, Finding

SHORTEST_SECTION = 2
"""Units of a section of which none was read, before it is told."""
_YEAR = re.compile(r"\b(?:19|20)\d\d[a-h]?$")
_DENIES = re.compile(r"^(?:no|none|nothing|without)\b", re.IGNORECASE)
LONGEST_TITLE = 60


def warnings(
    evidence: Evidence, findings: Sequence[Finding], coverage: Coverage, foreign: Sequence[Foreign]
) -> tuple[str, ...]:
    """All that is strange or was not read, in the order of the checks."""
    return (
        *_unread_sections(evidence, coverage),
        *_studies(evidence, findings),
        *_headings(evidence, findings),
        *_ragged_tables(evidence),
        *_languages(foreign),
    )


def _title(section: Section) -> str:
    title = section.title or "the opening"
    return f"“{title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rstrip() + '…'}”"


def _unread_sections(evidence: Evidence, coverage: Coverage) -> Iterator[str]:
    """Sections of the evidence that have sentences, items or rows, none of which was read."""
    starts = [start for start, _ in coverage.unread]
    for section in evidence.document.sections:
        if section.blocks and _within(starts, section) >= SHORTEST_SECTION:
            units = list(units_of(evidence.document, section))
            if len(units) == _within(starts, section):
                yield f"unread section: none of {len(units)} sentences, items and rows under {_title(section)} was read"


def _within(starts: Sequence[int], section: Section) -> int:
    return bisect_left(starts, section.blocks[-1].end) - bisect_left(starts, section.blocks[0].start)


def _studies(evidence: Evidence, findings: Sequence[Finding]) -> Iterator[str]:
    """Studies without a year, without details, or with the number of another one."""
    described = {d.heading.name: d for d in study_details(evidence.document)}
    for name, details in described.items():
        if not _YEAR.search(name):
            yield f"study without year: {name}"
        if details.heading.printed:
            yield f"contradictory headings: study {details.heading.printed} is cited as {name}"
        if not details.details:
            yield f"study without details: {name} has a heading and no table or list of its own"
    for name in _only_cited(evidence, findings):
        yield f"study without section: {name} is cited in the summary and described nowhere"
    numbers = Counter(d.heading.number for d in described.values() if d.heading.number is not None)
    for number in (n for n, times in numbers.items() if times > 1):
        names = " and ".join(n for n, d in described.items() if d.heading.number == number)
        yield f"contradictory headings: study number {number} is {names}"


def _only_cited(evidence: Evidence, findings: Sequence[Finding]) -> list[str]:
    """The studies that the summary cites, but that are neither described nor listed elsewhere."""
    known = {name_key(s.study) for s in evidence.studies}
    known |= {name_key(f"{f.first_author} {f.year}") for f in findings if isinstance(f, ExcludedStudy)}
    cited: dict[str, str] = {}
    for sentence, _ in evidence.bodies() if known else ():
        if sentence.section.role.region is Region.SUMMARY:
            cited |= {name_key(c.study): c.study for c in evidence.index.citations(sentence.norm)}
    return [name for key, name in cited.items() if key[:-1] not in known and not any(k.startswith(key) for k in known)]


def _headings(evidence: Evidence, findings: Sequence[Finding]) -> Iterator[str]:
    """Headings that say another thing than what stands below them."""
    for section in evidence.document.sections:
        if not section.blocks or section.role.evidence not in ("efficacy", "safety"):
            continue
        below = [f for f in findings if section.blocks[0].start <= f.start < section.blocks[-1].end]
        events = [f for f in below if isinstance(f, AdverseEvent)]
        results = [f for f in below if isinstance(f, Result)]
        reported = [f.event for f in events if f.status == "reported"]
        if reported and _DENIES.match(section.title):
            yield f"contradictory headings: {_title(section)} stands above {reported[0]}"
        elif events and not results and _is_own(section, "efficacy"):
            yield f"contradictory headings: {_title(section)} stands above adverse events alone"
        elif results and not events and _is_own(section, "safety"):
            yield f"contradictory headings: {_title(section)} stands above results of efficacy alone"


def _is_own(section: Section, matter: str) -> bool:
    """Whether the heading itself names its matter, and is not one of those below it."""
    return section.role.evidence == matter and not section.subtitle


def _ragged_tables(evidence: Evidence) -> Iterator[str]:
    for section in evidence.document.sections:
        for table in evidence.document.tables(section):
            widths = _widths(table)
            if len(table.rows) > 1 and len(widths) > 1:
                yield f"ragged table: rows of {_listed(widths)} cells under {_title(section)}"


def _widths(table: Table) -> list[int]:
    """How many cells rows have; one that ends early in empty cells is as wide as the others."""
    rows = [*table.rows, *([table.header] if table.header else [])]
    return sorted({len(row.cells) for row in rows if len(row.cells) > 1})


def _listed(numbers: Sequence[int]) -> str:
    return f"{', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


def _languages(foreign: Sequence[Foreign]) -> Iterator[str]:
    for language, n in Counter(f.language for f in foreign).items():
        parts = "1 paragraph" if n == 1 else f"{n} paragraphs"
        yield f"text in another language: {parts} in {language}, of which no number was read"
