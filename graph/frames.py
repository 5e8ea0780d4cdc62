"""Queries and answers as messages between a pool and its workers: a fixed head, a head of words, a body of bytes.

Knows the wire; knows neither processes nor stores.  Reading a message never runs what it says.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from evigraph.graph.answer import Answer, QueryError, Request, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Number and deadline of a job, the latter in seconds of the monotonic clock, which all processes share.
JOB = struct.Struct("!Qd")
#: What was recalled before a message of jobs was sent, and the length of each job in it.
BATCH, LENGTH = struct.Struct("!Q"), struct.Struct("!I")
#: Number of the job that is answered, and the lengths of the head and of the body.
ANSWERED = struct.Struct("!QQQ")
#: The encoder that json.dumps would make anew for each job.
ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)

#: What a worker finds out.
Found: TypeAlias = Answer | QueryError | StoreError
#: The head of an answer that is an error of the store, which no kind of answer has; that of other errors is empty.
BROKEN = b"broken"


@dataclass(frozen=True, slots=True)
class Job:
    """A request with the generation to answer it from, as a worker takes it."""

    number: int
    deadline: float
    generation: str
    request: Request


def job_message(number: int, deadline: float, generation: str, request: Request) -> bytes:
    """A job as one message."""
    said = [
        generation,
        request.query,
        request.results,
        request.graph,
        request.cap,
        request.default_graphs,
        request.named_graphs,
    ]
    return JOB.pack(number, deadline) + ENCODER.encode(said).encode()


def job_of(message: bytes) -> Job:
    """The job of a message."""
    number, deadline = JOB.unpack_from(message)
    generation, query, results, graph, cap, default_graphs, named_graphs = json.loads(message[JOB.size :])
    request = Request(
        query=query,
        results=results,
        graph=graph,
        cap=cap,
        default_graphs=tuple(default_graphs),
        named_graphs=tuple(named_graphs),
    )
    return Job(number, deadline, generation, request)


def batch_message(epoch: int, jobs: Iterable[bytes]) -> bytes:
    """Jobs as one message; `epoch` counts how often jobs had been recalled when it was sent."""
    return b"".join((BATCH.pack(epoch), *(part for job in jobs for part in (LENGTH.pack(len(job)), job))))


def batch_of(message: bytes) -> tuple[int, Iterator[Job]]:
    """The epoch and the jobs of a message."""
    return BATCH.unpack_from(message)[0], _jobs(message)


def _jobs(message: bytes) -> Iterator[Job]:
    at = BATCH.size
    while at < len(message):
        start = at + LENGTH.size
        at = start + int(LENGTH.unpack_from(message, at)[0])
        yield job_of(message[start:at])


def answer_message(number: int, found: Found) -> bytes:
    """An answer as one message."""
    if not isinstance(found, Answer):
        head, body = BROKEN if isinstance(found, StoreError) else b"", str(found).encode()
    else:
        cut = "cut" if found.truncated else ""
        head, body = f"{found.kind}\t{found.media_type}\t{cut}".encode(), found.body
    return b"".join((ANSWERED.pack(number, len(head), len(body)), head, body))


def answer_of(head: bytes, body: bytes) -> Found:
    """The answer of a message, an error where it is one."""
    if not head:
        return QueryError(body.decode())
    if head == BROKEN:
        return StoreError(body.decode())
    kind, media_type, cut = head.decode().split("\t")
    return Answer(kind, body, media_type, truncated=bool(cut))


class AnswerStream:
    """Answers out of the bytes that one worker writes."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, chunk: bytes) -> Iterator[tuple[int, Found]]:
        """Take more bytes, and give the answers that are complete with the numbers of their jobs."""
        if self._rest:
            self._rest += chunk
            chunk = bytes(self._rest) if len(self._rest) >= self._needed() else b""
            if not chunk:
                return
            self._rest.clear()
        at = 0
        while len(chunk) - at >= ANSWERED.size:
            number, head, body = ANSWERED.unpack_from(chunk, at)
            start, end = at + ANSWERED.size + head, at + ANSWERED.size + head + body
            if len(chunk) < end:
                break
            yield number, answer_of(chunk[at + ANSWERED.size : start], chunk[start:end])
            at = end
        self._rest += chunk[at:]

    def _needed(self) -> int:
        """How many bytes the answer that has begun has at least."""
        if len(self._rest) < ANSWERED.size:
            return ANSWERED.size
        _, head, body = ANSWERED.unpack_from(self._rest)
        return ANSWERED.size + int(head) + int(body)
