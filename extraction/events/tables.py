"""Tables of adverse events: a row an event, a column an arm, a severity or a treatment."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evigraph.extraction.events.names import EventName, event_name, names_event, severe
from evigraph.extraction.scanning.numbers import INTEGER, decimal, integer
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS
from evigraph.extraction.structure.document import EvidenceDocument, Sentence, Table
from evigraph.extraction.studies.arms import Arm, mentions_of
from evigraph.ontology.records import AdverseEvent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from evigraph.extraction.reading.blocks import Block
    from evigraph.extraction.scanning.scanners import Scanners
    from evigraph.extraction.structure.sections import Section

_HEAD_N = re.compile(rf"[,(]?\s*\(?\b[nN]\s*=\s*(?P<n>{INTEGER})\)?|\((?P<n2>{INTEGER}) (?P<unit>{UNIT_OF_ANALYSIS})\)")
_UNIT = re.compile(rf"\b(?P<unit>{UNIT_OF_ANALYSIS})\b", re.IGNORECASE)
_CELL = re.compile(rf"^(?P<n>{INTEGER})(?:\s*/\s*(?P<of>{INTEGER}))?\s*(?:\(\s*(?P<pct>\d+(?:\.\d+)?)\s*%?\s*\))?\*?$")
_PERCENT = re.compile(
    rf"^(?P<pct>\d+(?:\.\d+)?)\s*%\s*(?:\(\s*(?P<n>{INTEGER})(?:\s*/\s*(?P<of>{INTEGER}))?\s*\))?\*?$"
)
_NONE = re.compile(r"^(?:none|nil)(?: (?:observed|reported|seen|recorded|noted|found))?$", re.IGNORECASE)
_GRADE_ONLY = re.compile(r"^(?:[IVX]+[ab]?|\d[ab]?)(?:\s*(?:or|to|and|-)\s*(?:[IVX]+[ab]?|\d[ab]?))?$", re.IGNORECASE)
_GRADE = r"(?:[IVX]+[ab]?|\d[ab]?)"
_GRADE_HEAD = re.compile(
    rf"(?:(?P<any>(?:any|all) (?:grades?|severity))|(?:CTCAE |Clavien-Dindo )?"
    rf"(?P<grade>grades? {_GRADE}(?:(?: or | to | and |-)(?:{_GRADE}|higher|more|above|worse))?"
    r"|mild|moderate|severe|serious|minor|major))(?: events?)?",
    re.IGNORECASE,
)
_ROLES = {"severity": "severity", "management": "management", "resolution": "resolution", "relatedness": "relatedness"}


@dataclass(frozen=True, slots=True)
class _Column:
    kind: str
    arm: str = ""
    n: int | None = None
    unit: str = ""
    graded: bool = False
    timing: str = ""
    severity: str = ""


def is_event_table(scan: Scanners, table: Table, document: EvidenceDocument) -> bool:
    """Whether the rows of a table are adverse events."""
    if table.header is None or len(table.heads) < 2:
        return False
    first = document.profile.columns.name(table.heads[0])
    if (
        first == "event"
        or _EVENT_TIMED.fullmatch(table.heads[0])
        or (first == "severity" and table.section.role.evidence == "safety" and _graded_event(table))
    ):
        return True
    named = sum(names_event(scan, c.norm) for row in table.rows if (c := table.cell(row, 0)) is not None)
    return (
        first not in ("patient", "article", "search source")
        and table.section.role.evidence == "safety"
        and named * 2 >= len(table.rows)
    )


def is_event_row(scan: Scanners, table: Table, row: Block) -> bool:
    """Whether a row among outcomes counts a harm: it begins with one, and its cells are counts."""
    label = table.cell(row, 0)
    first = next(iter(scan.harms(label.norm)), None) if label is not None else None
    cells = [c.norm.strip() for i in range(1, len(row.cells)) if (c := table.cell(row, i)) is not None]
    figures = [c for c in cells if not _RULE.fullmatch(c)]
    counted = bool(figures) and all(_CELL.match(c) or _PERCENT.match(c) for c in figures)
    return first is not None and first.start == 0 and counted and "(" in "".join(figures)


_RULE = re.compile(r"[-–—]|p\s*[<=>].*|n/?a", re.IGNORECASE)


def table_events(
    scan: Scanners, document: EvidenceDocument, section: Section, study: str, arms: Sequence[Arm]
) -> Iterator[AdverseEvent]:
    """The events of a section's tables, cell by cell."""
    for table in document.tables(section):
        mixed = section.role.evidence == "either" and table.header is not None
        if is_event_table(scan, table, document):
            columns = _columns(scan, table, document, arms)
            graded = document.profile.columns.name(table.heads[0]) == "severity"
            event = _graded_event(table) if graded else ""
            for row in table.rows:
                yield from _row(table, row, columns, study, event)
        elif mixed and (rows := [row for row in table.rows if is_event_row(scan, table, row)]):
            columns = _columns(scan, table, document, arms)
            for row in rows:
                yield from _row(table, row, columns, study, "")


