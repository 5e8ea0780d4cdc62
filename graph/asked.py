"""What queries ask for: the predicates that they name.

Knows prefixed names; knows no SPARQL grammar, so a name in a comment counts too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.ontology.terms import PREFIXES, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME = re.compile(r"\b([a-z]+):(\w+)")


def predicates(queries: Iterable[str]) -> frozenset[str]:
    """All that may be predicates of what some queries ask for: triples of others need not be at hand for them."""
    found = (match.groups() for query in queries for match in NAME.finditer(query))
    return frozenset({RDF.type.value, *(PREFIXES[prefix] + name for prefix, name in found if prefix in PREFIXES)})
