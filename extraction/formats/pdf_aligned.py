"""Tables without ruled lines: words that stand in columns with room between them, over several lines.

Knows geometry; knows nothing of what cells say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from evigraph.extraction.formats.pdf_geometry import Line
from evigraph.extraction.formats.pdf_lines import lines_of
from evigraph.extraction.formats.pdf_tables import NARROW, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.extraction.formats.pdf_geometry import Word
    from evigraph.extraction.formats.pdf_joining import Joining

#: Parts of the font size that lie at least between two columns: on one line, and on all lines together.
BETWEEN, GUTTER = 0.7, 0.4
#: Lines that stand in columns at least, and columns of a table on a page whose text is in columns itself.
FEWEST, MANY = 3, 3
#: Parts of the usual distance of lines: from the first on there is a new row, from the second on another block.
ROW, BLOCK = 1.2, 3.2
#: What opens an item of a list, and is no column.
MARK = re.compile(r"[•◦▪▫■□●○‣⁃∙·–—\-*\uf0b7\uf0a7\uf0d8o➢➤✓❖]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|\d+(?:\.\d+)+\.?")

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Spaced:
    """A line, and where its parts begin and end."""

    line: Line
    spans: tuple[Span, ...]

    @property
    def gutter(self) -> float:
        return GUTTER * self.line.size


def with_aligned_tables(
    lines: Sequence[Line], joining: Joining, *, fewest_columns: int = 2
) -> Iterator[Table | tuple[Line, ...]]:
    """The lines of a page from top to bottom, those that stand in columns as tables."""
    spaced = [_Spaced(line, _spans(line)) for line in lines]
    plain: list[Line] = []
    at = 0
    while at < len(spaced):
        block, columns = _block(spaced, at)
        if len(columns) >= fewest_columns and _is_table(block, columns):
            if plain:
                yield tuple(plain)
            plain = []
            yield _table(block, columns, joining)
            at += len(block)
        else:
            plain.append(lines[at])
            at += 1
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
    if len(columns) < 2:
        return block, columns
    usual = spaced[first].line.size
    for before, one in pairwise(spaced[first:]):
        distance = one.line.baseline - before.line.baseline
        together = _united([*columns, *one.spans], one.gutter)
        if distance > BLOCK * usual or len(together) < max(2, len(columns)) or one.line.size > 1.3 * usual:
            break
        block.append(one)
        columns = together
    while _is_first_alone(block[-1], columns):
        block.pop()
    return block, columns


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
    """Whether enough lines stand in more than one column, and most columns hold more than one line."""
    split = sum(len(one.spans) > 1 for one in block)
    held = [sum(any(left <= a <= right for a, _ in one.spans) for one in block) for left, right in columns]
    return split >= FEWEST and sum(count >= FEWEST for count in held) >= max(2, len(columns) - 1)


def _table(block: Sequence[_Spaced], columns: Sequence[Span], joining: Joining) -> Table:
    rows = tuple(_row(words, columns, joining) for words in _rows(block, columns))
    lefts = tuple(left for left, _ in columns)
    top, bottom = block[0].line, block[-1].line
    return Table(top.baseline - top.size, bottom.baseline, (*lefts, lefts[-1] + 10 * NARROW), rows)


def _rows(block: Sequence[_Spaced], columns: Sequence[Span]) -> list[list[Word]]:
    """The words of each row: one begins where there is more room above, or else where the first column has words."""
    distances = [b.line.baseline - a.line.baseline for a, b in pairwise(block)]
    usual = min(distances)
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
