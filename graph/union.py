"""Named graphs and, in the default graph, each of their triples once.

Knows quads; knows nothing of what they say.  Oxigraph's own union of graphs repeats a solution for every graph that
holds the triple, which doubles rows and counts as soon as two documents describe one study; so the union is kept as the
default graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.ontology.rdf import DefaultGraph, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evigraph.ontology.rdf import NamedNode, Store

UNION = DefaultGraph()


def with_union(nquads: bytes) -> bytes:
    """N-Quads lines of named graphs, and the same lines without the graph."""
    lines = nquads.splitlines()
    return nquads + b"".join(line[: line.rindex(b" <")] + b" .\n" for line in lines)


def add(store: Store, quads: Iterable[Quad]) -> None:
    """Add quads of named graphs and keep the union."""
    listed = list(quads)
    store.extend([*listed, *(Quad(q.subject, q.predicate, q.object, UNION) for q in listed)])


def remove(store: Store, quads: Iterable[Quad]) -> None:
    """Remove quads of named graphs, and from the union what no other graph holds."""
    for quad in list(quads):
        store.remove(quad)
        held = store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
        if all(other.graph_name == UNION for other in held):
            store.remove(Quad(quad.subject, quad.predicate, quad.object, UNION))


def remove_graph(store: Store, graph: NamedNode) -> None:
    """Remove a named graph, and from the union what no other graph holds."""
    remove(store, store.quads_for_pattern(None, None, None, graph))
    store.remove_graph(graph)
