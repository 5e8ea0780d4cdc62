"""Connections that keep to limits: how large and how slow a request may be, how slowly an answer may be read.

Knows uvicorn's connections; knows nothing of what is asked.  A server that waits for every client for ever, or keeps
whatever it is sent, is taken down by a few of them.
"""

from __future__ import annotations

from collections import Counter
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, TimerHandle, Transport

#: Bytes of a request's head, with its address, and of its body.
LARGEST_HEAD = 64 << 10
LARGEST_BODY = 25 << 20
#: Seconds for a head and for a body to arrive, and for a client to go on reading an answer.
SLOWEST_HEAD = 10.0
SLOWEST_BODY = 60.0
SLOWEST_READER = 30.0
#: Connections of one client.
MOST_OF_ONE = 256

REASONS = {400: "This is no HTTP request.", 413: "The body is too large.", 431: "The head is too large."}


class Part(Enum):
    """What of a request is on its way."""

    HEAD = auto()
    BODY = auto()
    NOTHING = auto()


SECONDS = {Part.HEAD: SLOWEST_HEAD, Part.BODY: SLOWEST_BODY}


class Corked:
    """A transport that sends the head of a reply together with what follows at once: one call where there were two."""

    def __init__(self, transport: Transport, loop: AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held = b""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Hold the first bytes of a turn of the loop, and send them with the next ones, or when the turn is over."""
        if self._held:
            self._transport.write(self._held + data)
            self._held = b""
        else:
            self._held = data
            self._loop.call_soon(self._flush)

    def _flush(self) -> None:
        if self._held and not self._transport.is_closing():
            self._transport.write(self._held)
        self._held = b""

    def close(self) -> None:
        """Close once everything is sent."""
        self._flush()
        self._transport.close()


class TooLarge(Exception):  # noqa: N818  # ends the parsing of a request
    """A request has a larger head or body than it may have."""


class Guard:
    """Makes the connections of one server, and counts those of each client."""

    def __init__(self) -> None:
        self.open: Counter[str] = Counter()

    def __call__(self, **options: Any) -> GuardedConnection:  # noqa: ANN401, D102  # uvicorn's own business
        return GuardedConnection(self, **options)


class GuardedConnection(HttpToolsProtocol):
    """A connection that is closed when a limit is passed."""

    def __init__(self, guard: Guard, **options: Any) -> None:  # noqa: ANN401
        super().__init__(**options)
        self._guard = guard
        self._peer = ""
        self._part = self._awaited = Part.NOTHING
        self._received = 0
        self._status = 400
        self._arrival: TimerHandle | None = None
        self._reading: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Count the connection, and wait for a request, not for ever."""
        super().connection_made(cast("Transport", Corked(transport, self.loop)))
        self._peer = self.client[0] if self.client else ""
        self._guard.open[self._peer] += 1
        self._await(Part.HEAD)
        if self._guard.open[self._peer] > MOST_OF_ONE:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._await(Part.NOTHING)
        self.resume_writing()
        self._guard.open[self._peer] -= 1
        if not self._guard.open[self._peer]:
            del self._guard.open[self._peer]
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what arrived, and see to what is still to come."""
        self._received += len(data)
        super().data_received(data)
        if self._part is Part.HEAD and self._received > LARGEST_HEAD:
            self._status = 431
            self.send_400_response(REASONS[431])
        if self._part is not self._awaited:
            self._await(self._part)

    def on_message_begin(self) -> None:
        """Begin with a request."""
        super().on_message_begin()
        self._part = Part.HEAD

    def on_headers_complete(self) -> None:
        """Refuse a head that is too large, answer others."""
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > LARGEST_HEAD:
            self._status = 431
            raise TooLarge
        self._part, self._received = Part.BODY, 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Refuse a body that is too large."""
        if self._received > LARGEST_BODY:
            self._status = 413
            raise TooLarge
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Be done with a request."""
        super().on_message_complete()
        self._part, self._received = Part.NOTHING, 0

    def _await(self, part: Part) -> None:
        """Close the connection unless this part of a request arrives in time."""
        self._awaited = part
        if self._arrival is not None:
            self._arrival.cancel()
        seconds = SECONDS.get(part)
        self._arrival = None if seconds is None else self.loop.call_later(seconds, self.transport.abort)

    def pause_writing(self) -> None:
        """Give up a client that does not go on reading."""
        super().pause_writing()
        if self._reading is None:
            self._reading = self.loop.call_later(SLOWEST_READER, self.transport.abort)

    def resume_writing(self) -> None:
        """The client reads on."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Refuse what cannot be parsed, or is too large, in one line."""
        if self.transport.is_closing():
            return
        line = REASONS.get(self._status, msg).encode()
        head = b"content-type: text/plain; charset=utf-8\r\nconnection: close\r\n"
        length = b"content-length: %d\r\n\r\n" % len(line)
        self.transport.write(STATUS_LINE[self._status] + head + length + line)
        self.transport.close()
