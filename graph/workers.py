"""A pool of query workers: no query can take the process that asks it down, none runs longer than it may.

Knows processes and time limits; knows nothing of SPARQL, which is parsed in the worker too.
"""

from __future__ import annotations

import queue
import select
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self, cast

from evigraph.graph.answer import Answer, QueryError, Request
from evigraph.graph.folder import StoreFolder
from evigraph.graph.frames import answer_of, read_message, request_head, write_message
from evigraph.graph.store import select as select_rows
from evigraph.ontology.errors import EvigraphError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import RawIOBase
    from pathlib import Path
    from types import TracebackType
    from typing import BinaryIO

    from evigraph.graph.solutions import Solutions

#: Seconds that a query may take, and bytes that a worker may use, unless the caller says otherwise.
LIMIT = 10.0
MEMORY = 8 << 30
STARTING = 30.0


class QueryTimeout(EvigraphError):  # noqa: N818  # no fault of the program
    """The query took longer than it may."""


class _Worker:
    """One process, started at once and awaited when it is first used."""

    def __init__(self, memory: int) -> None:
        command = [sys.executable, "-m", "evigraph.graph.worker", str(memory)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)  # noqa: S603
        self._requests = cast("BinaryIO", self._process.stdin)
        self._answers = cast("RawIOBase", self._process.stdout)
        self._ready = False

    def ask(self, request: Request, generation: str, limit: float) -> Answer:
        """Answer a request; raises TimeoutError after so many seconds, EOFError where the process ended."""
        if not self._ready:
            self._message(STARTING)
            self._ready = True
        try:
            write_message(self._requests, request_head(request, generation))
        except BrokenPipeError:
            raise EOFError from None
        return answer_of(*self._message(limit))

    def kill(self) -> None:
        """End the process now."""
        self._process.kill()
        self._process.wait()
        self._requests.close()
        self._answers.close()

    def _message(self, limit: float) -> tuple[dict[str, Any], bytes]:
        deadline = time.monotonic() + limit
        return read_message(lambda size: self._read(size, deadline))

    def _read(self, size: int, deadline: float) -> bytes:
        """So many bytes, fewer at the end of the stream."""
        chunks: list[bytes] = []
        while size:
            if not select.select([self._answers], [], [], max(0.0, deadline - time.monotonic()))[0]:
                raise TimeoutError
            chunk = self._answers.read(size)
            if not chunk:
                break
            chunks.append(chunk)
            size -= len(chunk)
        return b"".join(chunks)


class WorkerPool:
    """Answers queries in worker processes, always from the current generation; safe to use from many threads."""

    def __init__(self, folder: Path, *, workers: int = 2, limit: float = LIMIT, memory: int = MEMORY) -> None:
        self.folder = StoreFolder(folder)
        self.folder.current()
        self._limit = limit
        self._memory = memory
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        for _ in range(workers):
            self._idle.put(_Worker(memory))
        self._size = workers

    def answer(self, request: Request, *, limit: float | None = None) -> Answer:
        """Answer a query of any form.

        Raises QueryTimeout where it takes longer than `limit` seconds, waiting for a worker included, and QueryError
        where it does not parse, asks for what is refused, or takes its worker down.
        """
        seconds = self._limit if limit is None else limit
        generation = str(self.folder.current())
        with self._worker(seconds) as worker:
            return worker.ask(request, generation, seconds)

    def select(self, query: str) -> Solutions:
        """Answer a SELECT query as rows of terms; raises like `answer`, and QueryError for another form."""
        return select_rows(self, Request(query=query))

    @contextmanager
    def _worker(self, seconds: float) -> Iterator[_Worker]:
        """An idle worker; one that does not come back with an answer is killed and replaced."""
        try:
            worker = self._idle.get(timeout=seconds)
        except queue.Empty:
            raise QueryTimeout(f"all workers were busy for {seconds:g} s; ask again") from None
        try:
            yield worker
        except TimeoutError:
            worker = self._replaced(worker)
            raise QueryTimeout(f"the query took longer than {seconds:g} s; ask for less, or with LIMIT") from None
        except EOFError:
            worker = self._replaced(worker)
            raise QueryError("the query was too deep or too large for the process that ran it") from None
        finally:
            self._idle.put(worker)

    def _replaced(self, worker: _Worker) -> _Worker:
        worker.kill()
        return _Worker(self._memory)

    def close(self) -> None:
        """End all workers."""
        for _ in range(self._size):
            self._idle.get().kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
