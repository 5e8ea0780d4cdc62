"""A label for everything, so that people who browse the graph never meet a bare IRI.

Knows which words stand for a thing; knows nothing of documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.ontology.rdf import Literal, NamedNode, Quad, text
from evigraph.ontology.terms import BASE, DCTERMS, HTA, OA, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.ontology.rdf import BlankNode, DefaultGraph

    GraphName = NamedNode | BlankNode | DefaultGraph

#: Characters of the longest label that is made of quoted words.
LONGEST = 80


def labels(quads: Iterable[Quad]) -> Iterator[Quad]:
    """A label for every subject that has none, in the graph that first speaks of it."""
    graphs: dict[NamedNode, GraphName] = {}
    words: dict[NamedNode, tuple[int, Literal]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            graphs.setdefault(quad.subject, quad.graph_name)
            rank = RANKS.get(quad.predicate)
            if rank is not None and isinstance(quad.object, Literal):
                found = rank, quad.object
                words[quad.subject] = min(words.get(quad.subject, found), found, key=_rank)
    for subject, graph in graphs.items():
        rank, label = words.get(subject, (len(RANKS), text(words_of(subject))))
        if rank:
            yield Quad(subject, RDFS.label, _short(label), graph)


def _rank(ranked: tuple[int, Literal]) -> int:
    return ranked[0]


#: What stands for a thing, the best first; where a thing has a label of its own, nothing is added.
RANKS = {
    predicate: rank
    for rank, predicate in enumerate((RDFS.label, SKOS.prefLabel, DCTERMS.title, HTA.documentId, OA.exact))
}


def _short(words: Literal) -> Literal:
    """Words in one line, without their end where they are many."""
    line = " ".join(words.value.split())
    line = line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
    return Literal(line, language=words.language) if words.language else text(line)


def words_of(node: NamedNode) -> str:
    """The words that a thing's name is made of.

    >>> words_of(NamedNode(f"{BASE}graph/htg700-overview/0123456789ab/facts"))
    'graph htg700-overview 0123456789ab facts'
    """
    name = node.value.removeprefix(BASE).removeprefix("id/")
    return " ".join(part for part in name.replace("#", "/").split("/") if part)
