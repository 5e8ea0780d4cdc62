"""The pool of query workers for code that does not wait: the same answers and errors, from any thread.

Knows how to run a pool beside the caller; knows nothing of how it works.
"""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any, Self

from evigraph.graph.answer import Answer, Request
from evigraph.graph.pool import LIMIT, MEMORY, QueryPool, QueryTimeout
from evigraph.graph.store import rows

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path
    from types import TracebackType

    from evigraph.graph.solutions import Solutions

__all__ = ["LIMIT", "MEMORY", "PoolReader", "QueryTimeout", "WorkerPool"]


class PoolReader:
    """What a pool answers, for code in other threads than that of its event loop; raises like `QueryPool.answer`."""

    def __init__(self, pool: QueryPool, loop: asyncio.AbstractEventLoop) -> None:
        self._pool = pool
        self._loop = loop

    def answer(self, request: Request, *, limit: float | None = None) -> Answer:
        """Answer a query of any form."""
        return asyncio.run_coroutine_threadsafe(self._pool.answer(request, limit=limit), self._loop).result()

    def select(self, query: str, *, limit: float | None = None) -> Solutions:
        """Answer a SELECT query as rows of terms; raises QueryError for another form."""
        return rows(self.answer(Request(query=query), limit=limit))


class WorkerPool(PoolReader):
    """Answers queries in worker processes, always from the current generation; safe to use from many threads."""

    def __init__(self, folder: Path, *, workers: int = 2, limit: float = LIMIT, memory: int = MEMORY) -> None:
        pool = QueryPool(folder, workers=workers, limit=limit, memory=memory)
        super().__init__(pool, asyncio.new_event_loop())
        self.folder = pool.folder
        self._thread = threading.Thread(target=self._loop.run_forever, name="query pool", daemon=True)
        self._thread.start()
        self._await(pool.__aenter__())

    def close(self) -> None:
        """End all workers."""
        self._await(self._pool.__aexit__(None, None, None))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _await(self, work: Coroutine[Any, Any, object]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
