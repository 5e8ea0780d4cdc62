"""A client that asks as fast as it is answered, over so many connections.  Knows just enough HTTP."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import uvloop

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Measured:
    """Requests a second, and the 50th and 99th percentile of their seconds."""

    rate: float
    median: float
    percentile99: float


def measure(address: str, query: str, *, connections: int, seconds: float, distinct: bool = False) -> Measured:
    """Ask one query over and over, with another comment each time where all are to be `distinct`."""
    return uvloop.run(_measure(address, query, connections, seconds, distinct))


async def _measure(address: str, query: str, connections: int, seconds: float, distinct: bool) -> Measured:
    place = urlsplit(address)
    head = f"GET {place.path}?query={quote(query)}".encode()
    end = f" HTTP/1.1\r\nHost: {place.netloc}\r\nAccept: application/sparql-results+json\r\n\r\n".encode()
    comments = (b"%%0A%%23%d" % time.time_ns() if distinct else b"" for _ in repeat(None))
    requests = (b"".join((head, comment, end)) for comment in comments)
    until = time.perf_counter() + seconds
    begun = time.perf_counter()
    work = [_ask(place.hostname or "", place.port or 80, requests, until) for _ in range(connections)]
    taken = sorted(each for one in await asyncio.gather(*work) for each in one)
    elapsed = time.perf_counter() - begun
    return Measured(len(taken) / elapsed, taken[len(taken) // 2], taken[int(len(taken) * 0.99)])


async def _ask(host: str, port: int, requests: Iterator[bytes], until: float) -> list[float]:
    reader, writer = await asyncio.open_connection(host, port)
    taken: list[float] = []
    while time.perf_counter() < until:
        begun = time.perf_counter()
        writer.write(next(requests))
        await _answer(reader)
        taken.append(time.perf_counter() - begun)
    writer.close()
    return taken


async def _answer(reader: asyncio.StreamReader) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if not head.startswith(b"http/1.1 200"):
        raise RuntimeError(head.decode())
    if b"content-length: " in head:
        await reader.readexactly(int(head.split(b"content-length: ")[1].split(b"\r\n")[0]))
        return
    while size := int((await reader.readline()).strip(), 16):
        await reader.readexactly(size + 2)
    await reader.readline()
