"""One worker process as its pool sees it: started, asked what it is at, demoted, ended.

Knows processes and the bytes that they write; knows nothing of queues or time limits.  A worker never takes the
processor from the process that serves (SCHED_BATCH), so that deadlines are kept while all of them compute.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, cast

from evigraph.graph.environment import public_environment
from evigraph.graph.frames import AnswerStream
from evigraph.graph.worker import EPOCH, EPOCH_AT, NOTE, NUMBER, SINCE, SINCE_AT

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from evigraph.graph.frames import Found

CHUNK = 64 << 10
PIPE = 1 << 20
#: A query allocates many small pieces: with more of them kept at hand it takes a twelfth less time.
TUNABLES = "glibc.malloc.tcache_count=2000"
SET_PIPE_SIZE = getattr(fcntl, "F_SETPIPE_SZ", None)  # Linux alone
#: The kind of a process's clock that counts what all its threads compute (linux/posix-timers.h).
PROCESSOR_TIME = 2
#: How many times longer than it computes a short query may wait, for a disk or for a processor.
WAITED = 4
#: How much less of a processor a long query gets than short ones.
NICE = 10


class WorkerProcess:
    """A process that takes jobs from a socket; `slow` where it is at a long one and another took its place."""

    def __init__(self, requests: socket.socket, generation: str, *, memory: int, held: int, urgent: bool) -> None:
        """Start it: with so many bytes of memory, and generations of up to `held` bytes in it, later where `urgent`."""
        self.slow = False
        with tempfile.TemporaryFile() as file:
            file.truncate(NOTE)
            self._note = mmap.mmap(file.fileno(), NOTE)
            self._process = self._started(requests.fileno(), file.fileno(), memory, held, int(urgent), generation)
        self._at, self._before = 0, 0.0
        self._answers = cast("BinaryIO", self._process.stdout)
        os.set_blocking(self._answers.fileno(), False)
        self._stream = AnswerStream()

    @staticmethod
    def _started(requests: int, note: int, *told: int | str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "evigraph.graph.worker", *map(str, (requests, note, *told))],
            stdin=subprocess.PIPE,
            env={"GLIBC_TUNABLES": TUNABLES, **public_environment()},
            stdout=subprocess.PIPE,
            bufsize=0,
            pass_fds=(requests, note),
        )
        if sys.platform == "linux":
            os.sched_setscheduler(process.pid, os.SCHED_BATCH, os.sched_param(0))
        if SET_PIPE_SIZE is not None and process.stdout is not None:
            fcntl.fcntl(process.stdout, SET_PIPE_SIZE, PIPE)
        return process

    def begin(self) -> None:
        """Let it take jobs; until then it waits, with everything loaded."""
        with suppress(BrokenPipeError):
            cast("BinaryIO", self._process.stdin).close()

    def fileno(self) -> int:
        """The pipe that answers come from."""
        return self._answers.fileno()

    def job(self) -> tuple[int, float]:
        """Number of the job that it is at, 0 where it is idle, and when that began."""
        return NUMBER.unpack_from(self._note)[0], SINCE.unpack_from(self._note, SINCE_AT)[0]

    def long(self, seconds: float) -> bool:
        """Whether its job has taken so many seconds of a processor, or `WAITED` times as many by the clock."""
        number, since = self.job()
        return number != 0 and (self._spent(number) >= seconds or time.monotonic() - since >= WAITED * seconds)

    def _spent(self, number: int) -> float:
        """Seconds of a processor since this was first asked of a job, as far as the system tells."""
        try:
            now = time.clock_gettime(~self._process.pid << 3 | PROCESSOR_TIME) if sys.platform == "linux" else 0.0
        except OSError:  # it ended
            return 0.0
        if number != self._at:
            self._at, self._before = number, now
        return now - self._before

    def answers(self) -> Iterator[tuple[int, Found]]:
        """The answers that have come since, with the numbers of their jobs; raises EOFError where it ended."""
        try:
            chunk = os.read(self.fileno(), CHUNK)
        except BlockingIOError:
            return
        if not chunk:
            raise EOFError
        yield from self._stream.feed(chunk)

    def demote(self) -> None:
        """Let short queries of other processes go first."""
        self.slow = True
        os.setpriority(os.PRIO_PROCESS, self._process.pid, NICE)

    def recall(self, epoch: int) -> None:
        """Let it leave out the jobs that it has not begun of messages with another epoch than this one."""
        EPOCH.pack_into(self._note, EPOCH_AT, epoch)

    def kill(self) -> None:
        """End it; what it had written is still to be read, until its answers end."""
        self._process.kill()

    def close(self) -> None:
        """Read no more of it."""
        self.begin()
        self._answers.close()

    def gone(self) -> bool:
        """Whether nothing is left of it."""
        return self._process.poll() is not None

    def wait(self) -> None:
        """Wait until nothing is left of it."""
        self._process.wait()
