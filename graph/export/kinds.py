"""Every kind of export by name.  Knows where each is written; imports one when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from evigraph.graph.export.files import new_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from evigraph.graph.export.source import Source


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of export: `writer` is module and function below this package."""

    writer: str
    help: str


KINDS: Mapping[str, Kind] = {
    "tables": Kind("csvw:write_csvw", "the evidence tables as CSV, with CSVW metadata"),
    "rdf": Kind("rdf:write_nquads", "the graph as sorted N-Quads"),
    "trig": Kind("rdf:write_trig", "the graph as TriG"),
    "jsonld": Kind("rdf:write_jsonld", "the graph as JSON-LD"),
    "facts": Kind("facts:write_facts", "the graph without quotes and prose, as sorted N-Quads"),
    "fhir": Kind("fhir.bundle:write_fhir", "FHIR R5 resources, as one bundle and as NDJSON"),
    "pico": Kind("alignments:write_alignments", "alignments with Cochrane PICO and schema.org, as Turtle"),
    "sqlite": Kind("typed:write_sqlite", "the evidence tables as one SQLite file"),
    "parquet": Kind("typed:write_parquet", "the evidence tables as Parquet"),
    "ris": Kind("citations:write_citations", "the reference lists as RIS and BibTeX"),
    "rocrate": Kind("rocrate:write_crate", "graph and tables as a research object, RO-Crate 1.1"),
}


def export(kind: str, source: Source, folder: Path) -> tuple[Path, ...]:
    """Write one kind of export to a new folder and return its files.

    Raises KeyError where there is no such kind, EvigraphError where the folder is not empty.
    """
    with new_folder(folder) as draft:
        written = write(kind, source, draft)
    return tuple(folder / path.relative_to(draft) for path in written)


def write(kind: str, source: Source, folder: Path) -> tuple[Path, ...]:
    """Write one kind of export beside what a folder holds, and return its files."""
    module, function = KINDS[kind].writer.split(":")
    return tuple(getattr(import_module(f"evigraph.graph.export.{module}"), function)(source, folder))
