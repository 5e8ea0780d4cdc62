"""The SPARQL 1.1 Protocol: what a request asks for, or why it is refused.

Knows requests; knows nothing of how a query is answered.  Only queries are taken; an update says why it is refused.
"""

from __future__ import annotations

import re
from binascii import a2b_qp
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from evigraph.ui.web.replies import Refusal, header, read_body

if TYPE_CHECKING:
    from evigraph.ui.web.replies import Receive, Scope

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
#: Parameters of one request, and graphs that it may name.
MOST_PARAMETERS = 1000
#: What the decoder of quoted-printable would read in another way.
STRAY = re.compile(rb"%(?![0-9A-Fa-f]{2})")
BLANKS = b" ", b"\t"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with the dataset that the request names, the store's own where it names none."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


async def asked(scope: Scope, receive: Receive) -> Asked | None:
    """What a request asks, None where it asks nothing; raises Refusal for anything but a query."""
    method = scope["method"]
    if method in ("GET", "HEAD"):
        return _of_parameters(_parameters(scope["query_string"]))
    if method != "POST":
        raise Refusal(405, f"{method} is not answered here; use GET or POST", allow="GET, HEAD, POST, OPTIONS")
    return await _posted(scope, receive)


async def _posted(scope: Scope, receive: Receive) -> Asked:
    media_type = header(scope, b"content-type").decode("latin-1").partition(";")[0].strip().lower()
    if media_type == UPDATE:
        raise _update()
    if media_type not in (FORM, DIRECT):
        raise Refusal(415, f"the content type must be {DIRECT} or {FORM}", accept_post=f"{DIRECT}, {FORM}")
    body = await read_body(receive, scope)
    parameters = _parameters(scope["query_string"])
    parameters += [("query", _text(body))] if media_type == DIRECT else _parameters(body)
    found = _of_parameters(parameters)
    if found is None:
        raise Refusal(400, "the form has no query")
    return found


def _parameters(encoded: bytes) -> list[tuple[str, str]]:
    if encoded.count(b"&") >= MOST_PARAMETERS:
        raise Refusal(400, f"the request has more than {MOST_PARAMETERS} parameters")
    pairs = [pair.partition(b"=") for pair in encoded.split(b"&") if pair]
    try:
        return [(decoded(name), decoded(value)) for name, _, value in pairs]
    except UnicodeDecodeError:
        raise _no_utf8() from None


def decoded(encoded: bytes) -> str:
    """A name or value of a form, percent signs and pluses decoded; raises UnicodeDecodeError where it is no UTF-8.

    The decoder is that of quoted-printable, which is the same but for its sign, and is written in C: that of urllib
    takes as long as everything else that is done with a query before it is handed on.
    """
    if STRAY.search(encoded) or b"\n" in encoded or b"\r" in encoded or encoded.endswith(BLANKS):
        return unquote_to_bytes(encoded.replace(b"+", b" ")).decode("utf-8")
    quoted = encoded.replace(b"+", b" ").replace(b"=", b"=3D").replace(b"%", b"=")
    return a2b_qp(quoted).decode("utf-8")


def _of_parameters(parameters: list[tuple[str, str]]) -> Asked | None:
    named: dict[str, list[str]] = {}
    for name, value in parameters:
        named.setdefault(name, []).append(value)
    if "update" in named:
        raise _update()
    queries = named.get("query", [])
    if len(queries) > 1:
        raise Refusal(400, "the request has more than one query")
    if not queries:
        return None
    return Asked(queries[0], tuple(named.get("default-graph-uri", ())), tuple(named.get("named-graph-uri", ())))


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise _no_utf8() from None


def _no_utf8() -> Refusal:
    return Refusal(400, "the request is not UTF-8")


def _update() -> Refusal:
    return Refusal(403, "updates are refused: this endpoint is read-only")
