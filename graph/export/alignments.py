"""The graph in the words of others: Cochrane PICO and schema.org, each by one CONSTRUCT query.

Knows where the queries are; knows nothing of what they say.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.graph.export.rdf import constructed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.export.source import Source

QUERIES = ("pico", "schema-org")


def write_alignments(source: Source, folder: Path) -> Iterator[Path]:
    """Write what each query constructs as Turtle."""
    for name in QUERIES:
        query = Path(__file__).with_name(f"{name}.rq").read_text(encoding="utf-8")
        path = folder / f"{name}.ttl"
        path.write_bytes(constructed(source, query))
        yield path
