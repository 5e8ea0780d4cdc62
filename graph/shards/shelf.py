"""The documents of a build that is not over: their shards by the ids of documents.

Knows shards; knows nothing of how they are read or loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evigraph.graph.shards.place import Shards

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evigraph.ontology.rdf import NamedNode


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where shards are, a folder or an address, and the digest of what went into each, by the id of its document."""

    location: str = ""
    inputs: dict[str, str] = field(default_factory=dict)

    def only(self, documents: Iterable[str]) -> Shelf:
        """The shelf of some documents, as far as they are on it."""
        return Shelf(self.location, {id_: self.inputs[id_] for id_ in documents if id_ in self.inputs})

    def nquads(self, document_id: str, version: NamedNode) -> bytes:
        """The sorted N-Quads of a version of a document, none where it is not here."""
        found = Shards.at(self.location).get(self.inputs[document_id]) if document_id in self.inputs else None
        return found.nquads if found and version.value.endswith(f"/{found.sha256[:12]}") else b""
