"""What one generation holds of each document, and how a document comes in and goes out.

Knows named graphs of documents; knows nothing of files or of how quads are made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from evigraph.graph.union import remove, remove_graph
from evigraph.ontology.rdf import Quad, text
from evigraph.ontology.terms import HTA, PROV

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.ontology.iris import Iris
    from evigraph.ontology.rdf import Literal, NamedNode, Store

PARTS = ("facts", "prov")
DERIVED = ("joins", "inferred", "audit")


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A document version as it is in a store."""

    document_id: str
    sha256: str
    node: NamedNode


def stored_version(store: Store, document_id: str, iris: Iris) -> StoredVersion | None:
    """The version of a document that a store holds."""
    for quad in store.quads_for_pattern(None, HTA.versionOf, iris.document(document_id), iris.meta):
        version = cast("NamedNode", quad.subject)
        stated = next(store.quads_for_pattern(version, HTA.contentHash, None, iris.meta))
        return StoredVersion(document_id, cast("Literal", stated.object).value.removeprefix("sha256:"), version)
    return None


def version_quads(store: Store, version: StoredVersion, iris: Iris) -> Iterator[Quad]:
    """All quads of a document version: facts, provenance, and what is said of the version and its runs."""
    for graph in _graphs(version, iris, PARTS):
        yield from store.quads_for_pattern(None, None, None, graph)
    yield from _meta_quads(store, version, iris)


def remove_version(store: Store, version: StoredVersion, iris: Iris) -> None:
    """Take a document version and everything derived from it out of a store."""
    remove(store, _meta_quads(store, version, iris))
    for graph in _graphs(version, iris, (*PARTS, *DERIVED)):
        remove_graph(store, graph)


def _graphs(version: StoredVersion, iris: Iris, parts: Iterable[str]) -> list[NamedNode]:
    return [iris.graph(version.document_id, version.sha256, part) for part in parts]


def _meta_quads(store: Store, version: StoredVersion, iris: Iris) -> list[Quad]:
    """What the graph of versions says of one: of the version, its graphs and its runs."""
    runs = [cast("NamedNode", q.subject) for q in store.quads_for_pattern(None, PROV.used, version.node, iris.meta)]
    subjects = [version.node, *_graphs(version, iris, (*PARTS, *DERIVED)), *runs]
    return [quad for subject in subjects for quad in store.quads_for_pattern(subject, None, None, iris.meta)]


def content_digest(store: Store, version: StoredVersion, iris: Iris) -> str:
    """The digest of the quads that were loaded for a version."""
    facts = iris.graph(version.document_id, version.sha256, "facts")
    stated = next(store.quads_for_pattern(facts, HTA.inputs, None, iris.meta), None)
    return cast("Literal", stated.object).value if stated else ""


def digest_quad(document_id: str, sha256: str, digest: str, iris: Iris) -> Quad:
    """The quad that keeps the digest of what was loaded."""
    return Quad(iris.graph(document_id, sha256, "facts"), HTA.inputs, text(digest), iris.meta)