def _of_caption(column: _Column, caption: str, arms: Sequence[Arm]) -> _Column:
    """A column of one time, with the arm and the size that the caption names."""
    named, sized = mentions_of(caption, arms), _HEAD_N.search(caption)
    n = integer(sized["n"] or sized["n2"]) if sized else None
    return replace(column, arm=named[0].arm.name if len(named) == 1 else "", n=column.n or n)


_BY_GRADE = re.compile(r",? by (?:\w+ )?(?:grade|severity)\b.*$", re.IGNORECASE)
_IN_BRACKET = re.compile(r"\s*\((?P<inside>[^()]*)\)")


def _graded_event(table: Table) -> str:
    """The event whose grades are the rows, as caption or heading names it."""
    words = table.caption.text.norm if table.caption else table.section.subtitle
    return _BY_GRADE.sub("", words).strip(" :.")


def _graded_name(words: str, grade: str) -> EventName:
    """The event with a row's grade; a bracket tells its time: "Pain (up to 3 months)"."""
    bracket = _IN_BRACKET.search(words)
    plain = event_name(_IN_BRACKET.sub("", words))
    return replace(plain, severity=grade.lower(), timing=plain.timing or (bracket["inside"] if bracket else ""))


def _columns(scan: Scanners, table: Table, document: EvidenceDocument, arms: Sequence[Arm]) -> list[_Column]:
    heads = (table.header.cells if table.header else ())[1:]
    found = [_Column("event"), *(_column(scan, cell.norm, document, arms) for cell in heads)]
    counts = [c for c in found if c.kind == "count"]
    if (timed := _EVENT_TIMED.fullmatch(table.heads[0])) is not None:
        return [replace(c, timing=c.timing or timed["timing"].lower()) if c.kind == "count" else c for c in found]
    if table.caption is not None and counts and all(c.timing for c in counts):
        return [_of_caption(c, table.caption.text.norm, arms) if c.kind == "count" else c for c in found]
    return [_Column("count", "", c.n, c.unit) if c.kind == "count" and len(counts) == 1 else c for c in found]


_PHASE = re.compile(
    r"(?:in|at|before|after|until|within|during|following) (?:the |an? )?(?:hospital|admission|discharge|procedure"
    r"|operation|surgery|implantation|follow[- ]?up)|in-hospital|(?:peri|intra|post)-?(?:operative|procedural)(?:ly)?"
    r"|early|late|later",
    re.IGNORECASE,
)


def _is_time(scan: Scanners, words: str) -> bool:
    return _PHASE.fullmatch(words) is not None or any(t.end - t.start == len(words) for t in scan.times(words))


_EVENT_TIMED = re.compile(
    r"(?:adverse )?(?:events?|complications?),? (?P<timing>(?:(?:with)?in|at|up to|during|after|by) .+)", re.IGNORECASE
)


