"""A file as one version of a document, read and described without a store.

Knows that extraction comes before the graph; knows nothing of either.
"""

from __future__ import annotations

from evigraph.graph.check import check
from evigraph.graph.recall import Recall
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.rdf import RdfFormat, parse
from evigraph.ui.building import extraction_of
from evigraph.ui.manifest import Source


def read(location: str) -> Recall:
    """What a document says; raises EvigraphError where it cannot be read or is refused."""
    checked = check(extraction_of(Source(location)))
    if checked.refused:
        raise EvigraphError(f"{location}: {checked.violations[0].message}")
    return Recall(checked.id, parse(checked.nquads, format=RdfFormat.N_QUADS))
