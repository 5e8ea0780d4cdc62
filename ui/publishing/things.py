"""Every thing of a publisher as a page for people and as data for programs, as the server would answer for it.

Knows queries and pages of the server; knows nothing of folders but what is written to one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from evigraph.graph.answer import ROW_CAP, Request
from evigraph.graph.binding import bound
from evigraph.ontology.rdf import NamedNode, RdfFormat, parse, serialize
from evigraph.ontology.terms import PREFIXES
from evigraph.ui.html import render
from evigraph.ui.publishing.links import StaticAddresses, data_file, page_file, static_page
from evigraph.ui.sparql import sparql
from evigraph.ui.web.structured import structured
from evigraph.ui.web.things import thing

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator
    from pathlib import Path

    from evigraph.graph.export.source import Source
    from evigraph.graph.solutions import Solutions
    from evigraph.ui.web.things import Thing

FORMATS = {"Turtle": ("ttl", RdfFormat.TURTLE), "JSON-LD": ("jsonld", RdfFormat.JSON_LD)}
#: First parts of the paths of things.
KINDS = ("id/", "concept/", "graph/")


class Things:
    """Writes the things of one source."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._base = source.publisher.base
        self.iris = frozenset(self._listed())
        self._addresses = StaticAddresses(self._base, self.iris)

    def _listed(self) -> Iterator[str]:
        for row in self._source.graph.select(sparql("things")).texts():
            if row["thing"].startswith(tuple(f"{self._base}{kind}" for kind in KINDS)):
                yield row["thing"]

    async def select(self, query: str, *, cap: int = ROW_CAP) -> Solutions:
        """Answer a query, however many rows that are: a static page has no next one."""
        del cap
        return self._source.graph.select(query)

    async def addresses(self) -> StaticAddresses:
        """Where things lead to."""
        return self._addresses

    def write(self, folder: Path) -> Iterator[Path]:
        """Write page and data of every thing."""
        for iri in sorted(self.iris):
            found = _finished(thing(self, iri))
            if found is not None:
                yield from self._written(found, folder)

    def _written(self, found: Thing, folder: Path) -> Iterator[Path]:
        triples = self._data(found.iri)
        forms = {}
        for label, (suffix, format_) in FORMATS.items():
            file = data_file(found.iri, self._base, suffix)
            forms[label] = f"/{file}"
            yield put(folder / file, serialize(parse(triples, RdfFormat.N_TRIPLES), format=format_, prefixes=PREFIXES))
        file = page_file(found.iri, self._base)
        html = render("thing.html", thing=found, structured=structured(found), forms=forms, here="")
        yield put(folder / file, static_page(html, file))

    def _data(self, iri: str) -> bytes:
        query = sparql("data")
        for variable in ("thing", "object", "stated"):
            query = bound(query, variable, NamedNode(iri))
        lines = self._source.graph.answer(Request(query=query, graph="ntriples")).body.splitlines(keepends=True)
        return b"".join(sorted(set(lines)))


def _finished(work: Coroutine[None, None, Thing | None]) -> Thing | None:
    """What a coroutine returns that never waits, since all that it asks is answered at once."""
    try:
        work.send(None)
    except StopIteration as end:
        return cast("Thing | None", end.value)
    raise RuntimeError("a query of a static page was not answered at once")


def put(path: Path, content: bytes | str | None) -> Path:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content or b"")
    return path
