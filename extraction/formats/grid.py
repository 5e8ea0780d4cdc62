"""Cells that span rows and columns to rows of single cells.  Knows tables; knows no format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.extraction.formats.canonical import WIDEST

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Rows that a cell may span.
TALLEST = 1000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its text and how many columns and rows it spans."""

    text: str
    columns: int = 1
    rows: int = 1


def spread(rows: Iterable[Iterable[Cell]]) -> list[list[str]]:
    """The text of every place: a cell over rows is said in each of them, one over columns in the first of them.

    >>> spread([[Cell("a", rows=2), Cell("b", columns=2)], [Cell("c"), Cell("d")]])
    [['a', 'b', ''], ['a', 'c', 'd']]
    """
    found: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    for row in rows:
        line: list[str] = []
        for cell in row:
            _hang(line, hanging)
            _place(line, hanging, cell)
        _hang(line, hanging)
        found.append(line)
    return found


def _hang(line: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    """Fill the places that a cell of a row above reaches down to."""
    while len(line) in hanging:
        left, text = hanging.pop(len(line))
        if left > 1:
            hanging[len(line)] = left - 1, text
        line.append(text)


def _place(line: list[str], hanging: dict[int, tuple[int, str]], cell: Cell) -> None:
    below = min(cell.rows, TALLEST) - 1
    for i in range(max(min(cell.columns, WIDEST), 1)):
        text = cell.text if i == 0 else ""
        if below > 0:
            hanging[len(line)] = below, text
        line.append(text)
