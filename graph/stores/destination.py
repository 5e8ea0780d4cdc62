"""A server's store on its way from one content to another: staged, put in place, counted.

Knows the order in which a store on a server changes; knows nothing of folders.  Whenever it is interrupted, the store
is as it was, or is refused to readers until whoever builds next has put in place what was staged.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from evigraph.graph.binding import bound
from evigraph.graph.stores.layout import Layout, State, ntriples, pieces, query
from evigraph.graph.stores.plan import Plan
from evigraph.graph.stores.server import Server
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.rdf import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evigraph.graph.stores.service import Service

#: Triples of one request: some servers compile what they are to delete.
DELETED_AT_ONCE = 500


class Destination:
    """The server's side of a build."""

    def __init__(self, service: Service) -> None:
        self._server = Server(service)
        self._client = self._server.client

    def finished(self) -> Layout | None:
        """The layout of the store once nothing is left to finish, None where there is no store."""
        layout = self._server.layout()
        if layout is not None and layout.state is State.SWITCHING:
            self._switch(layout, Plan.read(layout, self._server.pieces(layout.graph("pending"))))
            return replace(layout, state=State.COMPLETE)
        return layout

    def content(self, layout: Layout) -> dict[str, bytes]:
        """The N-Triples of every graph of the store."""
        texts = layout.graph("texts")
        held = {n: number for n, number in self._server.counts().items() if layout.is_evidence(n) or n == texts}
        return {name: _triples(self._server.quads(name, number)) for name, number in held.items()}

    def texts(self, layout: Layout) -> dict[str, str]:
        """The texts that offsets refer to, by the names of their hashes."""
        return self._server.pieces(layout.graph("texts"))

    def change(self, layout: Layout, plan: Plan, *, new: bool) -> None:
        """Stage a plan, then put it in place."""
        if new:
            layout = self._new(layout)
        self._client.put(layout.graph("pending"), plan.kept(layout))
        self._expect({layout.graph("pending"): plan.kept(layout)})
        self._state(replace(layout, state=State.SWITCHING))
        self._switch(layout, plan)

    def _state(self, layout: Layout) -> None:
        """State how far the build came, and see that it is stated: readers rely on it."""
        self._client.put(layout.graph("state"), layout.stated())
        if self._server.layout() != layout:
            raise EvigraphError(f"{self._server.address}: does not keep what is written; run the same build again")

    def _new(self, layout: Layout) -> Layout:
        """The layout of an empty store, once it is known whether the server's default graph is one of its own."""
        probe = layout.graph("pending")
        self._client.put(probe, ntriples(pieces(probe, probe)))
        seen = self._server.select(bound(query("probe"), "content", text(probe)))
        return replace(layout, union=layout.graph("union")) if len(seen) else layout

    def _switch(self, layout: Layout, plan: Plan) -> None:
        """Put a staged plan in place; whatever was already done is done again."""
        for name, lines in plan.graphs.items():
            self._client.put(name, lines)
        for name in plan.removed:
            self._client.delete(name)
        if plan.added:
            self._client.add(layout.union, plan.added)
        deleted = iter(plan.deleted.decode().splitlines())
        while part := list(islice(deleted, DELETED_AT_ONCE)):
            inner = "\n".join(part)
            scoped = f"GRAPH <{layout.union}> {{ {inner} }}" if layout.union else inner
            self._client.update(f"DELETE DATA {{ {scoped} }}")
        self._expect(plan.graphs)
        held = self._server.size(layout.union)
        if held < plan.size or (layout.union and held > plan.size):
            raise EvigraphError(
                f"{self._server.address}: holds {held} triples in its default graph where {plan.size} belong; run the "
                "same build again"
            )
        self._state(replace(layout, state=State.COMPLETE))
        self._client.delete(layout.graph("pending"))

    def _expect(self, graphs: Mapping[str, bytes]) -> None:
        """Count what has arrived."""
        held = self._server.counts()
        for name, lines in graphs.items():
            sent = lines.count(b"\n")
            if held.get(name, 0) != sent:
                raise EvigraphError(
                    f"{self._server.address}: holds {held.get(name, 0)} triples of {name} where {sent} were sent; run "
                    "the same build again"
                )


def _triples(nquads: bytes) -> bytes:
    return b"".join(line[: line.rindex(b" <")] + b" .\n" for line in nquads.splitlines())
