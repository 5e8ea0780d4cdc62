"""What a build is about to change in a server's store, kept there first, so that whoever comes next can finish it.

Knows graphs and lines of N-Triples; knows nothing of requests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.graph.stores.layout import ntriples, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evigraph.graph.stores.layout import Layout

#: Targets that are no graphs: triples that come into the union and go out of it, its size, graphs that are removed.
ADDED, DELETED, REMOVED = "urn:evigraph:added", "urn:evigraph:deleted", "urn:evigraph:removed"
SIZE = "urn:evigraph:size"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Graphs with the N-Triples to hold, graphs to remove, triples that come into the union and go out of it.

    `size` is how many triples the union holds then.
    """

    graphs: Mapping[str, bytes]
    removed: tuple[str, ...] = ()
    added: bytes = b""
    deleted: bytes = b""
    size: int = 0

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.graphs or self.removed or self.added or self.deleted)

    @classmethod
    def between(cls, before: Mapping[str, bytes], after: Mapping[str, bytes], *, union_of: Iterable[str]) -> Plan:
        """What leads from graphs as they are to graphs as they are to be; those of `union_of` make the union."""
        names = set(union_of)
        old = _union(lines for name, lines in before.items() if name in names)
        new = _union(lines for name, lines in after.items() if name in names)
        return cls(
            graphs={name: lines for name, lines in after.items() if before.get(name) != lines},
            removed=tuple(sorted(set(before) - set(after))),
            added=b"".join(sorted(new - old)),
            deleted=b"".join(sorted(old - new)),
            size=len(new),
        )

    def kept(self, layout: Layout) -> bytes:
        """The plan as triples of the pending graph."""
        listed = "\n".join(self.removed).encode()
        told = {**self.graphs, ADDED: self.added, DELETED: self.deleted, REMOVED: listed, SIZE: b"%d" % self.size}
        pending = layout.graph("pending")
        return b"".join(
            ntriples(pieces(f"{pending}/{target}", content.decode())) for target, content in told.items() if content
        )

    @classmethod
    def read(cls, layout: Layout, kept: Mapping[str, str]) -> Plan:
        """The plan of the texts that were kept."""
        pending = f"{layout.graph('pending')}/"
        told = {node.removeprefix(pending): content.encode() for node, content in kept.items()}
        added, deleted, removed = (told.pop(name, b"") for name in (ADDED, DELETED, REMOVED))
        size = int(told.pop(SIZE, b"0"))
        return cls(graphs=told, removed=tuple(removed.decode().split()), added=added, deleted=deleted, size=size)


def _union(graphs: Iterable[bytes]) -> set[bytes]:
    return {line for lines in graphs for line in lines.splitlines(keepends=True)}
