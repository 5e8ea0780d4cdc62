"""The quads of one document version while they are gathered, each in its graph.

Knows named graphs; knows nothing of records.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evigraph.ontology.rdf import NamedNode, Quad, Term

if TYPE_CHECKING:
    from evigraph.ontology.iris import Iris
    from evigraph.ontology.vocabulary import Vocabulary


@dataclass(slots=True)
class Sheet:
    """`facts` holds what is said, `prov` where and by whom it was read, `meta` which versions and runs there are."""

    document_id: str
    sha256: str
    iris: Iris
    vocabulary: Vocabulary
    quads: list[Quad] = field(default_factory=list)
    document: NamedNode = field(init=False)
    version: NamedNode = field(init=False)
    facts: NamedNode = field(init=False)
    prov: NamedNode = field(init=False)

    def __post_init__(self) -> None:
        self.document = self.iris.document(self.document_id)
        self.version = self.iris.version(self.document_id, self.sha256)
        self.facts = self.iris.graph(self.document_id, self.sha256, "facts")
        self.prov = self.iris.graph(self.document_id, self.sha256, "prov")

    def fact(self, subject: NamedNode, predicate: NamedNode, *objects: Term) -> None:
        """State it in the facts graph."""
        self.quads.extend(Quad(subject, predicate, value, self.facts) for value in objects)

    def trace(self, subject: NamedNode, predicate: NamedNode, *objects: Term) -> None:
        """State it in the provenance graph."""
        self.quads.extend(Quad(subject, predicate, value, self.prov) for value in objects)

    def describe_version(self, subject: NamedNode, predicate: NamedNode, *objects: Term) -> None:
        """State it in the graph of versions and runs."""
        self.quads.extend(Quad(subject, predicate, value, self.iris.meta) for value in objects)
