"""The SPARQL endpoint: a query by HTTP to an answer in the format that the client wants.

Knows the protocol and formats; knows nothing of stores.  Plain ASGI, since every query passes here.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from evigraph.graph.answer import ROW_CAP, Answer, QueryError, Request, StoreError
from evigraph.graph.pool import QueryPool, QueryTimeout
from evigraph.ui.web.gone import WaitingClients
from evigraph.ui.web.kept import Kept
from evigraph.ui.web.metrics import Replies
from evigraph.ui.web.negotiation import LONGEST, chosen
from evigraph.ui.web.protocol import Asked, asked
from evigraph.ui.web.replies import CORS, NOSNIFF, Refusal, Reply, accepts_gzip

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from evigraph.ui.web.replies import Receive, Scope, Send

#: Names of formats by media type, the one that is sent without a wish first.
RESULT_TYPES = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPH_TYPES = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
}
TABLES = frozenset({"text/csv", "text/tab-separated-values"})  # formats without a form for yes and no

PREFLIGHT = [
    *CORS,
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-headers", b"*, Authorization"),
    (b"access-control-max-age", b"86400"),
]
EVERY = [*CORS, NOSNIFF, (b"vary", b"Accept, Accept-Encoding"), (b"cache-control", b"no-cache")]
#: Functions that answer anew each time, so that no earlier answer stands for them.
FRESH = ("now", "rand", "uuid", "bnode")
#: Bytes of answers that are on their way at a time; more are refused until some have arrived.
MOST_SENT = 512 << 20


@dataclass(frozen=True, slots=True)
class Offers:
    """The media types that a client wants most, of rows and of triples; empty where it wants none of them."""

    rows: str
    triples: str


@lru_cache(maxsize=512)
def wanted(accept: str) -> Offers:
    """What an Accept header wants."""
    return Offers(chosen(accept, tuple(RESULT_TYPES)) or "", chosen(accept, tuple(GRAPH_TYPES)) or "")


DEFAULT = wanted("")


class SparqlEndpoint:
    """Answers SPARQL requests; `describe` answers those without a query."""

    def __init__(self, pool: QueryPool, describe: Callable[[Scope], Awaitable[Reply]], *, cap: int = ROW_CAP) -> None:
        self._pool = pool
        self._describe = describe
        self._cap = cap
        self._cut = [(b"x-truncated", b"true"), (b"x-row-limit", str(cap).encode())]
        self._sent = 0
        self._clients = WaitingClients()
        self.kept = Kept()
        self.replies = Replies()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        begun = time.monotonic()
        try:
            reply = await self._reply(scope, receive)
        except Refusal as refusal:
            reply = refusal.reply()
        self._sent += len(reply.body)
        self.replies.count(reply.status, time.monotonic() - begun)
        try:
            await reply.send(send)
        finally:
            self._sent -= len(reply.body)

    async def _reply(self, scope: Scope, receive: Receive) -> Reply:
        if scope["method"] == "OPTIONS":
            return Reply(204, b"", PREFLIGHT)
        question = await asked(scope, receive)
        if question is None:
            return await self._describe(scope)
        if self._sent > MOST_SENT:
            raise Refusal(503, "too many large answers are on their way; ask again in a moment", retry_after="5")
        headers = dict(scope["headers"])
        offers = wanted(headers.get(b"accept", b"")[:LONGEST].decode("latin-1"))
        request = self._request(question, offers)
        tag = self._tag(request, offers)
        if tag and tag in headers.get(b"if-none-match", b"") and scope["method"] != "POST":
            return Reply(304, b"", [(b"etag", tag), *EVERY])
        return await self._once(request, offers, tag, headers.get(b"accept-encoding", b""), scope, receive)

    async def _once(
        self, request: Request, offers: Offers, tag: bytes, encoding: bytes, scope: Scope, receive: Receive
    ) -> Reply:
        """The reply that is kept under the tag, or a new one."""
        key = tag, accepts_gzip(encoding)
        if tag and (kept := self.kept.get(key)):
            return kept
        found = await self._answer(request, scope, receive)
        reply = await self._found(found, offers, tag).compressed(encoding)
        if tag:
            self.kept.put(key, reply)
        return reply

    def _request(self, question: Asked, offers: Offers) -> Request:
        return Request(
            query=question.query,
            results=RESULT_TYPES[offers.rows or DEFAULT.rows],
            graph=GRAPH_TYPES[offers.triples or DEFAULT.triples],
            cap=self._cap,
            default_graphs=question.default_graphs,
            named_graphs=question.named_graphs,
        )

    def _tag(self, request: Request, offers: Offers) -> bytes:
        """A name for the answer: of one generation, query and format; empty where each answer is another one."""
        query = request.query.casefold()
        if any(function in query for function in FRESH):
            return b""
        counts = f"{len(request.query)} {len(request.default_graphs)}"  # so that no other request is written alike
        graphs = (*request.default_graphs, *request.named_graphs)
        generation = self._pool.generation()
        self.kept.begin(generation)
        named = "\0".join((generation, counts, request.query, offers.rows, offers.triples, *graphs))
        return b'W/"%s"' % blake2b(named.encode(), digest_size=12).hexdigest().encode()

    async def _answer(self, request: Request, scope: Scope, receive: Receive) -> Answer:
        client = scope["client"]
        answer = None
        try:
            answer = self._pool.submit(request, client=client[0] if client else "")
            self._clients.wait(answer, receive)
            return await answer
        except QueryError as error:
            raise Refusal(400, str(error)) from None
        except QueryTimeout as error:
            raise Refusal(503, str(error), retry_after="5") from None
        except StoreError as error:
            raise Refusal(500, str(error)) from None
        except asyncio.CancelledError:
            if answer is None or not answer.cancelled():
                raise
            raise Refusal(400, "the client went away") from None
        finally:
            self._clients.forget(answer)

    def _found(self, found: Answer, offers: Offers, tag: bytes) -> Reply:
        offer = offers.triples if found.kind == "graph" else offers.rows
        if not offer:
            formats = GRAPH_TYPES if found.kind == "graph" else RESULT_TYPES
            raise Refusal(406, f"this answer is to be had as {', '.join(formats)}")
        if found.kind == "boolean" and offer in TABLES:
            offer = found.media_type
        charset = "; charset=utf-8" if offer.startswith("text/") else ""
        headers = [(b"content-type", f"{offer}{charset}".encode()), *EVERY]
        if tag:
            headers.append((b"etag", tag))
        return Reply(200, found.body, headers + self._cut if found.truncated else headers)
