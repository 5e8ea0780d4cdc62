"""Documents from the web, checked before a byte is read: scheme, address after resolution, redirects, size and time.

Knows HTTP; knows nothing of documents.  The address that was checked is the one that is connected to, so that a name
that resolves anew in between leads nowhere else.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from evigraph.ontology.errors import EvigraphError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Seconds that a document may take, redirects that are followed, bytes that are taken at a time.
LIMIT = 60.0
REDIRECTS = 5
CHUNK = 64 << 10

#: Characters of a path or query that stand for themselves; an escape that is there already stays one.
AS_THEY_ARE = "/:@!$&'()*+,;=~-._%?"

MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: where it was at last, its media type without parameters, its bytes."""

    url: str
    media_type: str
    content: bytes


def fetch(url: str, *, largest: int, limit: float = LIMIT) -> Fetched:
    """Get a document of at most so many bytes; raises EvigraphError where the address may not or cannot be read."""
    deadline = time.monotonic() + limit
    address = url
    for _ in range(REDIRECTS + 1):
        try:
            found = _get(address, largest, deadline)
        except (OSError, http.client.HTTPException) as error:
            raise EvigraphError(f"{address}: cannot be read: {_reason(error)}") from None
        if isinstance(found, Fetched):
            return found
        address = found
    raise EvigraphError(f"{url}: more than {REDIRECTS} redirects; give the address of the document itself")


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time; ask again later or save the document"
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _get(address: str, largest: int, deadline: float) -> Fetched | str:
    """The document, or the address that it moved to."""
    parts = _parts(address)
    connection = _connection(address, parts, deadline)
    try:
        with _ended(connection, deadline):
            target = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=AS_THEY_ARE)
            connection.request("GET", target, headers={"User-Agent": "evigraph", "Accept-Encoding": "identity"})
            with connection.getresponse() as response:
                return _answered(response, address, largest)
    finally:
        connection.close()


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port, (parts.hostname or "").encode("idna")  # checked when they are asked for
    except ValueError as error:
        raise EvigraphError(
            f"{address}: not an address ({error}); give http:// or https://, a host and a path"
        ) from None
    return parts


@contextmanager
def _ended(connection: http.client.HTTPConnection, deadline: float) -> Iterator[None]:
    """End a connection at the deadline: a socket's own time limit begins anew with every byte that drips in."""
    late, sock = threading.Event(), connection.sock

    def end() -> None:
        late.set()
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(deadline - time.monotonic(), 0), end)
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException):
        if late.is_set():
            raise TimeoutError from None
        raise
    finally:
        timer.cancel()
        timer.join()
    if late.is_set():
        raise TimeoutError


def _answered(response: http.client.HTTPResponse, address: str, largest: int) -> Fetched | str:
    if response.status in MOVED:
        try:
            return urljoin(address, response.headers.get("Location", ""))
        except ValueError as error:
            raise EvigraphError(f"{address}: moved to something that is no address ({error})") from None
    if response.status != http.client.OK:
        raise EvigraphError(f"{address}: the server answered {response.status} {response.reason}")
    return Fetched(address, response.headers.get_content_type(), _content(response, address, largest))


def _content(response: http.client.HTTPResponse, address: str, largest: int) -> bytes:
    too_large = EvigraphError(f"{address}: larger than {largest // 1_000_000} MB; no document is")
    if (response.length or 0) > largest:
        raise too_large
    content = bytearray()
    while chunk := response.read1(CHUNK):
        content += chunk
        if len(content) > largest:
            raise too_large
    return bytes(content)


def _connection(address: str, parts: SplitResult, deadline: float) -> http.client.HTTPConnection:
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise EvigraphError(f"{address}: not an address that is read; give http:// or https://, without a user name")
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=seconds)
    connection.sock = _connected(address, parts.hostname, port, seconds)
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection.sock = context.wrap_socket(connection.sock, server_hostname=parts.hostname)
    return connection


def _connected(address: str, host: str, port: int, seconds: float) -> socket.socket:
    """A connection to the first address of a host, all of whose addresses are public."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for ip in found:
        if not is_public(ip):
            raise EvigraphError(f"{address}: leads to {ip}, which is not a public address; save the document instead")
    return socket.create_connection((found[0], port), timeout=seconds)


def is_public(ip: str) -> bool:
    """Whether an address is reachable from everywhere: not private, loopback, link-local, multicast or reserved.

    >>> is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("8.8.8.8")
    (False, False, True)
    """
    address = ipaddress.ip_address(ip.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    return bool(mapped.is_global and not mapped.is_multicast)
