"""Tables without ruled lines: words that stand in columns with room between them, over several lines.

Knows geometry; knows nothing of what cells say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from evigraph.extraction.formats.pdf_lines import lines_of
from evigraph.extraction.formats.pdf_tables import NARROW, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.extraction.formats.pdf_geometry import Line, Word
    from evigraph.extraction.formats.pdf_joining import Joining

#: Parts of the font size that lie at least between two columns: on one line, and on all lines together.
BETWEEN, GUTTER = 0.7, 0.4
#: Lines that stand in columns at least, and columns that a table has at most.
FEWEST, MOST = 3, 60
#: Two columns are of text, and no table, where so many lines, and this share of them, fill so much of the left one.
TEXT, SHARE, FULL = 6, 0.6, 0.8
#: Points by which the columns of a table that goes on may be out of line.
ALIGNED = 3.0
#: Parts of the usual distance of lines: from the first on there is a new row, from the second on another block.
ROW, BLOCK = 1.2, 3.2
#: What opens an item of a list, and is no column.
MARK = re.compile(r"[•◦▪▫■□●○‣⁃∙·–—\-*\uf0b7\uf0a7\uf0d8o➢➤✓❖]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|\d+(?:\.\d+)+\.?")

#: Points that the last column is wide, whose end nothing tells.
WIDE = 10 * NARROW

Span = tuple[float, float]


class AlignedTable(Table):
    """A table whose columns nothing but room sets apart."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class _Spaced:
    """A line, and where its parts begin and end."""

    line: Line
    spans: tuple[Span, ...]

    @property
    def gutter(self) -> float:
        return GUTTER * self.line.size


def with_aligned_tables(
    lines: Sequence[Line], joining: Joining, before: Table | None = None
) -> Iterator[Table | tuple[Line, ...]]:
    """The lines of a page from top to bottom, those that stand in columns as tables.

    `before` is the table of this kind with which the page before ended; it goes on with fewer lines than one begins.
    """
    spaced = [_Spaced(line, _spans(line)) for line in lines]
    plain: list[Line] = []
    at = 0
    while at < len(spaced):
        block, columns = _going_on(spaced, before) if before and not at else ([], [])
        if not block:
            block, columns = _block(spaced, at)
            if not _is_table(block, columns):
                plain += [one.line for one in block]
                at += len(block)
                continue
        if plain:
            yield tuple(plain)
        plain = []
        yield _table(block, columns, joining)
        at += len(block)
    if plain:
        yield tuple(plain)


def _spans(line: Line) -> tuple[Span, ...]:
    """The parts of a line that have room between them; the mark of an item goes with its item."""
    found = [[line.words[0]]]
    for before, word in pairwise(line.words):
        is_mark = len(found) == len(found[0]) == 1 and MARK.fullmatch(before.text) is not None
        if word.left - before.right > BETWEEN * line.size and not is_mark:
            found.append([])
        found[-1].append(word)
    return tuple((part[0].left, max(word.right for word in part)) for part in found)


def _block(spaced: Sequence[_Spaced], first: int) -> tuple[list[_Spaced], list[Span]]:
    """The lines from here on that stand in the same columns, and these."""
    block, columns = [spaced[first]], list(spaced[first].spans)
    if not 1 < len(columns) <= MOST:
        return block, []
    for one in islice(spaced, first + 1, None):
        together = _united([*columns, *one.spans], one.gutter)
        if len(together) < max(2, len(columns)) or _ends(block, one, together):
            break
        block.append(one)
        columns = together
    block = _without_heading(block, columns)
    few = sum(len(one.spans) > 1 for one in block) < FEWEST
    return (block[:1], []) if few else (block, columns)


def _going_on(spaced: Sequence[_Spaced], before: Table) -> tuple[list[_Spaced], list[Span]]:
    """The lines at the top of a page that stand in the columns of the table with which the page before ended."""
    lefts = before.edges[:-1]
    columns = [(left, right - ALIGNED) for left, right in pairwise((*lefts, float("inf")))]
    block: list[_Spaced] = []
    for one in spaced if len(lefts) <= MOST else ():
        fits = all(any(a - ALIGNED <= left and right <= b for a, b in columns) for left, right in one.spans)
        if not fits or (block and _ends(block, one, columns)):
            break
        block.append(one)
    starts = {left for one in block for left, _ in one.spans}
    known = any(abs(start - left) <= ALIGNED for start in starts for left in lefts[1:])
    return (_without_heading(block, columns), columns) if known else ([], [])


