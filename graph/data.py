"""RDF files as a store, for whoever wants an endpoint over data of their own.

Knows files and graphs; knows nothing of documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.folder import StoreFolder
from evigraph.graph.union import UNION
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.rdf import NamedNode, Quad, Store, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def load_files(files: Iterable[tuple[str, Path]], folder: Path) -> None:
    """Make a store of files, each with the graph that its triples go to, empty for the default graph.

    Files of quads keep their graphs.  The default graph is the union of all.  Raises EvigraphError where a file cannot
    be read as RDF, or a graph's name is no IRI.
    """
    store_folder = StoreFolder(folder)
    store_folder.prepare()
    with store_folder.lock(), store_folder.next_generation() as generation:
        store = Store(str(generation))
        for graph, path in files:
            store.bulk_extend(_quads(graph, path))
        store.flush()


def _quads(graph: str, path: Path) -> Iterator[Quad]:
    """Every quad of a file, and its triple in the union."""
    try:
        target = NamedNode(graph) if graph else UNION
        for quad in parse(path=path):
            yield quad if quad.graph_name != UNION else Quad(quad.subject, quad.predicate, quad.object, target)
            yield Quad(quad.subject, quad.predicate, quad.object, UNION)
    except (SyntaxError, ValueError, OSError) as error:
        raise EvigraphError(f"{path}: cannot be read as RDF: {' '.join(str(error).split())}") from None
