"""What every export reads from: queries and quads of one store, and who publishes it.

Knows the shape of a store; knows nothing of formats.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from evigraph.ontology.publisher import Publisher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.answer import Answer, Request
    from evigraph.graph.solutions import Solutions


class Graph(Protocol):
    """A store as exports read it."""

    def answer(self, request: Request) -> Answer:
        """Answer a query of any form."""
        ...

    def select(self, query: str) -> Solutions:
        """Answer a SELECT query."""
        ...

    def nquads(self) -> Iterator[bytes]:
        """All quads of named graphs as sorted lines."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """A graph and its publisher."""

    graph: Graph
    publisher: Publisher = field(default_factory=Publisher)
