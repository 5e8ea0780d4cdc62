"""Where the words of things stand, and the address at which they are read.

Knows mentions; knows no markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from evigraph.ontology.rdf import NamedNode
from evigraph.ui.page.sparql import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evigraph.graph.store import Reader

#: The path of the reader.
READ = "read"


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a document, in code points."""

    document: str
    start: int
    end: int

    @property
    def address(self) -> str:
        """Where it is read, relative to the page."""
        return f"{READ}/{quote(self.document, safe='')}?start={self.start}&end={self.end}#here"


def places(reader: Reader, nodes: Iterable[str]) -> Mapping[str, Place]:
    """The first place of each thing that stands somewhere, by its IRI."""
    terms = [NamedNode(node) for node in dict.fromkeys(nodes) if node]
    found: dict[str, Place] = {}
    for row in rows(reader, "words", node=terms) if terms else ():
        found.setdefault(row["node"], Place(row["document_id"], int(row["start"]), int(row["end"])))
    return found
