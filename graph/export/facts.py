"""The graph without the words of its sources: what a publisher may license although the quotes are another's.

Knows which properties hold words of a source; knows nothing of licences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.ontology.rdf import Literal, NamedNode, RdfFormat, parse
from evigraph.ontology.terms import DCTERMS, HTA, OA, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evigraph.graph.export.source import Graph, Source
    from evigraph.ontology.rdf import Quad

#: Properties whose values are passages: quotes, paragraphs, conclusions, search strategies.
PASSAGES = frozenset(
    {OA.exact, OA.prefix, OA.suffix, HTA.text, HTA.conclusion, HTA.exclusionReason, HTA.query, HTA.conflictOfInterest}
)
#: Names of documents and papers, which nobody owns however long they are, and what the audit says in its own words.
NAMES = frozenset(
    {
        DCTERMS.title,
        DCTERMS.rights,
        DCTERMS.bibliographicCitation,
        HTA.authors,
        HTA.article,
        HTA.referenceText,
        HTA.aboutProcedureText,
        HTA.message,
    }
)
#: Words from which on a literal is a passage, whatever it is the value of.
LONG = 12
#: Endings of the graphs that hold no word of a source, and of those in which quotes lend their words to labels.
OURS, OF_QUOTES = ("/vocabulary", "/meta", "/description"), ("/prov", "/audit")


def write_facts(source: Source, folder: Path) -> Iterator[Path]:
    """Write the graph without passages as sorted N-Quads."""
    path = folder / "evigraph-facts.nq"
    with path.open("wb") as out:
        out.writelines(facts(source.graph))
    yield path


def facts(graph: Graph) -> Iterator[bytes]:
    """The quads that repeat no passage, as sorted lines."""
    for line in graph.nquads():
        (quad,) = parse(line, format=RdfFormat.N_QUADS)
        if is_fact(quad):
            yield line


def is_fact(quad: Quad) -> bool:
    """Whether a quad repeats no passage of a source."""
    graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
    if not isinstance(quad.object, Literal) or graph.endswith(OURS):
        return True
    if quad.predicate in PASSAGES or (quad.predicate == RDFS.label and graph.endswith(OF_QUOTES)):
        return False
    return quad.predicate in NAMES or len(quad.object.value.split()) <= LONG
