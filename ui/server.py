"""Everything that evigraph serves as one ASGI application on one port.

Knows which address is answered by what; knows nothing of how.
"""

from __future__ import annotations

import contextlib
import gc
import os
import resource
import socket
from typing import TYPE_CHECKING, Any, cast

import uvicorn
from evigraph.graph.pool import LIMIT
from evigraph.ontology.errors import EvigraphError
from evigraph.ui.page.door import Page
from evigraph.ui.web.answering import Answered
from evigraph.ui.web.api import json_reply
from evigraph.ui.web.connection import Guard
from evigraph.ui.web.descriptions import described_service
from evigraph.ui.web.endpoint import SparqlEndpoint
from evigraph.ui.web.files import Files
from evigraph.ui.web.headers import Secured
from evigraph.ui.web.metrics import Counted, Figure, Replies, metrics, resident
from evigraph.ui.web.routes import Home, routes
from evigraph.ui.web.site import Site
from starlette.applications import Starlette
from starlette.routing import Mount, Route

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from evigraph.ui.web.replies import Receive, Reply, Scope, Send
    from starlette.requests import Request
    from starlette.routing import BaseRoute

#: Bytes of memory that a query may use, unless the operator says otherwise.
MEMORY = 2 << 30
#: New objects after which garbage is looked for.
GARBAGE = 50_000
#: Connections at a time.
MOST_CONNECTIONS = 1000
#: Connections that may wait to be taken up.
BACKLOG = 2048


class Application:
    """The ASGI application of one store; queries go the shortest way, everything else by routes."""

    def __init__(
        self, folder: Path, *, workers: int = 2, limit: float = LIMIT, memory: int = MEMORY, eager: bool = False
    ) -> None:
        """Serve a store folder, its page at once where it is `eager`; raises EvigraphError where there is none."""
        self.site = Site(folder, workers=workers, limit=limit, memory=memory)
        self._page = Page(self.site, eager=eager)
        self._files = Files(self.site)
        self._sparql = SparqlEndpoint(self.site.pool, self._describe)
        self._replies = Replies()
        self._routes = Counted(Secured(Starlette(routes=self._all_routes(), lifespan=self._lifespan)), self._replies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        if scope["type"] == "http" and scope["path"].rstrip("/") == "/sparql":
            await self._sparql(scope, receive, send)
        else:
            await self._routes(scope, receive, send)

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        with self._files.kept():
            async with self.site.running(), self._page.running():
                yield

    def _all_routes(self) -> list[BaseRoute]:
        operators = [Route("/health", Answered(self._health)), Route("/metrics", Answered(self._metrics))]
        home = Route("/", Home(self.site, self._page))
        return [*operators, *routes(self.site, self._files), home, Mount("/", self._page)]

    async def _describe(self, scope: Scope) -> Reply:
        return await described_service(self.site, scope)

    async def _health(self, _: Request) -> Reply:
        return json_reply({"status": "ok", "generation": self.site.folder.current().name})

    async def _metrics(self, _: Request) -> Reply:
        return metrics({"sparql": self._sparql.replies, "other": self._replies}, self._figures())

    def _figures(self) -> list[Figure]:
        pool, kept = self.site.pool, self._sparql.kept
        return [
            Figure("evigraph_queries_waiting", "Queries without an answer yet.", pool.waiting),
            Figure("evigraph_workers", "Processes that answer queries.", pool.workers),
            Figure("evigraph_workers_ended_total", "Processes that were ended.", pool.kills, total=True),
            Figure("evigraph_answers_kept_total", "Answers that cost no query.", kept.found, total=True),
            Figure("evigraph_answers_made_total", "Answers that none was kept for.", kept.missed, total=True),
            Figure("process_resident_memory_bytes", "Memory of the serving process.", resident()),
        ]


def serve(application: Application, *, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `ready` is called with the address once requests are answered.

    Raises EvigraphError where the address cannot be had.
    """
    place = _bound(host, port)
    _prefer_throughput()
    config = uvicorn.Config(
        cast("Any", application),
        http=cast("type[asyncio.Protocol]", Guard()),
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers="FORWARDED_ALLOW_IPS" in os.environ,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=3,
    )
    _Server(config, ready).run(sockets=[place])


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]
        raise EvigraphError(f"{host}:{port}: {reason}; give another --host or --port") from None


def _prefer_throughput() -> None:
    """Take all file handles that there are, and leave what is loaded out of garbage collection."""
    with contextlib.suppress(ValueError, OSError):
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)


class _Server(uvicorn.Server):
    """A server that tells its address when it has started."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[str], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: Any = None) -> None:  # noqa: ANN401
        await super().startup(sockets)
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            self._ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
