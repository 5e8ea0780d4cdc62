"""Queries of many clients answered by a few processes: none takes the asking one down, none runs longer than it may.

Knows queues and time limits; knows nothing of SPARQL, which is parsed in the workers too.  A query that runs for long
makes way: its process goes on with less of the processor, and another one takes its place, so that short queries of
others are answered meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from evigraph.graph.answer import Answer, QueryError, Request
from evigraph.graph.current import CurrentGeneration
from evigraph.graph.fair_queue import FairQueue
from evigraph.graph.folder import StoreFolder
from evigraph.graph.frames import BATCH, LENGTH, batch_message, job_message
from evigraph.graph.process import WorkerProcess
from evigraph.graph.worker import LONGEST, take
from evigraph.ontology.errors import EvigraphError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from evigraph.graph.frames import Found

#: Seconds that a query may take, and bytes that a worker may use, unless the caller says otherwise.
LIMIT = 10.0
MEMORY = 4 << 30
#: Seconds of a processor after which a query counts as long, and how many long ones may run at a time.
SLOW = 0.5
MOST_SLOW = 4
#: How many jobs workers find waiting, so that none is idle: more while queries are short, since then processes that
#: need not change for each of them answer more.
AHEAD, MOST_AHEAD = 3, 24
TICK = 0.05
#: Jobs of one message: short queries cost less than to wake a process for each of them.
MOST_TOGETHER = 8
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
        held: int = 0,
        slow: float = SLOW,
        most_slow: int = MOST_SLOW,
    ) -> None:
        """Each of so many workers has `memory` bytes, and generations in it whose files have up to `held` of them."""
        self.folder = StoreFolder(folder)
        self._generation = CurrentGeneration(self.folder)
        self.limit = limit
        self._workers, self._slow, self._most_slow = workers, slow, most_slow
        self._memory, self._held = memory, held
        self._processes: list[WorkerProcess] = []
        self._reserve: WorkerProcess | None = None
        self._killed: list[WorkerProcess] = []  # what they wrote is still to be read
        self._closed: list[WorkerProcess] = []  # they are still to go
        self._jobs: dict[int, Waiting] = {}
        self._queue: FairQueue[Waiting] = FairQueue()
        self._last = 0
        self._epoch = 0
        self._sent = 0
        self._most_sent = workers + AHEAD
        self._done = 0
        self.kills = 0
        self._watch: asyncio.TimerHandle | None = None
        self._feeding: asyncio.Handle | None = None

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._out, self._in = socket.socketpair(socket.AF_UNIX, MESSAGES)
        self._out.setblocking(False)
        for _ in range(self._workers):
            self._start(self._process(urgent=False))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._feeding is not None:
            self._feeding.cancel()
        for job in list(self._jobs.values()):
            self._finish(job, QueryTimeout("the server is shutting down"))
        if self._reserve is not None:
            self._killed.append(self._reserve)
            self._reserve.kill()
        for process in list(self._processes):
            self._end(process)
        for process in list(self._killed):
            self._close(process)
        if self._watch is not None:
            self._watch.cancel()
        for process in self._closed:
            process.wait()
        self._out.close()
        self._in.close()

    async def answer(self, request: Request, *, limit: float | None = None, client: str = "") -> Answer:
        """Answer a query of any form; clients that wait take turns.

        Raises QueryTimeout where it takes longer than `limit` seconds, waiting included, QueryError where it does not
        parse, asks for what is refused, or takes its worker down, and StoreError where the store is damaged.
        """
        return await self.submit(request, limit=limit, client=client)

    def submit(self, request: Request, *, limit: float | None = None, client: str = "") -> asyncio.Future[Answer]:
        """Begin to answer a query; whoever cancels the future ends the query.  Otherwise like `answer`."""
        if len(self._jobs) >= WHOLE_BACKLOG or self._queue.waiting(client) >= BACKLOG:
            raise QueryTimeout("too many queries are waiting; ask again in a moment")
        job = self._job(request, self.limit if limit is None else limit, client)
        self._jobs[job.number] = job
        self._queue.put(job, client)
        if self._feeding is None:  # at the end of this turn of the loop, together with what else arrives in it
            self._feeding = self._loop.call_soon(self._feed)
        self._keep_watch()
        return job.answered

    @property
    def waiting(self) -> int:
        """How many queries are not answered yet."""
        return len(self._jobs)

    @property
    def workers(self) -> int:
        """How many processes answer queries now, those with long ones included."""
        return len(self._processes)

    def generation(self) -> str:
        """A name for the generation that answers now, which no other one of this store has.

        A pool that is busy looks for a new generation with every tick.
        """
        if not self._jobs:
            self._generation.look()
        return self._generation.name

    @property
    def generation_id(self) -> str:
        """What the store calls the generation that answers."""
        return self._generation.id

    def _job(self, request: Request, seconds: float, client: str) -> Waiting:
        self._last += 1
        deadline = time.monotonic() + seconds
        message = job_message(self._last, deadline, self.generation(), request)
        return Waiting(self._last, message, client, seconds, deadline, self._loop.create_future())

    def _feed(self) -> None:
        """Send jobs that wait, as long as workers may soon be free for them."""
        self._feeding = None
        while self._queue and (room := self._most_sent - self._sent) > 0:
            share = -(-min(len(self._queue), room) // self._workers)
            jobs = self._next(min(share, MOST_TOGETHER))
            if not jobs:
                continue
            if not self._send(batch_message(self._epoch, (job.message for job in jobs))):
                for job in reversed(jobs):
                    self._queue.put_back(job, job.client)
                return
            for job in jobs:
                job.sent = True
            self._sent += len(jobs)

    def _next(self, most: int) -> list[Waiting]:
        """The next jobs that somebody waits for, as many as one message takes; a longer one goes alone."""
        jobs: list[Waiting] = []
        left = LONGEST - BATCH.size
        while self._queue and len(jobs) < most:
            job = self._queue.get()
            left -= LENGTH.size + len(job.message)
            if jobs and left < 0:
                self._queue.put_back(job, job.client)
                break
            if not job.answered.done():
                jobs.append(job)
        return jobs

    def _send(self, message: bytes) -> bool:
        """Whether the socket took it; a long message goes as a file."""
        try:
            if len(message) <= LONGEST:
                self._out.send(message)
                return True
            with tempfile.TemporaryFile() as spool:
                spool.write(message)
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

    def _start(self, process: WorkerProcess | None = None) -> None:
        """Let a process take jobs: the one in reserve, so that a query which ends many of them gains nothing by it."""
        process = process or self._reserve
        if process is None or process.gone():
            process = self._process()
        self._reserve = None
        self._loop.call_soon(self._keep_reserve)
        process.recall(self._epoch)
        process.begin()
        self._processes.append(process)
        self._loop.add_reader(process.fileno(), self._read, process)

    def _keep_reserve(self) -> None:
        if self._reserve is None and self._processes:
            self._reserve = self._process()

    def _process(self, *, urgent: bool = True) -> WorkerProcess:
        return WorkerProcess(self._in, self._generation.name, memory=self._memory, held=self._held, urgent=urgent)

    def _end(self, process: WorkerProcess) -> None:
        """Kill a process without waiting for its end: one that has much memory or little of the processor ends late."""
        self.kills += 1
        logging.getLogger(__name__).info("a process was ended", extra={"job": process.job()[0], "slow": process.slow})
        process.kill()
        self._processes.remove(process)
        self._killed.append(process)
        self._keep_watch()

    def _close(self, process: WorkerProcess) -> None:
        self._killed.remove(process)
        self._loop.remove_reader(process.fileno())
        process.close()
        self._closed.append(process)

    def _replace(self, process: WorkerProcess, job: Waiting | None = None, error: EvigraphError | None = None) -> None:
        """End a process, because of a job that fails or of none; another that it had taken up is sent anew."""
        if job is not None and error is not None:
            self._finish(job, error)
        self._end(process)
        self._recall()
        while sum(not p.slow for p in self._processes) < self._workers:
            self._start()
        self._feed()

    def _read(self, process: WorkerProcess) -> None:
        try:
            found = list(process.answers())
        except EOFError:
            self._ended(process)
            return
        for number, answer in found:
            self._deliver(number, answer)
        if found and process.slow and process not in self._killed:
            self._replace(process)
        self._feed()

    def _ended(self, process: WorkerProcess) -> None:
        """Be done with a process; where nobody killed it, the query that it was at did."""
        if process in self._processes:
            job = self._jobs.get(process.job()[0])
            self._replace(process, job, _fault(job) if job else None)
        self._close(process)

    def _deliver(self, number: int, found: Found) -> None:
        self._done += 1
        if job := self._jobs.get(number):
            self._finish(job, found)

    # ---------- time limits

    def _keep_watch(self) -> None:
        if self._watch is None:
            self._watch = self._loop.call_later(TICK, self._tick)

    def _tick(self) -> None:
        """Look after everything that waits; again in a moment, as long as something does, whatever went wrong."""
        self._watch = None
        try:
            self._look_around(time.monotonic())
        finally:
            at_work = any(process.slow or process.job()[0] for process in self._processes)
            if self._jobs or self._killed or self._closed or at_work:
                self._keep_watch()

    def _look_around(self, now: float) -> None:
        self._generation.look()
        self._pace(now)
        for process in list(self._processes):
            if process in self._processes:  # it may have been given up for another one
                self._look_after(process, now)
        over = [job for job in self._jobs.values() if job.deadline <= now or job.answered.done()]
        for job in over:
            self._finish(job, QueryTimeout(f"all workers were busy for {job.seconds:g} s; ask again"))
        if any(job.sent for job in over):  # so that no worker takes them up
            self._recall()
        self._feed()
        self._closed = [process for process in self._closed if not process.gone()]

    def _pace(self, now: float) -> None:
        """Keep more jobs ready while queries are short; take them back when one of them is not."""
        stuck = any(number and now - since > TICK for number, since in (p.job() for p in self._processes if not p.slow))
        ahead = AHEAD if stuck else max(AHEAD, min(MOST_AHEAD, self._done // 4))
        self._most_sent, self._done = self._workers + ahead, 0
        if stuck and self._sent > len(self._processes):
            self._recall()

    def _recall(self) -> None:
        """Let the jobs that no worker is at wait here again; one that has just been taken or done is done twice."""
        with suppress(BlockingIOError):
            while True:
                take(self._in, socket.MSG_DONTWAIT)
        self._epoch += 1
        for process in self._processes:
            process.recall(self._epoch)
        begun = {process.job()[0] for process in self._processes}
        for job in reversed(self._jobs.values()):
            if job.sent and job.number not in begun:
                job.sent = False
                self._sent -= 1
                self._queue.put_back(job, job.client)
        for served in filter(None, map(self._jobs.get, begun)):
            self._queue.last(served.client)

    def _look_after(self, process: WorkerProcess, now: float) -> None:
        job = self._jobs.get(process.job()[0])
        if job is not None and job.answered.done():
            job = None
        long = process.long(self._slow)
        if job is not None and job.deadline <= now:
            self._replace(process, job, _too_long(job))
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


def _too_long(job: Waiting) -> QueryTimeout:
    return QueryTimeout(f"the query took longer than {job.seconds:g} s; ask for less, or with LIMIT")


def _fault(job: Waiting) -> EvigraphError:
    """Why a query ended its process: a worker whose pool is late ends itself, too."""
    if job.deadline <= time.monotonic():
        return _too_long(job)
    return QueryError("the query was too deep or too large for the process that ran it")
