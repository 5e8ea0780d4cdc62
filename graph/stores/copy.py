"""A server's store as a folder to build into, and the way back: staged, put in place, counted.

Knows the order in which a store on a server changes; knows nothing of documents.  Whenever it is interrupted, the store
is as it was, or is refused to readers until whoever builds next has put in place what was staged.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.graph.binding import bound
from evigraph.graph.folder import StoreFolder
from evigraph.graph.publication import base_of
from evigraph.graph.store import LocalReader
from evigraph.graph.stores.layout import Layout, State, ntriples, pieces, query
from evigraph.graph.stores.plan import Plan
from evigraph.graph.stores.server import Server
from evigraph.graph.union import with_union
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.rdf import RdfFormat, Store, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evigraph.graph.stores.service import Service

#: Triples of one request: some servers compile what they are to delete.
DELETED_AT_ONCE = 500
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
        self._other = _Other(service)
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


class _Other:
    """The server's side of a copy."""

    def __init__(self, service: Service) -> None:
        self._server = Server(service)
        self._client = self._server.client

    def finished(self) -> Layout | None:
        """The layout of the store once nothing is left to finish, None where there is no store."""
        layout = self._server.layout()
        if layout is not None and layout.state is State.SWITCHING:
            self._switch(layout, Plan.read(layout, self._server.pieces(layout.graph("pending"))))
            return replace(layout, state=State.COMPLETE)
        return layout

    def content(self, layout: Layout) -> dict[str, bytes]:
        """The N-Triples of every graph of the store."""
        texts = layout.graph("texts")
        held = {n: number for n, number in self._server.counts().items() if layout.is_evidence(n) or n == texts}
        return {name: _triples(self._server.quads(name, number)) for name, number in held.items()}

    def texts(self, layout: Layout) -> dict[str, str]:
        """The texts that offsets refer to, by the names of their hashes."""
        return self._server.pieces(layout.graph("texts"))

    def change(self, layout: Layout, plan: Plan, *, new: bool) -> None:
        """Stage a plan, then put it in place."""
        if new:
            layout = self._new(layout)
        self._client.put(layout.graph("pending"), plan.kept(layout))
        self._expect({layout.graph("pending"): plan.kept(layout)})
        self._client.put(layout.graph("state"), replace(layout, state=State.SWITCHING).stated())
        self._switch(layout, plan)

    def _new(self, layout: Layout) -> Layout:
        """The layout of an empty store, once it is known whether the server's default graph is one of its own."""
        probe = layout.graph("pending")
        self._client.put(probe, ntriples(pieces(probe, probe)))
        seen = self._server.select(bound(query("probe"), "content", text(probe)))
        return replace(layout, union=layout.graph("union")) if len(seen) else layout

    def _switch(self, layout: Layout, plan: Plan) -> None:
        """Put a staged plan in place; whatever was already done is done again."""
        for name, lines in plan.graphs.items():
            self._client.put(name, lines)
        for name in plan.removed:
            self._client.delete(name)
        if plan.added:
            self._client.add(layout.union, plan.added)
        deleted = iter(plan.deleted.decode().splitlines())
        while part := list(islice(deleted, DELETED_AT_ONCE)):
            inner = "\n".join(part)
            scoped = f"GRAPH <{layout.union}> {{ {inner} }}" if layout.union else inner
            self._client.update(f"DELETE DATA {{ {scoped} }}")
        self._expect(plan.graphs)
        self._client.put(layout.graph("state"), replace(layout, state=State.COMPLETE).stated())
        self._client.delete(layout.graph("pending"))

    def _expect(self, graphs: Mapping[str, bytes]) -> None:
        """Count what has arrived."""
        held = self._server.counts()
        for name, lines in graphs.items():
            sent = lines.count(b"\n")
            if held.get(name, 0) != sent:
                raise EvigraphError(
                    f"{self._server.address}: holds {held.get(name, 0)} triples of {name} where {sent} were sent; run "
                    "the same build again"
                )


def _by_graph(lines: Iterable[bytes]) -> dict[str, bytes]:
    """N-Quads lines as the N-Triples of each graph."""
    graphs: defaultdict[str, list[bytes]] = defaultdict(list)
    for line in lines:
        at = line.rindex(b" <")
        graphs[line[at + 2 : line.rindex(b">")].decode()].append(line[:at] + b" .\n")
    return {name: b"".join(triples) for name, triples in graphs.items()}


def _triples(nquads: bytes) -> bytes:
    return b"".join(line[: line.rindex(b" <")] + b" .\n" for line in nquads.splitlines())


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
