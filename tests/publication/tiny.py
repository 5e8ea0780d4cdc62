"""Stores of a few triples, for tests of what happens to them on servers.  Knows the names of graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.folder import StoreFolder
from evigraph.graph.stores.copy import working_copy
from evigraph.graph.stores.service import service
from evigraph.graph.union import add
from evigraph.ontology.iris import Iris, digest
from evigraph.ontology.rdf import Quad, Store, text
from evigraph.ontology.terms import HTA, RDFS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

IRIS = Iris("https://evidence.example.org/")


def fill(folder: Path, documents: Mapping[str, str]) -> None:
    """Put documents, each with the words of its only fact, in the place of what a store holds."""
    store_folder = StoreFolder(folder)
    store_folder.prepare()
    with store_folder.next_generation() as generation:
        store = Store(str(generation))
        store.clear()
        for name, words in documents.items():
            sha256 = digest(words, length=64)
            store_folder.keep_text(sha256, f"{words}, the text. " * 1000)
            facts = IRIS.graph(name, sha256, "facts")
            version = IRIS.version(name, sha256)
            quads = [
                Quad(version, HTA.versionOf, IRIS.document(name), IRIS.meta),
                Quad(version, HTA.contentHash, text(f"sha256:{sha256}"), IRIS.meta),
                Quad(IRIS.document(name), RDFS.label, text(words), facts),
                Quad(IRIS.document(name), RDFS.label, text("shared by all documents"), facts),
            ]
            add(store, quads)
        store.flush()


def put(address: str, documents: Mapping[str, str], **environment: str) -> None:
    """Let a server's store hold these documents."""
    with working_copy(service(address, environment or None)) as copy:
        fill(copy.path, documents)
        copy.push()
