"""What every address but the SPARQL endpoint has in common: methods, refusals, caching, compression, cross-origin use.

Knows requests and replies; knows nothing of what is served.
"""

from __future__ import annotations

import asyncio
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeAlias

from evigraph.graph.answer import QueryError
from evigraph.graph.pool import QueryTimeout
from evigraph.ontology.errors import EvigraphError, UsageError
from evigraph.ui.web.replies import CORS, Refusal, Reply, header
from starlette.requests import Request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from evigraph.ui.web.replies import Receive, Scope, Send
    from starlette.responses import Response

    Handler: TypeAlias = Callable[[Request], Awaitable[Reply | Response]]

#: Bytes above which a digest is not made in the event loop.
BESIDE = 1 << 20


class Answered:
    """An ASGI application of one handler, which returns a reply or raises a refusal."""

    def __init__(self, handler: Handler, *methods: str) -> None:
        self._handler = handler
        self._methods = methods or ("GET", "HEAD")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        try:
            reply = await self._reply(scope, receive)
        except Refusal as refusal:
            reply = refusal.reply()
        if isinstance(reply, Reply):
            await reply.send(send)
        else:
            await reply(scope, receive, send)

    async def _reply(self, scope: Scope, receive: Receive) -> Reply | Response:
        allowed = ", ".join((*self._methods, "OPTIONS"))
        if scope["method"] == "OPTIONS":
            return _preflight(allowed)
        if scope["method"] not in self._methods:
            raise Refusal(405, f"{scope['method']} is not answered here; use {allowed}", allow=allowed)
        reply = await self._handled(Request(scope, receive))
        if not isinstance(reply, Reply):
            return reply
        tagged = await _tagged(reply)
        if tagged.status == 200 and _unchanged(scope, tagged):
            kept = [pair for pair in tagged.headers if pair[0] != b"content-type"]
            return Reply(304, b"", kept)
        return await tagged.compressed(header(scope, b"accept-encoding"))

    async def _handled(self, request: Request) -> Reply | Response:
        try:
            return await self._handler(request)
        except QueryTimeout as error:
            raise Refusal(503, str(error), retry_after="5") from None
        except (QueryError, UsageError) as error:
            raise Refusal(400, str(error)) from None
        except EvigraphError as error:
            raise Refusal(500, str(error)) from None


def _preflight(allowed: str) -> Reply:
    headers = [
        (b"access-control-allow-methods", allowed.encode()),
        (b"access-control-allow-headers", b"*, Authorization, Content-Type"),
        (b"access-control-max-age", b"86400"),
        (b"allow", allowed.encode()),
    ]
    return Reply(204, b"", [*CORS, *headers])


async def _tagged(reply: Reply) -> Reply:
    """The reply with a digest of its body as its tag, where it has none yet."""
    if reply.status != 200 or any(name == b"etag" for name, _ in reply.headers):
        return reply
    large = len(reply.body) > BESIDE
    tag = await asyncio.to_thread(_tag, reply.body) if large else _tag(reply.body)
    return Reply(reply.status, reply.body, [*reply.headers, (b"etag", tag)])


def _tag(body: bytes) -> bytes:
    return b'W/"%s"' % blake2b(body, digest_size=12).hexdigest().encode()


def _unchanged(scope: Scope, reply: Reply) -> bool:
    wanted = header(scope, b"if-none-match")
    return bool(wanted) and scope["method"] != "POST" and dict(reply.headers)[b"etag"] in wanted
