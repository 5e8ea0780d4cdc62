"""Requests and replies of the ASGI protocol where every microsecond counts, with limits on what is read.

Knows headers, bodies and compression; knows nothing of what is asked.
"""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping
    from typing import Any

    Scope = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
    Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

#: Bytes that a request's body may have, and seconds that it may take.
LARGEST_BODY = 1 << 20
SLOWEST_BODY = 10.0
#: Bytes from which on compressing pays, and from which on it is done beside the event loop.
COMPRESSED, BESIDE = 1 << 10, 64 << 10
LEVEL = 5
#: Bytes that are handed on at a time, so that a slow client holds few of them.
PIECE = 256 << 10

TEXT = b"text/plain; charset=utf-8"
NOSNIFF = (b"x-content-type-options", b"nosniff")

#: Any page of any host may read what this server publishes.
CORS = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Link, Location, Retry-After, X-Row-Limit, X-Truncated"),
]


class Refusal(Exception):  # noqa: N818  # a reply like any other
    """A request that is answered with an error; the message is for the client."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.headers = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]

    def reply(self) -> Reply:
        """The refusal as a reply: one line of text."""
        return Reply(self.status, f"{self}\n".encode(), [(b"content-type", TEXT), NOSNIFF, *self.headers, *CORS])


@dataclass(slots=True)
class Reply:
    """A whole reply; `headers` are without those that follow from the body."""

    status: int
    body: bytes
    headers: list[tuple[bytes, bytes]]

    async def compressed(self, accept_encoding: bytes) -> Reply:
        """The reply as the client wants it encoded."""
        if len(self.body) < COMPRESSED or not accepts_gzip(accept_encoding):
            return self
        if len(self.body) > BESIDE:
            body = await asyncio.to_thread(gzip.compress, self.body, LEVEL, mtime=0)
        else:
            body = gzip.compress(self.body, LEVEL, mtime=0)
        return Reply(self.status, body, [*self.headers, (b"content-encoding", b"gzip")])

    async def send(self, send: Send) -> None:
        """Send it, in pieces, so that the client's pace is kept to."""
        length = (b"content-length", str(len(self.body)).encode())
        await send({"type": "http.response.start", "status": self.status, "headers": [*self.headers, length]})
        if len(self.body) <= PIECE:
            await send({"type": "http.response.body", "body": self.body})
            return
        for start in range(0, len(self.body), PIECE):
            more = start + PIECE < len(self.body)
            piece = self.body[start : start + PIECE]
            await send({"type": "http.response.body", "body": piece, "more_body": more})


def header(scope: Scope, name: bytes) -> bytes:
    """The value of a header, several of one name joined, empty where there is none."""
    values = [value for found, value in scope["headers"] if found == name]
    return values[0] if len(values) == 1 else b", ".join(values)


def accepts_gzip(accept_encoding: bytes) -> bool:
    """Whether a client takes gzip: named, or by a star, with a weight above 0."""
    for part in accept_encoding.lower().split(b","):
        coding, _, weight = part.strip().partition(b";")
        if coding.strip() in (b"gzip", b"*"):
            return weight.strip().removeprefix(b"q=").rstrip(b"0.") != b"" or not weight
    return False


async def read_body(receive: Receive, scope: Scope) -> bytes:
    """The body of a request; raises Refusal where it is too large or too slow."""
    declared = header(scope, b"content-length")
    if declared.isdigit() and int(declared) > LARGEST_BODY:
        raise _too_large()
    try:
        async with asyncio.timeout(SLOWEST_BODY):
            return await _whole(receive)
    except TimeoutError:
        raise Refusal(408, "the request took too long to arrive", connection="close") from None


async def _whole(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refusal(400, "the request ended before its end")
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            raise _too_large()
        if not message.get("more_body"):
            return bytes(body)


def _too_large() -> Refusal:
    return Refusal(413, f"the request is larger than {LARGEST_BODY >> 20} MB", connection="close")
