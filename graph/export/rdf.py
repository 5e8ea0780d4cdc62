"""The whole graph in the syntaxes of RDF: N-Quads in code point order, and from them TriG and JSON-LD.

Knows quads; knows nothing of what they say.  Each file read back gives the same quads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.answer import Request
from evigraph.ontology.rdf import RdfFormat, parse, serialize
from evigraph.ontology.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evigraph.graph.export.source import Source

NAME = "evigraph"
#: Rows of a CONSTRUCT query that stands for the whole graph: all.
ALL = 1 << 60


def write_nquads(source: Source, folder: Path) -> Iterator[Path]:
    """Write the graph as sorted N-Quads: equal graphs are equal bytes."""
    path = folder / f"{NAME}.nq"
    with path.open("wb") as out:
        out.writelines(source.graph.nquads())
    yield path


def write_trig(source: Source, folder: Path) -> Iterator[Path]:
    """Write the graph as TriG."""
    yield from _converted(source, folder, RdfFormat.TRIG, "trig")


def write_jsonld(source: Source, folder: Path) -> Iterator[Path]:
    """Write the graph as JSON-LD, its decimals as typed strings so that no digit is lost."""
    yield from _converted(source, folder, RdfFormat.JSON_LD, "jsonld")


def _converted(source: Source, folder: Path, format_: RdfFormat, ending: str) -> Iterator[Path]:
    (lines,) = write_nquads(source, folder)
    path = folder / f"{NAME}.{ending}"
    with path.open("wb") as out:
        serialize(parse(path=lines), out, format=format_, prefixes=PREFIXES)
    lines.unlink()
    yield path


def constructed(source: Source, query: str) -> bytes:
    """The answer of a CONSTRUCT query as Turtle in a fixed order."""
    answer = source.graph.answer(Request(query=query, graph="ntriples", cap=ALL))
    lines = b"".join(sorted(set(answer.body.splitlines(keepends=True))))
    triples = (quad.triple for quad in parse(lines, format=RdfFormat.N_TRIPLES))
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
