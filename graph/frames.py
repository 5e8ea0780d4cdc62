"""Requests and answers as messages between a server and its workers: two lengths, a head in JSON, a body of bytes.

Knows the wire; knows neither processes nor stores.  Reading a message never runs what it says.
"""

from __future__ import annotations

import json
import struct
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from evigraph.graph.answer import Answer, QueryError, Request

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

LENGTHS = struct.Struct("!QQ")
REQUEST = tuple(field.name for field in fields(Request))


def write_message(out: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    """Write one message."""
    packed = json.dumps(head).encode()
    out.write(LENGTHS.pack(len(packed), len(body)) + packed + body)
    out.flush()


def read_message(read: Callable[[int], bytes]) -> tuple[dict[str, Any], bytes]:
    """Read one message; `read` gives so many bytes, fewer at the end.  Raises EOFError where the other side is gone."""
    lengths = read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        raise EOFError
    head, body = LENGTHS.unpack(lengths)
    rest = read(head + body)
    if len(rest) < head + body:
        raise EOFError
    return json.loads(rest[:head]), rest[head:]


def request_head(request: Request, generation: str) -> dict[str, Any]:
    """A request, and the generation to answer it from."""
    return {"generation": generation, "request": {name: getattr(request, name) for name in REQUEST}}


def request_of(head: dict[str, Any]) -> tuple[Request, str]:
    """The request and generation of a head."""
    said = head["request"]
    lists = {name: tuple(said[name]) for name in ("default_graphs", "named_graphs")}
    return Request(**{**said, **lists}), head["generation"]


def answer_head(answer: Answer) -> dict[str, Any]:
    """All of an answer but its body."""
    return {"kind": answer.kind, "media_type": answer.media_type, "truncated": answer.truncated}


def error_head(error: QueryError) -> dict[str, Any]:
    """An error in the place of an answer."""
    return {"error": str(error)}


def answer_of(head: dict[str, Any], body: bytes) -> Answer:
    """The answer of a message; raises QueryError where it is an error."""
    if "error" in head:
        raise QueryError(head["error"])
    return Answer(body=body, **head)
