"""Tables that lost their cells and whose rows are numbered: what stands between 1, 2, 3, ... are the cells of a row.

Knows the heads of columns through a profile; knows nothing of what cells say.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.structure.study_names import study_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.structure.profile import Profile

WIDEST = 12
SURPLUS = 3
"""Lines that a row may have more than there are heads: a name and a country in one cell."""
LONGEST_HEAD = 90
FEWEST = 2


def numbered_rows(blocks: Sequence[Block], i: int, profile: Profile) -> list[list[Block]]:
    """The heads and the lines of each row of a numbered table that begins here; empty where none begins."""
    if not _is_cell(blocks[i]) or not _is_known(blocks[i], profile):
        return []
    width = next((k for k in range(2, WIDEST + 1) if _is(blocks, i + k, 1)), 0)
    heads = list(blocks[i : i + width])
    if not width or not all(_is_cell(b) and len(b.text.norm) <= LONGEST_HEAD for b in heads):
        return []
    rows: list[list[Block]] = []
    at = i + width
    while size := _size(blocks, at, width, len(rows) + 1, rows):
        rows.append(list(blocks[at : at + size]))
        at += size
    return [heads, *rows] if len(rows) >= FEWEST and all(map(_are_cells, rows)) else []


def _is_known(head: Block, profile: Profile) -> bool:
    return profile.columns.name(head.text.text) is not None or profile.labels.name(head.text.text) is not None


def _size(blocks: Sequence[Block], at: int, width: int, number: int, rows: Sequence[Sequence[Block]]) -> int:
    """How many lines the row with a number has: as many as stand before the next number, the last as the one before."""
    if not _is(blocks, at, number):
        return 0
    fitting = (k for k in range(width, width + SURPLUS + 1) if _is(blocks, at + k, number + 1))
    last = len(rows[-1]) if rows else 0
    return next(fitting, last if _are_cells(blocks[at : at + last]) and at + last <= len(blocks) else 0)


def _is(blocks: Sequence[Block], i: int, number: int) -> bool:
    text = blocks[i].text.norm if i < len(blocks) and _is_cell(blocks[i]) else ""
    return text.strip(" .") == str(number) or (
        text.startswith(f"{number}. ") and study_name(text.removeprefix(f"{number}. ")) is not None
    )


def _is_cell(block: Block) -> bool:
    return block.kind is Kind.PARAGRAPH and block.alone and not block.number


def _are_cells(lines: Sequence[Block]) -> bool:
    return all(map(_is_cell, lines))


def with_author(row: Sequence[Block], heads: Sequence[Block], profile: Profile) -> list[Block]:
    """The cells of a row: lines that are too many stand in the cell of the author, with date and country."""
    surplus = len(row) - len(heads)
    names = [profile.labels.name(h.text.text) for h in heads]
    if surplus <= 0 or "author" not in names:
        return list(row)
    at = names.index("author")
    return [*row[:at], replace(row[at], end=row[at + surplus].end), *row[at + surplus + 1 :]]
