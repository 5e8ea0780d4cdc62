"""What the server says of itself and its data: service description, VoID, ontology, shapes, context, examples.

Knows which of them is asked and in which form; knows nothing of how they are made.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from evigraph.graph.answer import ROW_CAP
from evigraph.graph.answer import Request as Query
from evigraph.graph.binding import bound
from evigraph.graph.dataset.counting import counted_by
from evigraph.graph.dataset.void import dataset_graph, void
from evigraph.ontology.rdf import NamedNode, text
from evigraph.ui.example_queries import example_triples, examples
from evigraph.ui.html import render
from evigraph.ui.sparql import sparql
from evigraph.ui.web import knowledge
from evigraph.ui.web.describing import PATIENCE, TYPES, Wish, constructed, described, wish
from evigraph.ui.web.knowledge import written
from evigraph.ui.web.negotiation import chosen
from evigraph.ui.web.origin import origin
from evigraph.ui.web.replies import CORS, TEXT, Reply, header
from evigraph.ui.web.things import short

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evigraph.ontology.rdf import Triple
    from evigraph.ui.web.replies import Scope
    from evigraph.ui.web.site import Site
    from starlette.requests import Request

HTML = "text/html"
#: Seconds for which ontology, shapes and context may be kept.
LONG = 86_400


async def described_service(site: Site, scope: Scope) -> Reply:
    """The service description, which the endpoint gives where it is asked nothing; VoID and examples are part of it."""
    accept = header(scope, b"accept").decode("latin-1")
    if chosen(accept, (*TYPES, HTML)) == HTML:
        return Reply(303, b"/\n", [(b"location", b"/"), (b"content-type", TEXT), (b"vary", b"Accept"), *CORS])
    wanted = wish(accept)
    limits = f"A query takes at most {site.pool.limit:g} s and answers at most {ROW_CAP} rows; SERVICE is refused."
    query = bound(sparql("service"), "service", NamedNode(f"{origin(scope)}/sparql"))
    query = bound(query, "description", dataset_graph((await site.addresses()).base))
    return described(await constructed(site, bound(query, "limits", text(limits)), wanted), wanted)


class Descriptions:
    """Answers for the descriptions of one site."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def void(self, request: Request) -> Reply:
        """The dataset as VoID, with the addresses of this server beside the canonical ones."""
        base = (await self._site.addresses()).base
        if _wants_page(request):
            found = await self._site.select(bound(sparql("partitions"), "description", dataset_graph(base)))
            return _page("dataset.html", partitions=[_part(row) for row in found.texts()], base=base)
        wanted = wish(request.headers.get("accept", ""))
        if not await self._kept(base):
            return described(written(await self._counted(base), wanted.format), wanted)
        here = origin(request.scope)
        query = bound(sparql("void"), "description", dataset_graph(base))
        query = bound(query, "endpoint", NamedNode(f"{here}/sparql"))
        query = bound(query, "dump", NamedNode(f"{here}/dump.nq.gz"))
        query = bound(query, "dataset", NamedNode(f"{base}.well-known/void#dataset"))
        return described(await constructed(self._site, query, wanted), wanted)

    async def _kept(self, base: str) -> bool:
        """Whether the store holds its description: stores of RDF files do not."""
        query = bound(sparql("known_graph"), "graph", dataset_graph(base))
        return b"true" in (await self._site.pool.answer(Query(query=query))).body

    async def _counted(self, base: str) -> set[Triple]:
        select = partial(self._site.reader.select, limit=PATIENCE)
        return await asyncio.to_thread(self._site.once, "void", lambda: set(void(counted_by(select), base)))

    async def ontology(self, request: Request) -> Reply:
        """The ontology, as a page for people."""
        if _wants_page(request):
            return _page("ontology.html", terms=knowledge.terms())
        return _written(request, knowledge.ontology())

    async def shapes(self, request: Request) -> Reply:
        """The shapes."""
        return _written(request, knowledge.shapes())

    async def context(self, _: Request) -> Reply:
        """The JSON-LD context."""
        headers = [(b"content-type", b"application/ld+json"), (b"cache-control", b"public, max-age=%d" % LONG), *CORS]
        return Reply(200, knowledge.context(), headers)

    async def examples(self, request: Request) -> Reply:
        """Example queries, as a page for people."""
        if _wants_page(request):
            return _page("examples.html", examples=examples())
        return _written(request, example_triples((await self._site.addresses()).base))


def _part(row: dict[str, str]) -> dict[str, str]:
    return {**row, "label": short(row["label"])}


def _wants_page(request: Request) -> bool:
    return chosen(request.headers.get("accept", ""), (*TYPES, HTML)) == HTML


def _page(template: str, **values: object) -> Reply:
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"vary", b"Accept"), *CORS]
    return Reply(200, render(template, **values).encode(), headers)


def _written(request: Request, triples: Iterable[Triple]) -> Reply:
    wanted: Wish = wish(request.headers.get("accept", ""))
    return described(written(triples, wanted.format), wanted, max_age=LONG)
