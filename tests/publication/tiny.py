"""Stores of a few triples, for tests of what happens to them on servers.  Knows the names of graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.stores.destination import Destination
from evigraph.graph.stores.layout import Layout
from evigraph.graph.stores.plan import Plan
from evigraph.graph.stores.service import service

if TYPE_CHECKING:
    from collections.abc import Mapping

BASE = "https://evidence.example.org/"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


def graphs(documents: Mapping[str, str]) -> dict[str, bytes]:
    """The graphs of documents, each with the words of its only fact and one that all share."""
    return {
        f"{BASE}graph/{name}/facts": f'<{BASE}all> {LABEL} "shared" .\n<{BASE}{name}> {LABEL} "{words}" .\n'.encode()
        for name, words in documents.items()
    }


def put(address: str, documents: Mapping[str, str], **environment: str) -> None:
    """Let a server's store hold these documents."""
    destination = Destination(service(address, environment or None))
    layout = destination.finished()
    before = destination.content(layout) if layout else {}
    plan = Plan.between(before, graphs(documents), union_of=[*before, *graphs(documents)])
    if not plan.empty:
        destination.change(layout or Layout(BASE), plan, new=layout is None)


def lines(documents: Mapping[str, str]) -> list[bytes]:
    """The dump of a store of these documents."""
    told = [(name, line) for name, content in graphs(documents).items() for line in content.splitlines()]
    return sorted(line[:-1] + f"<{name}> .\n".encode() for name, line in told)


def union(documents: Mapping[str, str]) -> set[bytes]:
    """The triples of a store of these documents."""
    return {line for content in graphs(documents).values() for line in content.splitlines()}
