"""Tables of results that are turned: a row an arm, a column an outcome, and spreads and shares in columns of their own.

Knows columns and rows; knows nothing of how a figure is read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evigraph.extraction.results.drafts import read
from evigraph.extraction.results.frames import Frame, frame_of
from evigraph.extraction.results.reader import Found
from evigraph.extraction.results.statement import parse
from evigraph.extraction.scanning.numbers import INTEGER, UNSIGNED, decimal, integer
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS
from evigraph.extraction.structure.document import Sentence
from evigraph.extraction.studies.arms import mentions_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.extraction.reading.blocks import Block
    from evigraph.extraction.reading.clean import CleanText
    from evigraph.extraction.results.draft import Draft
    from evigraph.extraction.scanning.scanners import Scanners
    from evigraph.extraction.structure.document import Table
    from evigraph.extraction.studies.arms import Arm

_ARMS = re.compile(r"(?:study )?(?:arms?|groups?|treatments?|interventions?|procedures?|cohorts?)", re.IGNORECASE)
_BESIDE = re.compile(r"(?:[\w ]+, *)?(?P<kind>SD|SE|%)", re.IGNORECASE)
"""Heads of columns that tell more of the column before: a spread, or the share of a count."""
_FORM = re.compile(r",?\s*\(?\b(?:n/N|n ?\(%\)|n|no\.?)\)?$")
_NUMBER = re.compile(rf"{UNSIGNED}")
FEWEST = 2


def is_turned(table: Table, arms: Sequence[Arm]) -> bool:
    """Whether the rows of a table are arms and its columns outcomes."""
    labels = [c.norm for row in table.rows if (c := table.cell(row, 0)) is not None]
    named = [label for label in labels if mentions_of(label, arms)]
    heads = [h for h in table.heads[1:] if mentions_of(h, arms)]
    told = _ARMS.fullmatch(table.heads[0].strip()) is not None if table.heads else False
    return not heads and len(labels) >= FEWEST and (told or (bool(arms) and len(named) == len(labels)))


def turned_results(scan: Scanners, table: Table, study: str, arms: Sequence[Arm], base: Frame) -> Iterator[Found]:
    """The drafts of such a table, row by row; the caption tells what columns of mere times hold."""
    heads = [frame_of(scan, _FORM.sub("", h)) for h in table.heads]
    first = replace(heads[0], category="", outcome=heads[0].outcome) if heads else Frame()
    caption = replace(frame_of(scan, table.caption.text.norm), category="") if table.caption else Frame()
    above = first.over(caption).over(base)
    sizes = [i for i, head in enumerate(table.heads) if i and counts_units(head.strip(), table, i)]
    for row in table.rows:
        label = table.cell(row, 0)
        if label is None:
            continue
        mentioned = mentions_of(label.norm, arms)
        arm = mentioned[0].arm.name if mentioned else "" if _EVERYBODY.fullmatch(label.norm) else label.norm
        statement = parse(scan, "", above, ())
        sentence = Sentence(row.text, 0, len(row.text.text), row, table.section)
        size = next((integer(c.norm) for i in sizes if (c := table.cell(row, i)) is not None), None)
        for draft in list(_of_row(scan, table, row, heads, replace(above, n=above.n or size), sizes)):
            yield Found(replace(draft, arm=arm), sentence, statement, study)


_EVERYBODY = re.compile(r"(?:all|total|overall|everybody|whole (?:group|cohort|population))\b.{0,20}", re.IGNORECASE)
_UNITS_ONLY = re.compile(rf"(?:(?:number|no\.?) of )?{UNIT_OF_ANALYSIS}|n", re.IGNORECASE)


def counts_units(head: str, table: Table, column: int) -> bool:
    """Whether a column holds nothing but how many of a unit each row is about: "Patients"."""
    cells = [c.norm for row in table.rows if (c := table.cell(row, column)) is not None]
    return _UNITS_ONLY.fullmatch(head) is not None and all(re.fullmatch(INTEGER, c) for c in cells)


def _of_row(
    scan: Scanners, table: Table, row: Block, heads: Sequence[Frame], above: Frame, sizes: Sequence[int]
) -> Iterator[Draft]:
    last: Draft | None = None
    for i, head in enumerate(table.heads[1:], start=1):
        cell = table.cell(row, i) if i not in sizes else None
        beside = _BESIDE.fullmatch(head.strip())
        if cell is not None and beside and last is not None:
            _tell_more(last, beside["kind"].upper(), cell)
        elif cell is not None:
            found = _of_cell(scan, cell, heads[i], head, above)
            last = found[-1] if found else None
            yield from found


def _of_cell(scan: Scanners, cell: CleanText, head: Frame, text: str, above: Frame) -> list[Draft]:
    named = "" if above.outcome or head.times else _words(text)
    own = head if head.outcome else replace(head, outcome=named)
    frame = replace(own.over(above), times=head.times or above.times, n=head.n or above.n)
    drafts = read(parse(scan, cell.norm, frame, ()))
    for draft in drafts:
        draft.outcome = draft.outcome or frame.outcome
        draft.category = "" if draft.category.lower() == draft.outcome else draft.category
        if not draft.statistic and draft.figure.is_plain and frame.statistic in ("", "count", "percentage"):
            draft.statistic, draft.n, draft.unit = "count", int(draft.figure.value or 0), frame.unit or "patients"
        draft.statistic = draft.statistic or frame.statistic
        if frame.n is not None and draft.n is None:
            draft.denominator = draft.figure.denominator = draft.denominator or frame.n
        if frame.kaplan_meier and draft.figure.kind in ("value", "percent") and draft.n is None:
            draft.statistic, draft.kaplan_meier, draft.unit = "rate", True, "%"
    return [d for d in drafts if d.statistic]


def _words(head: str) -> str:
    """An outcome that no concept names by the words of its head."""
    return re.split(r"[,(]|\b(?:at|after|before)\b", _FORM.sub("", head))[0].strip().lower()


def _tell_more(draft: Draft, kind: str, cell: CleanText) -> None:
    match = _NUMBER.fullmatch(cell.norm.strip(" %"))
    if match is None:
        return
    if kind == "%" and draft.n is not None:
        draft.statistic, draft.value, draft.unit = "percentage", decimal(match[0]), "%"
    elif kind == "SD":
        draft.figure.sd = decimal(match[0])
    elif kind == "SE":
        draft.figure.se = decimal(match[0])
