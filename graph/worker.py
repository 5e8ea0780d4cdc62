"""A process that answers queries and can be killed: `python -m evigraph.graph.worker BYTES REQUESTS ANSWERS NOTE`.

Knows messages and stores; imports nothing else, so that it starts in a tenth of a second.  All workers of a pool take
their jobs from one socket, whoever is free first.
"""

from __future__ import annotations

import array
import mmap
import os
import resource
import signal
import socket
import struct
import sys
import time

from evigraph.graph.answer import LARGEST, Answer, QueryError, Request, answer
from evigraph.graph.frames import answer_message, job_of
from evigraph.ontology.rdf import Store

#: Number of the job that a worker is at, 0 between jobs, and when it began: what its parent reads in shared memory.
NUMBER, SINCE = struct.Struct("=Q"), struct.Struct("=d")
NOTE = NUMBER.size + SINCE.size

#: Bytes that one message of a socket may have; a longer one comes as a file.
LONGEST = 96 << 10
#: Seconds past its deadline at which a worker ends itself, should its parent be gone.
GRACE = 1.0


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
    """Answers jobs from the generation that each names; `note` is shared with the parent."""

    def __init__(self, note: mmap.mmap) -> None:
        self._note = note
        self._opened = ""
        self._store = Store()

    def run(self, message: bytes, answers: int) -> None:
        """Answer one job, unless its time is over."""
        job = job_of(message)
        now = time.monotonic()
        if now >= job.deadline:
            return
        signal.setitimer(signal.ITIMER_REAL, job.deadline - now + GRACE)
        SINCE.pack_into(self._note, NUMBER.size, now)
        NUMBER.pack_into(self._note, 0, job.number)
        write(answers, answer_message(job.number, self._answered(job.generation, job.request)))
        NUMBER.pack_into(self._note, 0, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _answered(self, generation: str, request: Request) -> Answer | QueryError:
        try:
            if generation != self._opened:
                self._opened, self._store = generation, Store.read_only(generation)
            found = answer(self._store, request)
        except QueryError as error:
            return error
        if len(found.body) > LARGEST:
            return QueryError(f"the answer is larger than {LARGEST >> 20} MB; ask for less, or with LIMIT")
        return found


def write(answers: int, message: bytes) -> None:
    """Write a message whole, however little a pipe takes at a time."""
    rest = memoryview(message)
    while rest:
        rest = rest[os.write(answers, rest) :]


def main() -> None:
    """Answer jobs until the pool is gone, with so many bytes of memory as the first argument allows."""
    memory, requests, answers, note = map(int, sys.argv[1:])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    worker = Worker(mmap.mmap(note, NOTE))
    with socket.socket(fileno=requests) as jobs:
        while message := take(jobs):
            worker.run(message, answers)


if __name__ == "__main__":
    main()
