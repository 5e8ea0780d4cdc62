"""A store on a SPARQL server as commands read it: the same answers that a folder gives.

Knows how the store is laid out; knows nothing of HTTP.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evigraph.graph.answer import Answer, Request
from evigraph.graph.stores.layout import State, query
from evigraph.graph.stores.server import Server, rows
from evigraph.ontology.errors import EvigraphError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.solutions import Solutions
    from evigraph.graph.stores.service import Service


class RemoteReader:
    """Answers from a server; every method raises EvigraphError where that cannot be reached."""

    def __init__(self, service: Service) -> None:
        """Open a store; raises EvigraphError where there is none, or a build into it has not finished."""
        self._server = Server(service)
        self.address = address = self._server.address
        layout = self._server.layout()
        if layout is None:
            raise EvigraphError(
                f"{address}: no evigraph store here; make one with: evigraph build SOURCE --store {address}"
            )
        if layout.state is not State.COMPLETE:
            raise EvigraphError(
                f"{address}: half-loaded, a build into it was interrupted; run a build again, which finishes it first"
            )
        self.layout = layout
        self._default = (layout.union,) if layout.union else ()
        self._named: tuple[str, ...] = ()
        if self._default and not self._server.answer(self._scoped(Request(query=query("state")))).body.count(b'"uri"'):
            self._named = tuple(self._server.counts())  # told its default graph, this server forgets all others

    def _scoped(self, request: Request) -> Request:
        if request.default_graphs or request.named_graphs:
            return request
        return replace(request, default_graphs=self._default, named_graphs=self._named)

    def answer(self, request: Request, *, limit: float | None = None) -> Answer:
        """Answer a query of any form, serialised, within so many seconds where that is less than the service's own.

        Raises QueryError where the server finds it wrong.
        """
        return self._server.answer(self._scoped(request), limit=limit)

    def select(self, sparql: str, *, limit: float | None = None) -> Solutions:
        """Answer a SELECT query as rows of terms; raises QueryError for another form."""
        return rows(self.answer(Request(query=sparql), limit=limit))

    def nquads(self) -> Iterator[bytes]:
        """The whole graph as sorted N-Quads lines, without what belongs to the server's store alone."""
        held = [(name, number) for name, number in self._server.counts().items() if self.layout.is_evidence(name)]
        yield from sorted(line for graph in held for line in self._server.quads(*graph).splitlines(keepends=True))

    def text(self, sha256: str) -> str:
        """The text that the offsets of a document version refer to."""
        found = self._server.pieces(self.layout.graph("texts")).get(f"urn:sha256:{sha256}")
        if found is not None:
            return found
        raise EvigraphError(f"{self._server.address}: the text of version {sha256[:12]} is not here; build it again")