def _ends(block: Sequence[_Spaced], one: _Spaced, columns: Sequence[Span]) -> bool:
    """Whether a line begins something else: it is far below, of another size, or a heading."""
    last = block[-1].line
    is_heading = one.line.bold and not last.bold and _is_first_alone(one, columns)
    is_far = one.line.baseline - last.baseline > BLOCK * block[0].line.size
    return is_far or is_heading or one.line.size > 1.3 * block[0].line.size


def _without_heading(block: list[_Spaced], columns: Sequence[Span]) -> list[_Spaced]:
    """The lines of a table without those below it that stand in its first column alone, with room above."""
    distances = [b.line.baseline - a.line.baseline for a, b in pairwise(block)]
    while len(block) > 1 and _is_first_alone(block[-1], columns):
        if distances.pop() <= ROW * min(distances, default=0.0):
            break
        block = block[:-1]
    return block


def _is_first_alone(one: _Spaced, columns: Sequence[Span]) -> bool:
    """Whether a line is one of the first column alone, as a heading below a table is."""
    return len(columns) > 1 and one.spans[-1][1] < columns[1][0]


def _united(spans: Sequence[Span], gutter: float) -> list[Span]:
    """Spans that overlap, or have no more than a gutter between them, as one."""
    found: list[Span] = []
    for left, right in sorted(spans):
        if found and left - found[-1][1] <= gutter:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return found


def _is_table(block: Sequence[_Spaced], columns: Sequence[Span]) -> bool:
    """Whether enough lines stand in more than one column, most columns hold more than one, and it is not all text."""
    split = [one for one in block if len(one.spans) > 1]
    if not columns:
        return False
    held = [sum(any(left <= a <= right for a, _ in one.spans) for one in block) for left, right in columns]
    return sum(count >= FEWEST for count in held) >= max(2, len(columns) - 1) and not _is_text(split, columns)


def _is_text(split: Sequence[_Spaced], columns: Sequence[Span]) -> bool:
    """Whether lines in two columns are those of a text in two columns."""
    left, right = columns[0]
    full = sum(one.spans[0][1] > left + FULL * (right - left) for one in split)
    return len(columns) == 2 and len(split) >= TEXT and full >= SHARE * len(split)


def _table(block: Sequence[_Spaced], columns: Sequence[Span], joining: Joining) -> AlignedTable:
    rows = tuple(_row(words, columns, joining) for words in _rows(block, columns))
    lefts = tuple(left for left, _ in columns)
    top, bottom = block[0].line, block[-1].line
    return AlignedTable(top.baseline - top.size, bottom.baseline, (*lefts, lefts[-1] + WIDE), rows)


def _rows(block: Sequence[_Spaced], columns: Sequence[Span]) -> list[list[Word]]:
    """The words of each row: one begins where there is more room above, or else where the first column has words."""
    distances = [b.line.baseline - a.line.baseline for a, b in pairwise(block)]
    usual = min(distances, default=0.0)
    is_roomy = any(distance > ROW * usual for distance in distances)
    rows = [list(block[0].line.words)]
    for one, distance in zip(block[1:], distances, strict=True):
        begins = distance > ROW * usual if is_roomy else one.spans[0][0] < columns[1][0]
        if begins:
            rows.append([])
        rows[-1] += one.line.words
    return rows


def _row(words: Sequence[Word], columns: Sequence[Span], joining: Joining) -> tuple[str, ...]:
    cells: list[list[Word]] = [[] for _ in columns]
    for word in words:
        cells[sum(word.left >= left - 1 for left, _ in columns[1:])].append(word)
    return tuple(
        joining.text(lines_of(cell), right) if cell else "" for cell, (_, right) in zip(cells, columns, strict=True)
    )
