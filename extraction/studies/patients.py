"""Per-patient tables: a row an individual patient, words as printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from evigraph.extraction.scanning.numbers import NUMBER, decimal
from evigraph.extraction.structure.study_names import study_name
from evigraph.extraction.studies.study_cells import UNIT_OF_TIME
from evigraph.ontology.records import PatientRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.extraction.reading.blocks import Block
    from evigraph.extraction.structure.document import EvidenceDocument, Table

_NUMBERED = re.compile(
    r"(?:patient|case|participant|person|pt|subject|no\.?)?\s*(?P<patient>[A-Z]?-?\d+[a-z]?|[A-Z])\s*"
    r"(?:\((?P<site>[^()]+)\)|,\s*(?P<behind>[^,()]+))?$",
    re.IGNORECASE,
)
_OF_PATIENTS = ("before", "response", "duration", "site")
_NUMBER_HEAD = re.compile(r"(?:no\.?|number|#|id)", re.IGNORECASE)
MOST_TELLING = 2
"""How many heads that only patients have make a numbered table one of patients."""
_TIME = re.compile(rf"(?P<value>{NUMBER})\s*-?\s*(?P<unit>days?|weeks?|months?|years?)\b(?! later)", re.IGNORECASE)
_AGAIN = re.compile(r"\b(?:repeat(?:ed)?|again|second|re-?treat\w*|twice|anew)\b", re.IGNORECASE)
_NO_PLACE = re.compile(rf"{NUMBER}$|(?:days?|weeks?|months?|years?) \d", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(?:in|of|for) (?:the )?(?:patients?|people|participants?|cases|those) (?:with|who had|having) (?P<group>.+)$",
    re.IGNORECASE,
)
_CITED = re.compile(r"\s*\([^()]*(?:19|20)\d\d[^()]*\)\s*$")


def patient_rows(document: EvidenceDocument) -> list[PatientRow]:
    """The rows of all per-patient tables."""
    found = []
    for section in document.sections:
        if section.role.evidence:
            for table in document.tables(section):
                found += list(_rows(document, table))
    return found


def _rows(document: EvidenceDocument, table: Table) -> Iterator[PatientRow]:
    columns = [document.profile.columns.name(h) for h in table.heads]
    if not columns or not _of_patients(table.heads[0], columns):
        return
    columns[0] = "patient"
    at: dict[str, int] = {}
    for i, name in enumerate(columns):
        if name:
            at.setdefault(name, i)
    _place_unnamed(table, columns, at)
    study = table.section.study.name if table.section.study else _study_of_caption(table)
    for row in table.rows:
        values = _values(table, row, at)
        if study and values:
            where: dict[str, Any] = {
                "start": row.start,
                "end": row.end,
                "section": table.section.title,
                "region": table.section.role.region,
            }
            yield PatientRow(**where, rule="patient.table", study=study, group=_group(table), **values)


def _place_unnamed(table: Table, columns: Sequence[str | None], at: dict[str, int]) -> None:
    """What columns hold whose heads say nothing known: times how long, words first where and last what came of it."""
    unnamed = [i for i, name in enumerate(columns) if name is None]
    timed = [i for i in unnamed if _all(table, i, _TIME)]
    if timed and "duration" not in at:
        at["duration"] = timed[-1]
    told = [i for i in unnamed if i not in timed and not _all(table, i, _NO_PLACE)]
    if told and told[0] == 1 and "site" not in at and (len(told) > 1 or "response" in at):
        at["site"] = told.pop(0)
    if told and "response" not in at:
        at["response"] = told[-1]


def _all(table: Table, column: int, pattern: re.Pattern[str]) -> bool:
    """Whether every cell of a column begins with what a pattern finds."""
    cells = [c.norm for row in table.rows if (c := table.cell(row, column)) is not None]
    return bool(cells) and all(pattern.match(c) for c in cells)


def _of_patients(head: str, columns: Sequence[str | None]) -> bool:
    """Whether the rows are patients: the first head says so, or it counts and the others tell what patients have."""
    told = sum(name in _OF_PATIENTS for name in columns)
    return columns[0] == "patient" or (_NUMBER_HEAD.fullmatch(head) is not None and told >= MOST_TELLING)


def _study_of_caption(table: Table) -> str:
    named = re.search(r"\(([^()]*(?:19|20)\d\d[a-h]?)\)", table.caption.text.text) if table.caption else None
    heading = study_name(named[1]) if named else None
    return heading.name if heading else ""


def _group(table: Table) -> str:
    """The patients of the table, from its caption."""
    if table.caption is None:
        return ""
    text = _CITED.sub("", table.caption.text.text).rstrip(":.")
    match = _GROUP.search(text)
    return match["group"].strip() if match else text[0].lower() + text[1:]


def _values(table: Table, row: Block, at: dict[str, int]) -> dict[str, Any]:
    numbered = _NUMBERED.match(row.cells[at["patient"]].text) if row.cells else None
    if numbered is None:
        return {}
    text = {name: (c.text if (c := table.cell(row, i)) else "") for name, i in at.items()}
    duration = text.get("duration", "")
    again = duration + (f" {table.heads[at['duration']]}" if duration else "")
    times = list(_TIME.finditer(duration))
    site = numbered["site"] or numbered["behind"] or _site(text.get("site", ""), table, at)
    return {
        "patient": numbered["patient"], "site": site, "pain_before": text.get("before", ""),
        "response": text.get("response", ""),
        "follow_up_value": decimal(times[-1]["value"]) if times else None,
        "follow_up_unit": UNIT_OF_TIME[times[-1]["unit"].lower().rstrip("s")] if times else "",
        "follow_up_text": duration, "repeat_treatment": "yes" if _AGAIN.search(again) else "",
    }  # fmt: skip


def _site(cell: str, table: Table, at: dict[str, int]) -> str:
    """A side alone takes the column's noun with it: "Right" under "Eye" is the right eye."""
    if not cell:
        return ""
    head = table.heads[at["site"]].lower()
    head = "side" if re.search(r"\bside\b", head) else head
    return f"{cell.lower()} {head}" if cell.lower() in ("left", "right", "both") else cell
