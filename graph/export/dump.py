"""The whole graph as N-Quads in code point order, so that equal graphs are equal bytes.

Knows named graphs; knows nothing of what they say.  The union that a store keeps as its default graph is not part of
a dump.
"""

from __future__ import annotations

import heapq
import tempfile
from itertools import islice
from typing import IO, TYPE_CHECKING

from evigraph.ontology.rdf import RdfFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from evigraph.ontology.rdf import Store

#: Lines that are sorted in memory at a time.
CHUNK = 500_000


def nquads(store: Store, *, chunk: int = CHUNK) -> Iterator[bytes]:
    """All quads of named graphs as sorted lines, in memory for `chunk` lines however many there are."""
    lines = _lines(store)
    files: list[IO[bytes]] = []
    try:
        while part := list(islice(lines, chunk)):
            files.append(_spooled(sorted(part)))
        yield from heapq.merge(*files)
    finally:
        for file in files:
            file.close()


def write_nquads(store: Store, path: Path) -> None:
    """Write all quads of named graphs to a file."""
    with path.open("wb") as out:
        out.writelines(nquads(store))


def _lines(store: Store) -> Iterator[bytes]:
    for graph in store.named_graphs():
        name = str(graph).encode()
        for line in (store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b"").splitlines():
            yield line[:-1] + name + b" .\n"


def _spooled(lines: Iterable[bytes]) -> IO[bytes]:
    spool = tempfile.TemporaryFile()  # noqa: SIM115  # closed by the caller
    spool.writelines(lines)
    spool.seek(0)
    return spool
