"""The texts of documents as pages in which every quote has a place to link to.

Knows texts and offsets; knows nothing of what is quoted.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from evigraph.graph.binding import bound
from evigraph.ontology.rdf import text
from evigraph.ui.html import render
from evigraph.ui.publishing.links import anchor, static_page, text_file
from evigraph.ui.publishing.things import put
from evigraph.ui.sparql import sparql

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evigraph.graph.catalogue.versions import Version
    from evigraph.graph.export.source import Source


def write_texts(source: Source, texts: Path, versions: list[Version], folder: Path) -> Iterator[Path]:
    """Write the text of each document as it is and as a page; `texts` is where a store keeps them."""
    for version in versions:
        content = (texts / f"{version.sha256}.txt").read_bytes()
        yield put(folder / f"texts/{version.id}.txt", content)
        query = bound(sparql("quoted"), "document_id", text(version.id))
        starts = [int(row["start"]) for row in source.graph.select(query).texts()]
        file = text_file(version.id)
        pieces = list(_pieces(content.decode(), starts))
        yield put(folder / file, static_page(render("text.html", version=version, pieces=pieces), file))


def _pieces(content: str, starts: list[int]) -> Iterator[tuple[str, str]]:
    """The parts of a text that begin with a quote, each with the name of its place; empty for the first one."""
    cuts = sorted({0, *(start for start in starts if 0 <= start < len(content)), len(content)})
    known = set(starts)
    for start, end in pairwise(cuts):
        yield (anchor(start) if start in known else "", content[start:end])
