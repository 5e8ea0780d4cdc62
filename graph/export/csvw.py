"""Metadata of the evidence tables by the W3C recommendation CSV on the Web, beside the tables themselves.

Knows tables and columns; knows nothing of the graph.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

from evigraph.graph.export.columns import SEPARATOR, Column, column
from evigraph.graph.export.tables import write_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from evigraph.graph.export.source import Source
    from evigraph.ontology.publisher import Publisher

NAME = "csv-metadata.json"
#: ISO 8601 at the precision of the source, for which CSV on the Web has no datatype.
DATE = {"base": "string", "format": r"\d{4}(-\d{2}(-\d{2})?)?"}
DATATYPES: dict[str, Any] = {"date": DATE, "list": "string"}


def write_csvw(source: Source, folder: Path) -> Iterator[Path]:
    """Write all tables and the file that tells what their columns hold."""
    written = write_tables(source.graph.select, folder)
    yield from written
    path = folder / NAME
    path.write_text(json.dumps(metadata(written, source.publisher), indent=1, ensure_ascii=False) + "\n", "utf-8")
    yield path


def metadata(tables: tuple[Path, ...], publisher: Publisher) -> dict[str, Any]:
    """The description of table files."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": publisher.language}],
        "dc:title": publisher.title,
        "dc:publisher": publisher.name,
        "dc:license": {"@id": publisher.licence},
        "dc:rights": publisher.rights,
        "tables": [_table(path) for path in tables],
    }


def _table(path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8", newline="") as file:
        names = next(csv.reader(file))
    columns = [_column(column(path.stem, name)) for name in names]
    schema: dict[str, Any] = {"columns": columns}
    if "document_id" in names and path.stem != "documents":
        reference = {"resource": "documents.csv", "columnReference": "document_id"}
        schema["foreignKeys"] = [{"columnReference": "document_id", "reference": reference}]
    if path.stem == "documents":
        schema["primaryKey"] = "document_id"
    return {"url": path.name, "dialect": {"lineTerminators": ["\n"]}, "tableSchema": schema}


def _column(described: Column) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": described.name,
        "titles": described.name,
        "dc:description": described.description,
        "datatype": DATATYPES.get(described.datatype, described.datatype),
    }
    return told | ({"separator": SEPARATOR} if described.datatype == "list" else {})
