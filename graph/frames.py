"""Queries and answers as messages between a pool and its workers: a fixed head, a head in JSON, a body of bytes.

Knows the wire; knows neither processes nor stores.  Reading a message never runs what it says.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evigraph.graph.answer import Answer, QueryError, Request

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Number and deadline of a job, the latter in seconds of the monotonic clock, which all processes share.
JOB = struct.Struct("!Qd")
#: Number of the job that is answered, and the lengths of the JSON head and of the body.
ANSWERED = struct.Struct("!QQQ")


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
    return JOB.pack(number, deadline) + json.dumps(said, ensure_ascii=False).encode()


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


def answer_message(number: int, found: Answer | QueryError) -> bytes:
    """An answer as one message."""
    if isinstance(found, QueryError):
        head, body = json.dumps({"error": str(found)}), b""
    else:
        head, body = json.dumps([found.kind, found.media_type, found.truncated]), found.body
    return b"".join((ANSWERED.pack(number, len(head), len(body)), head.encode("ascii"), body))


def answer_of(head: bytes, body: bytes) -> Answer | QueryError:
    """The answer of a message, an error where it is one."""
    said: Any = json.loads(head)
    if isinstance(said, dict):
        return QueryError(said["error"])
    kind, media_type, truncated = said
    return Answer(kind, body, media_type, truncated)


class AnswerStream:
    """Answers out of the bytes that one worker writes."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, chunk: bytes) -> Iterator[tuple[int, Answer | QueryError]]:
        """Take more bytes, and give the answers that are complete with the numbers of their jobs."""
        self._bytes += chunk
        while len(self._bytes) >= ANSWERED.size:
            number, head, body = ANSWERED.unpack_from(self._bytes)
            start, end = ANSWERED.size + head, ANSWERED.size + head + body
            if len(self._bytes) < end:
                return
            found = answer_of(bytes(self._bytes[ANSWERED.size : start]), bytes(self._bytes[start:end]))
            del self._bytes[:end]
            yield number, found
