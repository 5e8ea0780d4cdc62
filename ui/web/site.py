"""What all handlers share: the store, the pool that queries it, and what was computed once for a generation.

Knows stores; knows nothing of addresses.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

from evigraph.graph.answer import ROW_CAP, Request
from evigraph.graph.folder import StoreFolder
from evigraph.graph.pool import QueryPool
from evigraph.graph.publication import base_query
from evigraph.graph.store import rows
from evigraph.graph.workers import PoolReader
from evigraph.ontology.terms import BASE
from evigraph.ui.web.addresses import Addresses
from evigraph.ui.web.once import Once

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from evigraph.graph.solutions import Solutions

Value = TypeVar("Value")

#: What part of a worker's memory the files of a generation may be, to be held in it.
HELD = 32


class Site:
    """One store being served."""

    def __init__(self, folder: Path, *, workers: int, limit: float, memory: int) -> None:
        """Open a store folder; raises EvigraphError where there is none."""
        self.folder = StoreFolder(folder)
        self.pool = QueryPool(folder, workers=workers, limit=limit, memory=memory, held=memory // HELD)
        self._addressed = "", Addresses()
        self._once = Once(self.pool.generation)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Answer queries as long as the block lasts."""
        async with self.pool:
            self.reader = PoolReader(self.pool, asyncio.get_running_loop())
            yield

    async def select(self, query: str, *, cap: int = ROW_CAP) -> Solutions:
        """Answer a SELECT query of the server's own, at most `cap` rows of it; raises like `QueryPool.answer`."""
        return rows(await self.pool.answer(Request(query=query, cap=cap)))

    async def addresses(self) -> Addresses:
        """Which paths answer for which IRIs."""
        generation = self.pool.generation()
        if self._addressed[0] != generation:
            found = next((await self.select(base_query())).texts(), {})
            self._addressed = generation, Addresses(found.get("base") or BASE)
        return self._addressed[1]

    async def withdrawn(self) -> frozenset[str]:
        """The IRIs that versions which were replaced spoke of."""
        return await asyncio.to_thread(self.once, "withdrawn", self._withdrawn)

    def _withdrawn(self) -> frozenset[str]:
        files = (self.folder.path / "history").glob("*/*.nq")
        return frozenset(subject for file in files for subject in _subjects(file))

    def once(self, name: str, make: Callable[[], Value]) -> Value:
        """A value that is made anew for every generation, by one thread at a time."""
        return self._once.value(name, make)


def _subjects(file: Path) -> Iterator[str]:
    """The subjects of N-Quads lines."""
    with file.open("rb") as lines:
        for line in lines:
            subject, _, _ = line.partition(b" ")
            yield subject[1:-1].decode()
