"""Quads on their way into a store: gathered in a file, loaded in bulk, in memory for one batch alone.

Knows bulk loading; knows nothing of what is loaded.
"""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Self

from evigraph.graph.union import with_union
from evigraph.ontology.rdf import RdfFormat

if TYPE_CHECKING:
    from types import TracebackType

    from evigraph.ontology.rdf import Store

#: Bytes of N-Quads that are loaded at a time.  Oxigraph holds a batch in memory, in about five times the space, and
#: every batch is one more for it to merge with all the others: with a quarter of this, loading takes a third longer.
BATCH = 192 << 20


class Spool:
    """Takes N-Quads of named graphs, and loads them with the union; what is left is loaded when the block ends."""

    def __init__(self, store: Store, *, batch: int = BATCH) -> None:
        self._store = store
        self._batch = batch
        self._file = tempfile.NamedTemporaryFile(suffix=".nq")  # noqa: SIM115  # closed when the block ends

    def write(self, nquads: bytes) -> None:
        """Take some lines, and load what has been gathered when it is a batch."""
        self._file.write(with_union(nquads))
        if self._file.tell() > self._batch:
            self._load()

    def _load(self) -> None:
        self._file.flush()
        if self._file.tell():
            self._store.bulk_load(path=self._file.name, format=RdfFormat.N_QUADS, lenient=True)
        self._file.seek(0)
        self._file.truncate()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._file:
            if kind is None:
                self._load()
