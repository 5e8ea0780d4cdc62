"""A SPARQL server that may hold a store: queries, graphs, and how the store is laid out.

Knows what a server can be asked; knows nothing of who asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.answer import Answer, QueryError, Request
from evigraph.graph.binding import bound
from evigraph.graph.solutions import Solutions
from evigraph.graph.stores.answers import answered, canonical
from evigraph.graph.stores.client import Client
from evigraph.graph.stores.layout import Layout, State, joined, query
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.rdf import NamedNode, Quad, RdfFormat, parse, sorted_nquads
from evigraph.ontology.terms import PREFIXES

if TYPE_CHECKING:
    from evigraph.graph.stores.service import Service

SAID = 60


class Server:
    """One server; every method raises EvigraphError where it cannot be reached or does not answer as it should."""

    def __init__(self, service: Service) -> None:
        self.address = service.query
        self.client = Client(service)

    def answer(self, request: Request, *, limit: float | None = None) -> Answer:
        """Answer a query of any form over the graphs that it names; raises QueryError where the query is wrong."""
        graphs = {"default": request.default_graphs, "named": request.named_graphs}
        try:
            kind, body = self.client.query(request.query, **graphs, limit=limit)
        except QueryError:
            prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
            kind, body = self.client.query(prefixes + request.query, **graphs, limit=limit)
        try:
            return answered(kind, body, request)
        except (ValueError, SyntaxError, LookupError, TypeError):
            said = " ".join(body[:SAID].decode(errors="replace").split())
            raise EvigraphError(
                f"{self.address}: answered nonsense ({said!r}); is this the address of a SPARQL endpoint?"
            ) from None

    def select(self, sparql: str) -> Solutions:
        """Answer a SELECT query as rows of terms; raises QueryError for another form."""
        return rows(self.answer(Request(query=sparql)))

    def layout(self) -> Layout | None:
        """How the store is laid out, None where there is none; raises EvigraphError where there are several."""
        found = list(self.select(query("state")).texts())
        if len(found) > 1:
            raise EvigraphError(f"{self.address}: holds {len(found)} evigraph stores; give each a dataset of its own")
        for row in found:
            return Layout(row["node"].removesuffix("graph/state"), row.get("union", ""), State(row["state"]))
        return None

    def counts(self) -> dict[str, int]:
        """How many triples each named graph holds."""
        return {row["graph"]: int(row["number"]) for row in self.select(query("counts")).texts()}

    def size(self, union: str) -> int:
        """How many triples a graph holds as the default graph of a query, or the server's own where none is named."""
        graphs = (union,) if union else ()
        (row,) = rows(self.answer(Request(query=query("size"), default_graphs=graphs))).texts()
        return int(row["number"])

    def pieces(self, graph: str) -> dict[str, str]:
        """The texts that a graph keeps in pieces, by their nodes."""
        return joined(self.select(bound(query("pieces"), "graph", NamedNode(graph))).texts())

    def quads(self, graph: str, expected: int) -> bytes:
        """The quads of a named graph as sorted lines; raises EvigraphError where there are not as many as expected."""
        name = NamedNode(graph)
        try:
            triples = list(parse(self.client.get(graph), format=RdfFormat.N_TRIPLES))
        except SyntaxError:
            raise EvigraphError(f"{self.address}: answered nonsense instead of the triples of {graph}") from None
        if len(triples) != expected:
            raise EvigraphError(
                f"{self.address}: gave {len(triples)} of {expected} triples of {graph}; allow more rows there "
                "(Virtuoso: ResultSetMaxRows)"
            )
        return sorted_nquads(Quad(t.subject, t.predicate, canonical(t.object), name) for t in triples)


def rows(found: Answer) -> Solutions:
    """The rows of an answer in JSON; raises QueryError where the query was no SELECT."""
    if found.kind != "solutions":
        raise QueryError("a SELECT query is needed here")
    return Solutions.parse(found.body, truncated=found.truncated)
