"""Query files of a folder: each runs as it stands, and a caller's terms replace the examples in its VALUES lines.

Knows files and terms; knows nothing of what is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from evigraph.graph.binding import bound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from evigraph.graph.store import Reader
    from evigraph.ontology.rdf import Literal, NamedNode


@dataclass(frozen=True, slots=True)
class QueryFiles:
    """The queries of one folder by name."""

    folder: Path

    def rows(self, reader: Reader, name: str, /, **values: Sequence[NamedNode | Literal]) -> tuple[dict[str, str], ...]:
        """The rows of a query as the texts of its bound variables.

        Raises FileNotFoundError for another name, KeyError for a variable that the file has no example of.
        """
        query = _text(self.folder / f"{name}.rq")
        for variable, terms in values.items():
            query = bound(query, variable, *terms)
        return tuple(reader.select(query).texts())


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
