"""The SPARQL 1.1 Graph Store HTTP Protocol, its reading half: whole graphs by name.

Knows the protocol; knows nothing of what graphs hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.answer import Request as Query
from evigraph.graph.binding import bound
from evigraph.ontology.rdf import NamedNode
from evigraph.ui.sparql import sparql
from evigraph.ui.web.describing import described, wish
from evigraph.ui.web.replies import Refusal

if TYPE_CHECKING:
    from evigraph.ui.web.replies import Reply
    from evigraph.ui.web.site import Site
    from starlette.requests import Request

#: Triples of the largest graph that is sent whole; a larger one is in the dump.
MOST = 2_000_000
LONGEST_NAME = 2000
NOT_IN_IRI = frozenset(' <>"{}|\\^`')


class GraphStore:
    """Answers for the graphs of one site."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def read(self, request: Request) -> Reply:
        """The graph that the query string names with `graph=IRI` or `default`; raises Refusal where there is none."""
        query = _query(request)
        wanted = wish(request.headers.get("accept", ""))
        found = await self._site.pool.answer(Query(query=query, graph=wanted.format, cap=MOST))
        if found.truncated:
            raise Refusal(413, f"the graph has more than {MOST} triples; take /dump.nq.gz")
        if "default" not in request.query_params and not await self._exists(request.query_params["graph"]):
            raise Refusal(404, "there is no such graph")
        return described(found.body, wanted)

    async def _exists(self, graph: str) -> bool:
        asked = Query(query=bound(sparql("known_graph"), "graph", NamedNode(graph)))
        return b"true" in (await self._site.pool.answer(asked)).body


def _query(request: Request) -> str:
    names = request.query_params.getlist("graph")
    if "default" in request.query_params and not names:
        return sparql("everything")
    if len(names) != 1 or "default" in request.query_params:
        raise Refusal(400, "name one graph with ?graph=IRI, or ?default")
    if ":" not in names[0] or len(names[0]) > LONGEST_NAME or any(s in NOT_IN_IRI or s <= " " for s in names[0]):
        raise Refusal(400, "the name of a graph is an absolute IRI")
    return bound(sparql("graph"), "graph", NamedNode(names[0]))
