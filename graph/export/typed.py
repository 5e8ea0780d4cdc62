"""The evidence tables with typed cells, as one SQLite file or as Parquet files.

Knows SQLite and is the one door to pyarrow; knows nothing of the graph.  A number loses the zeros that its source
prints; the quote beside it keeps them.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.graph.export.columns import Column, column
from evigraph.graph.export.tables import columns_of, ordered_rows, table_queries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evigraph.graph.export.source import Source

    Cell = str | int | float | None

SQLITE = {"integer": "INTEGER", "decimal": "REAL"}


@dataclass(frozen=True, slots=True)
class Table:
    """One table: `rows` hold the values of `columns`."""

    name: str
    columns: tuple[Column, ...]
    rows: list[list[Cell]]


def typed_tables(source: Source) -> Iterator[Table]:
    """All tables with values instead of text."""
    for name, query in table_queries().items():
        solutions = source.graph.select(query)
        names = columns_of(solutions)
        columns = tuple(column(name, each) for each in names)
        rows = ordered_rows(solutions, names)
        yield Table(name, columns, [[c.value(cell) for c, cell in zip(columns, row, strict=True)] for row in rows])


def write_sqlite(source: Source, folder: Path) -> Iterator[Path]:
    """Write all tables to one SQLite file."""
    path = folder / "evigraph.sqlite"
    with closing(sqlite3.connect(path)) as database, database:
        for table in typed_tables(source):
            columns = ", ".join(f"{_name(c.name)} {SQLITE.get(c.datatype, 'TEXT')}" for c in table.columns)
            places = ", ".join("?" for _ in table.columns)
            database.execute(f"CREATE TABLE {_name(table.name)} ({columns})")
            database.executemany(f"INSERT INTO {_name(table.name)} VALUES ({places})", table.rows)  # noqa: S608
    yield path


def _name(name: str) -> str:
    """A name that SQL may take for a keyword, such as `group`, in quotes."""
    return f'"{name}"'


def write_parquet(source: Source, folder: Path) -> Iterator[Path]:
    """Write each table to a Parquet file."""
    import pyarrow as pa  # takes a third of a second to import
    from pyarrow import parquet

    types = {"integer": pa.int64(), "decimal": pa.float64()}
    for table in typed_tables(source):
        fields = [pa.field(c.name, types.get(c.datatype, pa.string()), metadata=_about(c)) for c in table.columns]
        columns = list(zip(*table.rows, strict=True)) or [()] * len(fields)
        arrays = [pa.array(cells, f.type) for cells, f in zip(columns, fields, strict=True)]
        path = folder / f"{table.name}.parquet"
        parquet.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), path)
        yield path


def _about(described: Column) -> dict[str, str]:
    return {"description": described.description}
