"""Findings in, a new generation of the store out; whatever goes wrong, the generation before keeps answering.

Knows the order of a build; knows nothing of text, and nothing of how documents are described or joined.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evigraph.graph.check import CheckedDocument, check
from evigraph.graph.contents import (
    StoredVersion,
    content_digest,
    digest_quad,
    remove_version,
    stored_version,
    version_quads,
)
from evigraph.graph.corrections.keeping import load_corrections
from evigraph.graph.dataset.description import counts_of, describe, forget
from evigraph.graph.derivation import Alone, derive
from evigraph.graph.folder import StoreFolder
from evigraph.graph.generation import Generation
from evigraph.graph.report import BuildReport, BuiltDocument
from evigraph.graph.shards.shelf import Shelf
from evigraph.graph.sharing import Shared
from evigraph.graph.spool import Spool
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.iris import Iris, digest, key
from evigraph.ontology.rdf import sorted_nquads
from evigraph.ontology.terms import BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from evigraph.graph.parallel import Processes
    from evigraph.ontology.rdf import Store, Triple
    from evigraph.ontology.records import Extraction

#: Documents from which on it is worth while to start processes for what is derived.
FEWEST = 16


def build(extractions: Iterable[Extraction], folder: Path, *, base: str = BASE) -> BuildReport:
    """Check documents and load them into a store folder, which is made where it does not exist.

    Raises EvigraphError where the folder cannot be built in; documents that were refused are in the report.
    """
    return load((check(extraction, base=base) for extraction in extractions), folder, base=base)


def load(
    documents: Iterable[CheckedDocument],
    folder: Path,
    *,
    base: str = BASE,
    own: Iterable[Triple] = (),
    sharing: Sharing | None = None,
) -> BuildReport:
    """Load checked documents, each replacing its version before, and derive what follows from all of them together.

    `own` is what the publisher says of the dataset as a whole, beside the description that is made of it; `sharing` is
    how what is derived is shared out.
    Raises EvigraphError where two of them have one id, where another build holds the folder, or where the disk refuses.
    """
    store_folder = StoreFolder(folder)
    try:
        store_folder.prepare()
        with store_folder.lock():
            return _load(documents, store_folder, Iris(base), own, sharing or Sharing())
    except OSError as error:
        raise _refusal(folder, error) from None


def _load(
    documents: Iterable[CheckedDocument],
    folder: StoreFolder,
    iris: Iris,
    own: Iterable[Triple],
    sharing: Sharing,
) -> BuildReport:
    try:
        with folder.next_generation() as generation:
            return _Build(folder, Generation(generation), iris).run(documents, own, sharing)
    except OSError as error:
        refusal = _refusal(folder.path, error)
    folder.sweep()  # only now that nothing holds the unfinished generation open can it be removed whole
    raise refusal


def _refusal(folder: Path, error: OSError) -> EvigraphError:
    return EvigraphError(f"{folder}: {error.strerror or error}; nothing was changed, the store before is intact")


@dataclass(frozen=True, slots=True)
class Sharing:
    """What shares in a build, and the shelf where it finds documents, which stay there until all is done.

    `told` is called with the number of documents for which all is derived, and of all.
    """

    processes: Processes | None = None
    shelf: Shelf = field(default_factory=Shelf)
    told: Callable[[int, int], None] | None = None

    def of(self, generation: Generation) -> Shared | None:
        """A generation shared out, None where nobody shares in it."""
        return Shared(generation, self.processes, self.shelf, self.told) if self.processes else None


class _Build:
    """One build into a generation that nobody reads yet."""

    def __init__(self, folder: StoreFolder, generation: Generation, iris: Iris) -> None:
        self._folder = folder
        self._generation = generation
        self._iris = iris

    @property
    def _store(self) -> Store:
        return self._generation.store

    def run(self, documents: Iterable[CheckedDocument], own: Iterable[Triple], sharing: Sharing) -> BuildReport:
        built = self._loaded(documents)
        changed = {document.id for document in built if not document.refused and not document.unchanged}
        shared = sharing.of(self._generation) if len(changed) >= FEWEST else None
        derived = derive(shared or Alone(self._store), self._iris, changed)
        load_corrections(self._store, self._folder, self._iris)
        forget(self._store, self._iris)
        held = shared.counts() if shared else counts_of(self._store)
        describe(self._store, self._iris, held, own)
        self._store.flush()
        counts = (derived.joined, derived.inferred, derived.audited)
        return BuildReport(tuple(built), self._generation.name, *counts, alone=derived.alone)

    def _loaded(self, documents: Iterable[CheckedDocument]) -> list[BuiltDocument]:
        with Spool(self._store) as spool:
            return self._spooled(documents, spool)

    def _spooled(self, documents: Iterable[CheckedDocument], spool: Spool) -> list[BuiltDocument]:
        """Take documents as they come, so that memory does not grow with their number."""
        built: list[BuiltDocument] = []
        seen: set[str] = set()
        for document in documents:
            if key(document.id) in seen:
                raise EvigraphError(f"{document.id}: two documents of one build bear this id; rename one of the files")
            seen.add(key(document.id))
            built.append(_refused(document) if document.refused else self._take(document, spool))
        return built

    def _take(self, document: CheckedDocument, spool: Spool) -> BuiltDocument:
        """Put a document in the place of its version before; one that says the same stays."""
        iris, before = self._iris, stored_version(self._store, document.id, self._iris)
        content = digest(document.nquads.decode(), length=64)
        if before and content_digest(self._store, before, iris) == content:
            return _built(document, unchanged=True)
        self._folder.keep_text(document.sha256, document.text)
        if before:
            self._retire(before, document.sha256)
        spool.write(document.nquads)
        spool.write(sorted_nquads([digest_quad(document.id, document.sha256, content, iris)]))
        return _built(document, replaced=before.sha256 if before and before.sha256 != document.sha256 else "")

    def _retire(self, before: StoredVersion, sha256: str) -> None:
        """Take a version out, and keep its quads where its text was another."""
        if before.sha256 != sha256:
            quads = sorted_nquads(version_quads(self._store, before, self._iris))
            self._folder.keep_version(key(before.document_id), before.sha256, quads)
        remove_version(self._store, before, self._iris)


def _built(document: CheckedDocument, *, replaced: str = "", unchanged: bool = False) -> BuiltDocument:
    quads = document.nquads.count(b"\n")
    return BuiltDocument(
        document.id,
        document.sha256,
        quads,
        replaced,
        unchanged,
        violations=document.violations,
        warnings=document.warnings,
        profile=document.profile,
        coverage=document.coverage,
        unread=document.unread,
    )


def _refused(document: CheckedDocument) -> BuiltDocument:
    return BuiltDocument(document.id, document.sha256, 0, violations=document.violations)
