"""A generation while it is made: one process writes it, or many read it, never both.

Knows opening and closing; knows nothing of what is in the store.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

from evigraph.graph.spool import Spool
from evigraph.ontology.rdf import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

#: Bytes that are read back at a time of what was gathered in a file.
PIECE = 8 << 20


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A generation as it was when its writer last let go of it, for other processes to read."""

    path: str
    state: int

    @property
    def store(self) -> Store:
        """The store, opened to read, once for each state."""
        return _opened(self.path, self.state)


@lru_cache(maxsize=1)
def _opened(path: str, state: int) -> Store:  # noqa: ARG001  # another state is another store in the same place
    return Store.read_only(path)


class Generation:
    """The store that a build writes to."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        self._path = str(path)
        self._states = count()
        self._store: Store | None = Store(self._path)

    @property
    def store(self) -> Store:
        """The store, open to write; raises RuntimeError while others read it."""
        if self._store is None:
            raise RuntimeError("the generation is being read")
        return self._store

    @contextmanager
    def read(self) -> Iterator[Snapshot]:
        """Close the store so that other processes can read it, and open it again when the block ends."""
        self.store.flush()
        self._store = None
        try:
            yield Snapshot(self._path, next(self._states))
        finally:
            self._store = Store(self._path)

    def load(self, batches: Iterable[bytes]) -> int:
        """Load N-Quads as they come, and return how many."""
        number = 0
        with Spool(self.store) as spool:
            for batch in batches:
                spool.write(batch)
                number += batch.count(b"\n")
        return number

    def load_later(self, made: Callable[[Snapshot], Iterable[bytes]]) -> int:
        """Load N-Quads that others make while they read: they are gathered in a file first."""
        with tempfile.TemporaryFile() as file:
            with self.read() as snapshot:
                file.writelines(made(snapshot))
            file.seek(0)
            return self.load(b"".join(lines) for lines in iter(lambda: file.readlines(PIECE), []))
