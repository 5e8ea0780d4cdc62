"""Evidence tables: each the answer to one query of tables/*.rq, as CSV with the digits that the source prints.

Knows queries and CSV; knows nothing of how the graph is stored.
"""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from evigraph.graph.solutions import Solutions

QUERIES = Path(__file__).with_name("tables")

#: A variable of this ending holds the printed decimals of the column that it is named after.
DECIMALS = "_decimals"
#: The variable that holds what a row is about, for exports that tell it; no column of a table.
NODE = "node"
#: The columns that say where a row was read; a row of the audit is listed under the first of its two places.
PLACE = (("document_id", "document_a"), ("start", "start_a"))


@cache
def table_queries() -> Mapping[str, str]:
    """The query of every table, by the table's name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(QUERIES.glob("*.rq"))}


def tables(select: Callable[[str], Solutions]) -> Iterator[tuple[str, str]]:
    """Name and CSV text of every table; `select` answers a query."""
    for name, query in table_queries().items():
        yield name, table_csv(select(query))


def table_csv(solutions: Solutions) -> str:
    """Solutions as CSV with a header, rows ordered by document, place and content."""
    columns = columns_of(solutions)
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([columns, *ordered_rows(solutions, columns)])
    return out.getvalue()


def columns_of(solutions: Solutions) -> list[str]:
    """The columns of a table."""
    return [name for name in solutions.variables if not name.endswith(DECIMALS) and name != NODE]


def ordered_rows(solutions: Solutions, columns: Sequence[str]) -> list[list[str]]:
    """The rows of a table, each once, by document, place and content."""
    document, start = (next(columns.index(name) for name in names if name in columns) for names in PLACE)
    rows = dict.fromkeys(map(tuple, printed_rows(solutions, columns)))
    return sorted(map(list, rows), key=lambda row: (row[document], int(row[start]), row))


def records(select: Callable[[str], Solutions], name: str) -> list[dict[str, str]]:
    """The rows of one table by column, in the table's order, with the node that each is about."""
    solutions = select(table_queries()[name])
    columns = [*columns_of(solutions), *({NODE} & set(solutions.variables))]
    return [dict(zip(columns, row, strict=True)) for row in ordered_rows(solutions, columns)]


def write_tables(select: Callable[[str], Solutions], folder: Path) -> tuple[Path, ...]:
    """Write all tables to a folder, which is made where it does not exist, and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in tables(select):
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8", newline="")
        written.append(path)
    return tuple(written)


def printed_rows(solutions: Solutions, columns: Sequence[str]) -> Iterator[list[str]]:
    """The cells of each solution, numbers with their printed decimals, nothing where a variable is unbound."""
    position = {name: index for index, name in enumerate(solutions.variables)}
    pairs = [(position[name], position.get(name + DECIMALS)) for name in columns]
    for row in solutions.rows:
        cells = ["" if term is None else term.value for term in row]
        yield [_printed(cells[at], cells[decimals] if decimals is not None else "") for at, decimals in pairs]


def _printed(number: str, decimals: str) -> str:
    """A number with zeros up to its printed decimals.

    >>> _printed("3", "1")
    '3.0'
    """
    missing = int(decimals or 0) - len(number.partition(".")[2])
    if missing <= 0 or not number:
        return number
    return f"{number}{'' if '.' in number else '.'}{'0' * missing}"
