"""The columns of the evidence tables: what each holds, as columns.tsv tells it.

Knows names and datatypes; knows nothing of queries or files.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FILE = Path(__file__).with_name("columns.tsv")
EVERY_TABLE = "*"
SEPARATOR = "; "

#: How cells of a datatype are read; all others are text.
NUMBERS: Final[Mapping[str, Callable[[str], int | float]]] = {"integer": int, "decimal": float}


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `datatype` is string, integer, decimal, date, list (texts joined with `; `) or anyURI."""

    name: str
    datatype: str
    description: str

    def value(self, cell: str) -> str | int | float | None:
        """A cell as a value; None where the source says nothing."""
        return NUMBERS.get(self.datatype, str)(cell) if cell else None


@cache
def _described() -> Mapping[tuple[str, str], Column]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return {(r["table"], r["column"]): Column(r["column"], r["datatype"], r["description"]) for r in rows}


def column(table: str, name: str) -> Column:
    """A column of a table; raises KeyError where columns.tsv does not describe it."""
    own = _described().get((table, name))
    return own or _described()[EVERY_TABLE, name]
