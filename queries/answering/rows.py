"""The rows of a query as typed values.

Knows RDF terms; knows nothing of what the columns mean.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from evigraph.ontology.rdf import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evigraph.graph.solutions import Bound, Solutions

Cell: TypeAlias = "str | int | Decimal | bool"
NUMBERS = {"integer": int, "decimal": Decimal, "double": Decimal}
#: Columns that identify and say nothing.
HIDDEN = ("_iri", "_decimals")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what is bound, by column."""

    cells: Mapping[str, Cell] = field(hash=False)

    def text(self, column: str) -> str:
        """A cell as text, empty where it is unbound."""
        return str(self.cells.get(column, ""))

    def number(self, column: str) -> Decimal | None:
        """A cell as a number; None where it is unbound or none."""
        value = self.cells.get(column)
        return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None

    @property
    def key(self) -> str:
        """What is cited for the row: its node, else its study, else its document."""
        return self.text("node") or self.text("study_iri") or self.text("document")

    def plain(self) -> dict[str, str | int | float | bool]:
        """The row as JSON values, numbers as numbers, without columns that only identify."""
        shown = {name: cell for name, cell in self.cells.items() if not name.endswith(HIDDEN) and name != "decimals"}
        return {name: _plain(cell) for name, cell in shown.items()}


def _plain(cell: Cell) -> str | int | float | bool:
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell


def rows_of(found: Solutions) -> tuple[Row, ...]:
    """The rows of an answer, in its order."""
    return tuple(Row(dict(_cells(found.variables, row))) for row in found.rows)


def _cells(variables: tuple[str, ...], row: tuple[Bound, ...]) -> Iterator[tuple[str, Cell]]:
    for name, term in zip(variables, row, strict=True):
        if term is not None and term.value != "":
            yield name, _cell(term)


def _cell(term: Bound) -> Cell:
    if isinstance(term, Literal):
        kind = term.datatype.value.rpartition("#")[2]
        if kind == "boolean":
            return term.value == "true"
        return NUMBERS[kind](term.value) if kind in NUMBERS else term.value
    return term.value if term is not None else ""
