"""What all handlers share: the store, the pool that queries it, and what was computed once for a generation.

Knows stores; knows nothing of addresses.
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

from evigraph.graph.folder import StoreFolder
from evigraph.graph.pool import QueryPool
from evigraph.graph.workers import PoolReader

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

Value = TypeVar("Value")


class Site:
    """One store being served."""

    def __init__(self, folder: Path, *, workers: int, limit: float, memory: int) -> None:
        """Open a store folder; raises EvigraphError where there is none."""
        self.folder = StoreFolder(folder)
        self.pool = QueryPool(folder, workers=workers, limit=limit, memory=memory)
        self._kept: dict[str, tuple[str, object]] = {}
        self._locks: dict[str, threading.Lock] = {}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Answer queries as long as the block lasts."""
        async with self.pool:
            self.reader = PoolReader(self.pool, asyncio.get_running_loop())
            yield

    def once(self, name: str, make: Callable[[], Value]) -> Value:
        """A value that is made anew for every generation, by one thread at a time."""
        with self._locks.setdefault(name, threading.Lock()):
            generation = self.pool.generation()
            made, value = self._kept.get(name, ("", None))
            if made != generation:
                value = make()
                self._kept[name] = generation, value
            return value  # type: ignore[return-value]  # one name is one type