def _column(scan: Scanners, head: str, document: EvidenceDocument, arms: Sequence[Arm]) -> _Column:
    sized = _HEAD_N.search(head)
    plain = _HEAD_N.sub("", head).strip(" ,()")
    name = document.profile.columns.name(plain) or document.profile.columns.name(
        re.sub(r"^(?:CTCAE|Clavien-Dindo)\s+", "", plain, flags=re.IGNORECASE)
    )
    if name in _ROLES:
        return _Column(_ROLES[name], graded="grade" in plain.lower())
    if re.fullmatch(r"p(?:[- ]values?)?", plain, re.IGNORECASE):
        return _Column("p")
    if grade := _GRADE_HEAD.fullmatch(plain):
        n = integer(sized["n"] or sized["n2"]) if sized else None
        return _Column("count", "", n, severity="" if grade["any"] else grade["grade"].lower())
    named = mentions_of(plain, arms)
    unit = _UNIT.search(plain)
    n = integer(sized["n"] or sized["n2"]) if sized else None
    if not named and plain and _is_time(scan, plain):
        return _Column("count", "", n, timing=plain.lower())
    arm = named[0].arm.name if named else re.sub(r"\s*\([^()]*\)|\s*,?\s*n \(%\)|\s*%$", "", plain).strip(" ,")
    return _Column("count", arm, n, (sized["unit"] if sized else None) or (unit["unit"].lower() if unit else ""))


def _row(table: Table, row: Block, columns: Sequence[_Column], study: str, event: str) -> Iterator[AdverseEvent]:
    label = table.cell(row, 0)
    if label is None:
        return
    name = _graded_name(event, label.norm) if event else event_name(_other(label.norm))
    told = {c.kind: _told(table, row, i, c) for i, c in enumerate(columns) if c.kind in _ROLES}
    sentence = Sentence(row.text, 0, len(row.text.text), row, table.section)
    for i, column in enumerate(columns):
        cell = table.cell(row, i) if column.kind == "count" else None
        figure = _figure(cell.norm) if cell is not None else None
        if figure is not None:
            yield _record(sentence, name, figure, column, told, study)


def _other(label: str) -> str:
    return re.sub(r"^Other(?=,)", "other event", label)


def _told(table: Table, row: Block, i: int, column: _Column) -> str:
    cell = table.cell(row, i)
    text = cell.norm.strip() if cell is not None else ""
    if column.kind == "severity" and re.fullmatch(r"any|all|[-–]|n/?a", text, re.IGNORECASE):
        return ""
    if column.kind == "severity":
        return f"grade {text}" if column.graded or _GRADE_ONLY.match(text) else text.lower()
    return text


@dataclass(frozen=True, slots=True)
class _Figure:
    n: int | None
    denominator: int | None
    percent: Decimal | None


def _figure(text: str) -> _Figure | None:
    match = _CELL.match(text) or _PERCENT.match(text)
    if match:
        return _Figure(
            integer(match["n"]) if match["n"] else None,
            integer(match["of"]) if match["of"] else None,
            decimal(match["pct"]) if match["pct"] else None,
        )
    return _Figure(None, None, None) if _NONE.match(text) else None


def _record(
    sentence: Sentence, name: EventName, figure: _Figure, column: _Column, told: dict[str, str], study: str
) -> AdverseEvent:
    severity = told.get("severity", "") or column.severity or name.severity
    named = severe(severity, name) if name.is_general and severity and not name.severity else name
    none = figure.n == 0 or (figure.n is None and figure.percent is None)
    return AdverseEvent(
        **sentence.where("event.table"), event=named.name, status="none reported" if none else "reported",
        study=study, n=figure.n, denominator=figure.denominator or column.n,
        percent=figure.percent, severity=severity, relatedness=name.relatedness or told.get("relatedness", ""),
        management=name.management or told.get("management", ""),
        resolution=name.resolution or told.get("resolution", ""), group=column.arm,
        timing=name.timing or column.timing,
        denominator_unit=column.unit,
    )  # fmt: skip
