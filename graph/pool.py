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
from evigraph.graph.worker import LONGEST, take
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
#: How many jobs workers find waiting, so that none is idle: more while queries are short, since then processes that
#: need not change for each of them answer more.
AHEAD, MOST_AHEAD = 3, 24
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
        self._most_sent = workers + AHEAD
        self._done = 0
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
        return await self.submit(request, limit=limit, client=client)

    def submit(self, request: Request, *, limit: float | None = None, client: str = "") -> asyncio.Future[Answer]:
        """Begin to answer a query; whoever cancels the future ends the query.  Otherwise like `answer`."""
        if len(self._jobs) >= WHOLE_BACKLOG or self._queue.waiting(client) >= BACKLOG:
            raise QueryTimeout("too many queries are waiting; ask again in a moment")
        job = self._job(request, self.limit if limit is None else limit, client)
        self._jobs[job.number] = job
        if self._queue or not self._sent_now(job):
            self._queue.put(job, client)
        if self._watch is None:
            self._watch = self._loop.call_later(TICK, self._tick)
        return job.answered

    @property
    def waiting(self) -> int:
        """How many queries are not answered yet."""
        return len(self._jobs)

    def generation(self) -> str:
        """A name for the generation that answers now, which no other one of this store has."""
        self._current()
        return self._generation.name

    def _current(self) -> str:
        """The path of the generation; a pool that is busy looks for a new one with every tick."""
        if not self._jobs:
            self._generation.look()
        return self._generation.path

    def _job(self, request: Request, seconds: float, client: str) -> Waiting:
        self._last += 1
        deadline = time.monotonic() + seconds
        message = job_message(self._last, deadline, self._current(), request)
        return Waiting(self._last, message, client, seconds, deadline, self._loop.create_future())

    def _feed(self) -> None:
        """Send jobs that wait, as long as workers may soon be free for them."""
        while self._queue and self._sent < self._most_sent:
            job = self._queue.get()
            if not job.answered.done() and not self._sent_now(job):
                self._queue.put_back(job, job.client)
                return

    def _sent_now(self, job: Waiting) -> bool:
        """Whether a job could be sent: workers may soon be free for it, and the socket takes it."""
        if self._sent >= self._most_sent or not self._send(job):
            return False
        job.sent = True
        self._sent += 1
        return True

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

    def _end(self, process: WorkerProcess) -> None:
        """End a process; what it had still written is delivered."""
        self._processes.remove(process)
        self._loop.remove_reader(process.fileno())
        for number, found in process.end():
            self._deliver(number, found)

    def _replace(self, process: WorkerProcess, job: Waiting | None = None, error: EvigraphError | None = None) -> None:
        """End a process, because of a job that fails or of none; another that it had taken up is sent anew."""
        self._end(process)
        if job is not None and error is not None:
            self._finish(job, error)
        self._recall()
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
        self._done += 1
        if job := self._jobs.get(number):
            self._finish(job, found)

    # ---------- time limits

    def _tick(self) -> None:
        """Look after everything that waits; again in a moment, as long as something does."""
        now = time.monotonic()
        self._generation.look()
        self._pace(now)
        for process in list(self._processes):
            self._look_after(process, now)
        for job in [job for job in self._jobs.values() if job.deadline <= now or job.answered.done()]:
            self._finish(job, QueryTimeout(f"all workers were busy for {job.seconds:g} s; ask again"))
        self._feed()
        busy = self._jobs or any(process.slow for process in self._processes)
        self._watch = self._loop.call_later(TICK, self._tick) if busy else None

    def _pace(self, now: float) -> None:
        """Keep more jobs ready while queries are short; take them back when one of them is not."""
        stuck = any(number and now - since > TICK for number, since in (p.job() for p in self._processes if not p.slow))
        ahead = AHEAD if stuck else max(AHEAD, min(MOST_AHEAD, self._done // 4))
        self._most_sent, self._done = self._workers + ahead, 0
        if stuck and self._sent > len(self._processes):
            self._recall()

    def _recall(self) -> None:
        """Let the jobs that no worker is at wait here again; one that has just been taken or done is done twice."""
        try:
            while True:
                take(self._in, socket.MSG_DONTWAIT)
        except BlockingIOError:
            pass
        begun = {process.job()[0] for process in self._processes}
        for job in reversed(self._jobs.values()):
            if job.sent and job.number not in begun:
                job.sent = False
                self._sent -= 1
                self._queue.put_back(job, job.client)
        for served in filter(None, map(self._jobs.get, begun)):
            self._queue.last(served.client)

    def _look_after(self, process: WorkerProcess, now: float) -> None:
        number, since = process.job()
        job = self._jobs.get(number)
        if job is not None and job.answered.done():
            job = None
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
    """The generation that answers, looked for anew where its pointer was replaced; `name` is of this one alone."""

    def __init__(self, folder: StoreFolder) -> None:
        self._folder = folder
        self._pointer = folder.pointer
        self.name = self.path = ""
        self._seen = (0, 0)
        self.look()

    def look(self) -> None:
        if not self.path:
            self._folder.current()
        found = self._pointer.stat()
        stamp = found.st_ino, found.st_mtime_ns
        if stamp != self._seen:
            self.path = str(self._folder.current())
            self._seen = stamp
            self.name = f"{self.path} {stamp}"
