"""Queries of many clients answered by a few processes: none takes the asking one down, none runs longer than it may.

Knows queues and time limits; knows nothing of SPARQL, which is parsed in the workers too.  A query that runs for long
makes way: its process goes on with less of the processor, and another one takes its place, so that short queries of
others are answered meanwhile.
"""

from __future__ import annotations

import asyncio
import socket
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from evigraph.graph.answer import Answer, QueryError, Request
from evigraph.graph.fair_queue import FairQueue
from evigraph.graph.folder import StoreFolder
from evigraph.graph.frames import job_message
from evigraph.graph.process import WorkerProcess
from evigraph.graph.worker import LONGEST
from evigraph.ontology.errors import EvigraphError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

#: Seconds that a query may take, and bytes that a worker may use, unless the caller says otherwise.
LIMIT = 10.0
MEMORY = 4 << 30
#: Seconds after which a query counts as long, and how many long ones may run at a time.
SLOW = 0.5
MOST_SLOW = 4
#: How many jobs workers find waiting, so that none is idle while the pool is busy.
AHEAD = 3
TICK = 0.05
#: How many queries may wait, of one client and of all.
BACKLOG = 250
WHOLE_BACKLOG = 1000
#: A socket that keeps messages whole, of which every worker takes one at a time.
MESSAGES = socket.SOCK_SEQPACKET if sys.platform == "linux" else socket.SOCK_DGRAM


class QueryTimeout(EvigraphError):  # noqa: N818  # no fault of the program
    """The query took longer than it may, or the server is too busy to answer it in time."""


@dataclass(slots=True, eq=False)
class Waiting:
    """A job that is not answered yet."""

    number: int
    message: bytes
    client: str
    seconds: float
    deadline: float
    answered: asyncio.Future[Answer]
    sent: bool = False


