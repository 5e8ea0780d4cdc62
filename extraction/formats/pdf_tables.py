"""Ruled lines and words to tables: cells are what lines enclose.  Knows geometry; knows nothing of what cells say."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from evigraph.extraction.formats.pdf_lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evigraph.extraction.formats.pdf_geometry import Rule, Word
    from evigraph.extraction.formats.pdf_joining import Joining

#: Points between two lines that are drawn as one, and by which lines may miss each other where they meet.
THICK = 3.0
MISS = 3.0
#: Points of a column that is none where it holds nothing.
NARROW = 8.0
#: Lines of one direction that a table may have, beyond which a drawing is one of lines.
MOST = 400


@dataclass(frozen=True, slots=True)
class Table:
    """A table on one page: its box, where its columns begin and end, and the text of its cells, row by row.

    A cell over several columns has its text in the first of them, one over several rows in each of them.
    """

    top: float
    bottom: float
    edges: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


def tables_of(rules: Sequence[Rule], words: Sequence[Word], joining: Joining) -> tuple[list[Table], list[Word]]:
    """The tables of a page, from top to bottom, and the words outside of them."""
    tables: list[Table] = []
    outside = list(words)
    for lines in _joined(rules):
        grid = _Grid.of(lines)
        if grid is None:
            continue
        inside = [w for w in outside if grid.holds(w)]
        if inside:
            tables.append(grid.table(inside, joining))
            taken = set(map(id, inside))
            outside = [w for w in outside if id(w) not in taken]
    return sorted(tables, key=lambda table: table.top), outside


def _joined(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The lines that cross or touch each other, directly or through others, as groups."""
    flat = sorted((r for r in rules if not r.upright), key=lambda r: r.at)[: MOST * 8]
    upright = [r for r in rules if r.upright][: MOST * 8]
    group: dict[int, int] = {id(r): i for i, r in enumerate([*flat, *upright])}
    parent = list(range(len(group)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    heights = [r.at for r in flat]
    for v in upright:
        for h in flat[bisect_right(heights, v.start - MISS) : bisect_right(heights, v.end + MISS)]:
            if h.start - MISS <= v.at <= h.end + MISS:
                parent[root(group[id(v)])] = root(group[id(h)])
    found: dict[int, list[Rule]] = {}
    for rule in (*flat, *upright):
        found.setdefault(root(group[id(rule)]), []).append(rule)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Grid:
    """Columns and rows that lines make, and which of the lines between two places are there."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    lines: tuple[Rule, ...]

    @staticmethod
    def of(lines: Sequence[Rule]) -> _Grid | None:
        columns = _places(r.at for r in lines if r.upright)
        rows = _places(r.at for r in lines if not r.upright)
        if not (3 <= len(columns) <= MOST and 2 <= len(rows) <= MOST):
            return None
        return _Grid(columns, rows, tuple(lines))

    def holds(self, word: Word) -> bool:
        x, y = (word.left + word.right) / 2, word.middle
        return self.columns[0] <= x <= self.columns[-1] and self.rows[0] <= y <= self.rows[-1]

    def table(self, words: Sequence[Word], joining: Joining) -> Table:
        """The table that these words stand in."""
        cells = self._cells()
        inside: dict[int, list[Word]] = {}
        for word in words:
            place = self._row(word), self._column(word)
            inside.setdefault(cells[place], []).append(word)
        edges = self._right_edges(cells, words)
        texts = {cell: joining.text(lines_of(held), edges[cell]) for cell, held in inside.items()}
        rows = []
        for i in range(len(self.rows) - 1):
            row = []
            for j in range(len(self.columns) - 1):
                cell = cells[i, j]
                row.append("" if j and cells[i, j - 1] == cell else texts.get(cell, ""))
            rows.append(tuple(row))
        return Table(self.rows[0], self.rows[-1], self.columns, tuple(row for row in rows if any(row)))

    def _right_edges(self, cells: dict[tuple[int, int], int], words: Sequence[Word]) -> dict[int, float]:
        """Where the text of each cell ends at the right: its line less what cells leave free at the left."""
        lefts: dict[int, float] = {}
        for word in words:
            place = self._row(word), self._column(word)
            free = max(word.left - self.columns[place[1]], 0.0)
            lefts[cells[place]] = min(free, lefts.get(cells[place], free))
        usual = median(lefts.values())
        return {cell: self.columns[j + 1] - usual for (_, j), cell in cells.items()}

    def _column(self, word: Word) -> int:
        middle = (word.left + word.right) / 2
        return min(max(bisect_right(self.columns, middle) - 1, 0), len(self.columns) - 2)

    def _row(self, word: Word) -> int:
        return min(max(bisect_right(self.rows, word.middle) - 1, 0), len(self.rows) - 2)

    def _cells(self) -> dict[tuple[int, int], int]:
        """A number for every place; places without a line between them have the same one."""
        cells: dict[tuple[int, int], int] = {}
        upright = self._present(upright=True)
        flat = self._present(upright=False)
        for i in range(len(self.rows) - 1):
            for j in range(len(self.columns) - 1):
                if j and (j, i) not in upright:
                    cells[i, j] = cells[i, j - 1]
                elif i and (i, j) not in flat:
                    cells[i, j] = cells[i - 1, j]
                else:
                    cells[i, j] = len(cells)
        return cells

    def _present(self, *, upright: bool) -> set[tuple[int, int]]:
        """The pieces of lines that are there: number of the line, number of the row or column that it passes."""
        across, along = (self.columns, self.rows) if upright else (self.rows, self.columns)
        middles = [(a + b) / 2 for a, b in pairwise(along)]
        found: set[tuple[int, int]] = set()
        for rule in self.lines:
            if rule.upright == upright:
                at = _nearest(across, rule.at)
                first, last = bisect_right(middles, rule.start - 1), bisect_right(middles, rule.end + 1)
                found.update((at, k) for k in range(first, last))
        return found


def _places(values: Iterable[float]) -> tuple[float, ...]:
    """Where lines are, those that lie so close that they are one line taken together."""
    found: list[list[float]] = []
    for value in sorted(values):
        if found and value - found[-1][-1] <= THICK:
            found[-1].append(value)
        else:
            found.append([value])
    return tuple((group[0] + group[-1]) / 2 for group in found)


def _nearest(places: Sequence[float], value: float) -> int:
    return min(range(len(places)), key=lambda i: abs(places[i] - value))


def without_empty(table: Table) -> Table:
    """A table without the narrow columns that hold nothing, as lines that are drawn twice make them."""
    wide = [b - a > NARROW for a, b in pairwise(table.edges)]
    used = [j for j, is_wide in enumerate(wide) if is_wide or any(row[j] for row in table.rows)]
    rows = tuple(tuple(row[j] for j in used) for row in table.rows)
    return Table(table.top, table.bottom, table.edges, rows)
