"""A server's store as a folder to build into, and the way back.

Knows folders and what a server's store holds of them; knows nothing of documents.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.graph.folder import StoreFolder
from evigraph.graph.publication import base_of
from evigraph.graph.store import LocalReader
from evigraph.graph.stores.destination import Destination
from evigraph.graph.stores.layout import Layout, ntriples, pieces, query
from evigraph.graph.stores.plan import Plan
from evigraph.graph.union import with_union
from evigraph.ontology.rdf import RdfFormat, Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.graph.stores.service import Service

VERSION = "urn:sha256:"


@contextmanager
def working_copy(service: Service) -> Iterator[Copy]:
    """A folder that holds what a server's store does; what is built there is put on the server by `push`."""
    with tempfile.TemporaryDirectory(prefix="evigraph-") as made:
        yield Copy(service, Path(made) / "store")


class Copy:
    """The folder and the server that it is a copy of."""

    def __init__(self, service: Service, path: Path) -> None:
        """Finish what another build left, and fetch everything."""
        self.path = path
        self._other = Destination(service)
        self._layout = self._other.finished()
        self._before = self._other.content(self._layout) if self._layout else {}
        if self._layout and self._before:
            self._fill(self._layout)

    def _fill(self, layout: Layout) -> None:
        folder = StoreFolder(self.path)
        folder.prepare()
        for node, content in self._other.texts(layout).items():
            folder.keep_text(node.removeprefix(VERSION), content)
        with folder.next_generation() as generation:
            store = Store(str(generation))
            for name, lines in self._before.items():
                if layout.is_evidence(name):
                    store.bulk_load(with_union(_in_graph(lines, name)), RdfFormat.N_QUADS)
            store.flush()

    def push(self) -> None:
        """Put on the server what the folder holds; raises EvigraphError where it does not arrive whole."""
        reader = LocalReader(self.path)
        layout = self._layout or Layout(base_of(reader.select))
        after = _by_graph(reader.nquads())
        evidence = {*after, *(name for name in self._before if layout.is_evidence(name))}
        after[layout.graph("texts")] = _texts(self.path / "texts", reader)
        plan = Plan.between(self._before, after, union_of=evidence)
        if not plan.empty:
            self._other.change(layout, plan, new=self._layout is None)


def _by_graph(lines: Iterable[bytes]) -> dict[str, bytes]:
    """N-Quads lines as the N-Triples of each graph."""
    graphs: defaultdict[str, list[bytes]] = defaultdict(list)
    for line in lines:
        at = line.rindex(b" <")
        graphs[line[at + 2 : line.rindex(b">")].decode()].append(line[:at] + b" .\n")
    return {name: b"".join(triples) for name, triples in graphs.items()}


def _in_graph(triples: bytes, name: str) -> bytes:
    return b"".join(line[:-1] + f"<{name}> .\n".encode() for line in triples.splitlines())


def _texts(folder: Path, reader: LocalReader) -> bytes:
    """The texts of current versions as triples."""
    current = sorted({row["sha256"] for row in reader.select(query("texts")).texts()})
    files = [(sha256, folder / f"{sha256}.txt") for sha256 in current]
    listed = [(sha256, file.read_bytes().decode()) for sha256, file in files if file.is_file()]
    return _sorted(ntriples([t for sha256, content in listed for t in pieces(f"{VERSION}{sha256}", content)]))


def _sorted(lines: bytes) -> bytes:
    return b"".join(sorted(lines.splitlines(keepends=True)))
