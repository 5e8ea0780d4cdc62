"""The description of a store kept in the store itself, where editors and harvesters ask for it.

Knows where it is kept; knows nothing of what it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.answer import Request, answer
from evigraph.graph.dataset.counting import counted_by
from evigraph.graph.dataset.void import dataset_graph, described
from evigraph.graph.labels import words_of
from evigraph.graph.store import rows
from evigraph.graph.union import UNION, add, remove_graph
from evigraph.ontology.rdf import NamedNode, Quad, Triple, text
from evigraph.ontology.terms import RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.graph.dataset.counting import Counts
    from evigraph.graph.solutions import Solutions
    from evigraph.ontology.iris import Iris
    from evigraph.ontology.rdf import Store


def forget(store: Store, iris: Iris) -> None:
    """Take the description out, which must not count itself."""
    remove_graph(store, dataset_graph(iris.base))


def counts_of(store: Store) -> Counts:
    """How many things and triples a store holds."""

    def select(query: str) -> Solutions:
        return rows(answer(store, Request(query=query)))

    return counted_by(select)


def describe(store: Store, iris: Iris, counts: Counts, own: Iterable[Triple]) -> None:
    """Add the description of what a store holds by these counts, and the triples `own`; the one before is forgotten."""
    graph = dataset_graph(iris.base)

    def types(node: NamedNode) -> Iterator[str]:
        for quad in store.quads_for_pattern(node, RDF.type, None, UNION):
            if isinstance(quad.object, NamedNode):
                yield quad.object.value

    told = described(counts, [*own, *_names(store)], types, iris.base)
    add(store, [Quad(t.subject, t.predicate, t.object, graph) for t in told])


def _names(store: Store) -> Iterator[Triple]:
    """Labels of graphs that nothing names."""
    for graph in store.named_graphs():
        if isinstance(graph, NamedNode) and next(store.quads_for_pattern(graph, RDFS.label, None, UNION), None) is None:
            yield Triple(graph, RDFS.label, text(words_of(graph)))
