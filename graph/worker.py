"""A process that answers queries and can be killed: `graph.worker REQUESTS NOTE MEMORY HELD URGENT GENERATION`.

Knows messages and stores; imports nothing else, so that it starts in a tenth of a second.  All workers of a pool take
their jobs from one socket, whoever is free first.
"""

from __future__ import annotations

import array
import ctypes
import mmap
import os
import resource
import select
import signal
import socket
import struct
import sys
import time
from typing import TYPE_CHECKING

from evigraph.graph.answer import LARGEST, QueryError, Request, StoreError, answer
from evigraph.graph.frames import answer_message, batch_of
from evigraph.graph.held import held
from evigraph.ontology.rdf import Store

if TYPE_CHECKING:
    from evigraph.graph.frames import Found, Job

#: What parent and worker tell each other in shared memory: number of the job that the worker is at, 0 between jobs,
#: when it began, and how often the parent has recalled jobs.
NUMBER, SINCE, EPOCH = struct.Struct("=Q"), struct.Struct("=d"), struct.Struct("=Q")
SINCE_AT, EPOCH_AT = NUMBER.size, NUMBER.size + SINCE.size
NOTE = EPOCH_AT + EPOCH.size

#: The request of prctl(2) that names the signal by which the end of the parent is told.
PR_SET_PDEATHSIG = 1
STDOUT = 1
#: Seconds without a job after which a process may do something else.
IDLE = 2.0
#: Bytes that one message of a socket may have; a longer one comes as a file.
LONGEST = 96 << 10
#: Seconds past its deadline at which a worker ends itself, should its parent be gone or late.
GRACE = 0.1
#: Bytes of answers that are written together, and seconds for which the first of them may wait.
TOGETHER, SOON = 32 << 10, 0.001


def take(requests: socket.socket, flags: int = 0) -> bytes:
    """The next message, empty where the pool is gone."""
    message, ancillary, _, _ = requests.recvmsg(LONGEST, socket.CMSG_SPACE(4), flags)
    if not ancillary:
        return message
    handles = array.array("i", ancillary[0][2][:4])
    with os.fdopen(handles[0], "rb") as spooled:
        spooled.seek(0)
        return spooled.read()


class Worker:
    """Answers jobs from the generation that each names; `note` is shared with the parent.

    Generations with files of at most `most_held` bytes are copied into memory.
    """

    def __init__(self, note: mmap.mmap, most_held: int = 0) -> None:
        self._note = note
        self._most_held = most_held
        self._opened = ""
        self._store = Store()

    def open(self, generation: str) -> StoreError | None:
        """Make a generation ready to be asked, or say why it cannot be read."""
        if generation == self._opened:
            return None
        place = generation.partition("\n")[0]
        try:
            self._store = held(place, self._most_held)
        except StoreError as error:
            return error
        self._opened = generation
        return None

    def hold(self, most: int) -> None:
        """Copy the generation into memory, and others from now on, where they have at most so many bytes."""
        if most != self._most_held:
            self._most_held, generation, self._opened = most, self._opened, ""
            self.open(generation)

    def run(self, message: bytes, answers: int) -> None:
        """Answer the jobs of a message, small answers together, unless the jobs were recalled meanwhile."""
        epoch, jobs = batch_of(message)
        written, since = bytearray(), time.monotonic()
        for job in jobs:
            if EPOCH.unpack_from(self._note, EPOCH_AT)[0] != epoch:
                break
            written += self._run(job, answers)
            if len(written) > TOGETHER or time.monotonic() - since > SOON:
                write(answers, written)
                written, since = bytearray(), time.monotonic()
        write(answers, written)

    def _run(self, job: Job, answers: int) -> bytes:
        """The answer of one job as a message, empty where its time is over or where it was large and is written."""
        now = time.monotonic()
        if now >= job.deadline:
            return b""
        signal.setitimer(signal.ITIMER_REAL, job.deadline - now + GRACE)
        broken = self.open(job.generation)  # before the job begins: it is not at fault for the time that this takes
        SINCE.pack_into(self._note, SINCE_AT, time.monotonic())
        NUMBER.pack_into(self._note, 0, job.number)
        answered = answer_message(job.number, broken or self._answered(job.request))
        if len(answered) > TOGETHER:
            write(answers, answered)
            answered = b""
        NUMBER.pack_into(self._note, 0, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        return answered

    def _answered(self, request: Request) -> Found:
        try:
            found = answer(self._store, request)
        except (QueryError, StoreError) as error:
            return error
        if len(found.body) > LARGEST:
            return QueryError(f"the answer is larger than {LARGEST >> 20} MB; ask for less, or with LIMIT")
        return found


def write(answers: int, message: bytes | bytearray) -> None:
    """Write a message whole, however little a pipe takes at a time."""
    rest = memoryview(message)
    while rest:
        rest = rest[os.write(answers, rest) :]


def end_with_parent() -> None:
    """Have the system kill this process when the thread that started it ends, whatever query it is at (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def take_or_hold(jobs: socket.socket, worker: Worker, most_held: int) -> bytes:
    """The next message; where none comes for a while, the generation is held meanwhile."""
    if not select.select([jobs], [], [], IDLE)[0]:
        worker.hold(most_held)
    return take(jobs)


def main() -> None:
    """Answer jobs on the standard output until the pool is gone.

    Jobs are taken once the standard input ends: a process in reserve is kept waiting by it.
    One that may be needed urgently answers from disk until nothing waits, and holds its generation then.
    """
    requests, note, memory, most_held, urgent = map(int, sys.argv[1:6])
    end_with_parent()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    worker = Worker(mmap.mmap(note, NOTE), 0 if urgent else most_held)
    worker.open(sys.argv[6])
    sys.stdin.read()
    with socket.socket(fileno=requests) as jobs:
        while message := take_or_hold(jobs, worker, most_held):
            worker.run(message, STDOUT)


if __name__ == "__main__":
    main()
