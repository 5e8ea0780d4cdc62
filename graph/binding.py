"""Values for query files: the example in a VALUES line gives way to the caller's terms.

Knows SPARQL text and RDF terms; terms are serialised, never pasted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evigraph.ontology.rdf import Literal, NamedNode


def bound(query: str, variable: str, *terms: NamedNode | Literal) -> str:
    """The query with each `VALUES ?variable { ... }` holding these terms; raises KeyError where it has none."""
    values = re.compile(rf"VALUES\s+\?{re.escape(variable)}\s*\{{[^}}]*\}}")
    if not values.search(query):
        raise KeyError(variable)
    line = f"VALUES ?{variable} {{ {' '.join(map(str, terms))} }}"
    return values.sub(lambda _: line, query)
