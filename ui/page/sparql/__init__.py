"""The queries of the page, one .rq file each, which runs as it stands.  Knows where they are and how values get in."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.graph.binding import bound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.graph.store import Reader
    from evigraph.ontology.rdf import Literal, NamedNode

FOLDER = Path(__file__).parent


@cache
def _sparql(name: str) -> str:
    return (FOLDER / f"{name}.rq").read_text(encoding="utf-8")


def rows(reader: Reader, name: str, **values: Sequence[NamedNode | Literal]) -> list[dict[str, str]]:
    """The rows of a query file as text, with its examples replaced; raises KeyError for a variable without example."""
    query = _sparql(name)
    for variable, terms in values.items():
        query = bound(query, variable, *terms)
    return list(reader.select(query).texts())