class QueryPool:
    """Answers queries in worker processes, always from the current generation.  For one event loop: `async with`."""

    def __init__(
        self,
        folder: Path,
        *,
        workers: int = 2,
        limit: float = LIMIT,
        memory: int = MEMORY,
        slow: float = SLOW,
        most_slow: int = MOST_SLOW,
    ) -> None:
        self.folder = StoreFolder(folder)
        self._generation = _Generation(self.folder)
        self.limit = limit
        self._workers, self._memory, self._slow, self._most_slow = workers, memory, slow, most_slow
        self._processes: list[WorkerProcess] = []
        self._jobs: dict[int, Waiting] = {}
        self._queue: FairQueue[Waiting] = FairQueue()
        self._last = 0
        self._sent = 0
        self._watch: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._out, self._in = socket.socketpair(socket.AF_UNIX, MESSAGES)
        self._out.setblocking(False)
        for _ in range(self._workers):
            self._start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._watch is not None:
            self._watch.cancel()
        for process in list(self._processes):
            self._end(process)
        for job in list(self._jobs.values()):
            self._finish(job, QueryTimeout("the server is shutting down"))
        self._out.close()
        self._in.close()

    async def answer(self, request: Request, *, limit: float | None = None, client: str = "") -> Answer:
        """Answer a query of any form; clients that wait take turns.

        Raises QueryTimeout where it takes longer than `limit` seconds, waiting included, and QueryError where it does
        not parse, asks for what is refused, or takes its worker down.
        """
        if len(self._jobs) >= WHOLE_BACKLOG or self._queue.waiting(client) >= BACKLOG:
            raise QueryTimeout("too many queries are waiting; ask again in a moment")
        job = self._job(request, self.limit if limit is None else limit, client)
        self._jobs[job.number] = job
        self._queue.put(job, client)
        self._feed()
        if self._watch is None:
            self._watch = self._loop.call_later(TICK, self._tick)
        try:
            return await job.answered
        finally:
            self._forget(job)

    def _job(self, request: Request, seconds: float, client: str) -> Waiting:
        self._last += 1
        deadline = time.monotonic() + seconds
        message = job_message(self._last, deadline, self._generation.current(), request)
        return Waiting(self._last, message, client, seconds, deadline, self._loop.create_future())

    def _feed(self) -> None:
        """Send jobs as long as workers may soon be free for them."""
        while self._queue and self._sent < self._workers + AHEAD:
            job = self._queue.get()
            if job.answered.done():
                continue
            if not self._send(job):
                self._queue.put_back(job, job.client)
                return
            job.sent = True
            self._sent += 1

    def _send(self, job: Waiting) -> bool:
        """Whether the socket took it; a long message goes as a file."""
        try:
            if len(job.message) <= LONGEST:
                self._out.send(job.message)
                return True
            with tempfile.TemporaryFile() as spool:
                spool.write(job.message)
                spool.flush()
                socket.send_fds(self._out, [b"file"], [spool.fileno()])
        except BlockingIOError:
            return False
        return True

    def _finish(self, job: Waiting, found: Answer | EvigraphError) -> None:
        self._forget(job)
        if job.answered.done():
            return
        if isinstance(found, Answer):
            job.answered.set_result(found)
        else:
            job.answered.set_exception(found)

    def _forget(self, job: Waiting) -> None:
        if self._jobs.pop(job.number, None) is not None and job.sent:
            self._sent -= 1

    # ---------- processes

    def _start(self) -> None:
        process = WorkerProcess(self._in, self._memory)
        self._processes.append(process)
        self._loop.add_reader(process.fileno(), self._read, process)

    def _end(self, process: WorkerProcess) -> Waiting | None:
        """End a process and give the job that it left undone."""
        self._processes.remove(process)
        self._loop.remove_reader(process.fileno())
        for number, found in process.end():
            self._deliver(number, found)
        return self._jobs.get(process.job()[0])

    def _replace(self, process: WorkerProcess, job: Waiting | None = None, error: EvigraphError | None = None) -> None:
        """End a process, because of a job that fails or of none; another that it had taken up is sent anew."""
        left = self._end(process)
        if left is not None and left is not job:
            left.sent = False
            self._sent -= 1
            self._queue.put_back(left, left.client)
        if job is not None and error is not None:
            self._finish(job, error)
        while sum(not p.slow for p in self._processes) < self._workers:
            self._start()
        self._feed()

    def _read(self, process: WorkerProcess) -> None:
        try:
            found = list(process.answers())
        except EOFError:
            job = self._jobs.get(process.job()[0])
            self._replace(process, job, QueryError("the query was too deep or too large for the process that ran it"))
            return
        for number, answer in found:
            self._deliver(number, answer)
        if found and process.slow:
            self._replace(process)
        self._feed()

    def _deliver(self, number: int, found: Answer | QueryError) -> None:
        if job := self._jobs.get(number):
            self._finish(job, found)

    # ---------- time limits

    def _tick(self) -> None:
        """Look after everything that waits; again in a moment, as long as something does."""
        now = time.monotonic()
        for process in list(self._processes):
            self._look_after(process, now)
        for job in [job for job in self._jobs.values() if job.deadline <= now]:
            self._finish(job, QueryTimeout(f"all workers were busy for {job.seconds:g} s; ask again"))
        self._feed()
        busy = self._jobs or any(process.slow for process in self._processes)
        self._watch = self._loop.call_later(TICK, self._tick) if busy else None

    def _look_after(self, process: WorkerProcess, now: float) -> None:
        number, since = process.job()
        job = self._jobs.get(number)
        long = number != 0 and now - since >= self._slow
        if job is not None and job.deadline <= now:
            error = QueryTimeout(f"the query took longer than {job.seconds:g} s; ask for less, or with LIMIT")
            self._replace(process, job, error)
        elif job is None and long:  # nobody waits for it any more
            self._replace(process)
        elif long and not process.slow:
            self._demote(process)

    def _demote(self, process: WorkerProcess) -> None:
        """Let a long query make way; with too many of them, one of the client who has most is given up."""
        process.demote()
        slow = [(p, job) for p in self._processes if p.slow and (job := self._jobs.get(p.job()[0]))]
        if len(slow) <= self._most_slow:
            self._start()
            return
        held = Counter(job.client for _, job in slow)
        given_up, job = max(reversed(slow), key=lambda pair: held[pair[1].client])
        self._replace(given_up, job, QueryTimeout("the server is busy with long queries; ask again in a moment"))


class _Generation:
    """The path of the generation that answers, read anew when its pointer was replaced."""

    def __init__(self, folder: StoreFolder) -> None:
        self._folder = folder
        self._pointer = folder.pointer
        self._path, self._seen = str(folder.current()), self._stamp()

    def _stamp(self) -> tuple[int, int]:
        found = self._pointer.stat()
        return found.st_ino, found.st_mtime_ns

    def current(self) -> str:
        if (stamp := self._stamp()) != self._seen:
            self._path, self._seen = str(self._folder.current()), stamp
        return self._path
