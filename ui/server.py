"""Everything that evigraph serves as one ASGI application on one port.

Knows which address is answered by what; knows nothing of how.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import resource
import socket
import time
from math import ceil
from typing import TYPE_CHECKING, Any, cast

import uvicorn
from evigraph.graph.pool import LIMIT
from evigraph.ontology.errors import EvigraphError
from evigraph.ui.page.door import Page
from evigraph.ui.web.connection import Guard
from evigraph.ui.web.descriptions import described_service
from evigraph.ui.web.endpoint import SparqlEndpoint
from evigraph.ui.web.files import Files
from evigraph.ui.web.headers import Secured
from evigraph.ui.web.logs import LEVELS, Logged, configure
from evigraph.ui.web.memory import share
from evigraph.ui.web.metrics import Counted, Replies
from evigraph.ui.web.operating import PATHS, Operating
from evigraph.ui.web.rates import Rates
from evigraph.ui.web.replies import Refusal
from evigraph.ui.web.routes import Home, routes
from evigraph.ui.web.site import Site
from starlette.applications import Starlette
from starlette.routing import Mount, Route

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path
    from types import FrameType

    from evigraph.ui.web.replies import Receive, Reply, Scope, Send
    from starlette.routing import BaseRoute

#: Bytes of memory that a query may use, unless the operator says otherwise.
MEMORY = 2 << 30
#: New objects after which garbage is looked for.
GARBAGE = 50_000
#: Connections at a time.
MOST_CONNECTIONS = 1000
#: Seconds after which a server that is to end looks for queries that still run.
DRAINING = 0.05
#: Connections that may wait to be taken up.
BACKLOG = 2048


class Application:
    """The ASGI application of one store; queries go the shortest way, everything else by routes."""

    def __init__(
        self,
        folder: Path,
        *,
        workers: int = 2,
        limit: float = LIMIT,
        memory: int = MEMORY,
        rate: float = 0.0,
        eager: bool = False,
    ) -> None:
        """Serve a store folder to clients with `rate` requests a second each, 0 for any number of them.

        The page is made at once where it is `eager`.  Raises EvigraphError where there is no store.
        """
        self.site = Site(folder, workers=workers, limit=limit, memory=memory)
        self._rates = Rates(rate) if rate else None
        self._page = Page(self.site, eager=eager)
        self._files = Files(self.site)
        self._sparql = SparqlEndpoint(self.site.pool, self._describe)
        self._replies = Replies()
        parts = {"sparql": self._sparql.replies, "other": self._replies}
        self.operating = Operating(self.site, parts, self._sparql.kept)
        self._routes = Counted(Secured(Starlette(routes=self._all_routes(), lifespan=self._lifespan)), self._replies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        if scope["type"] == "http" and self._rates is not None and (refusal := self._refusal(scope, self._rates)):
            self._replies.count(refusal.status, 0.0)
            await refusal.reply().send(send)
        elif scope["type"] == "http" and scope["path"].rstrip("/") == "/sparql":
            await self._sparql(scope, receive, send)
        else:
            await self._routes(scope, receive, send)

    def _refusal(self, scope: Scope, rates: Rates) -> Refusal | None:
        """Why a client has to wait, None where it need not."""
        client = scope["client"]
        if scope["path"] in PATHS:
            return None
        seconds = ceil(rates.wait(client[0] if client else "", time.monotonic()))
        return (
            Refusal(429, f"too many requests; ask again in {seconds} s", retry_after=str(seconds)) if seconds else None
        )

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        with self._files.kept():
            async with self.site.running(), self._page.running():
                yield

    def _all_routes(self) -> list[BaseRoute]:
        home = Route("/", Home(self.site, self._page))
        return [*self.operating.routes(), *routes(self.site, self._files), home, Mount("/", self._page)]

    async def _describe(self, scope: Scope) -> Reply:
        return await described_service(self.site, scope)


def serve(
    application: Application, *, host: str, port: int, ready: Callable[[str], None], log: str = LEVELS[0]
) -> None:
    """Serve until interrupted; `ready` is called with the address once requests are answered.

    `log` is one of LEVELS.  Raises EvigraphError where the address cannot be had.
    """
    place = _bound(host, port)
    _prefer_throughput()
    configure(log)
    config = uvicorn.Config(
        cast("Any", Logged(application) if log == "requests" else application),
        http=cast("type[asyncio.Protocol]", Guard()),
        ws="none",
        lifespan="on",
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers="FORWARDED_ALLOW_IPS" in os.environ,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=3,
        log_config=uvicorn.config.LOGGING_CONFIG if log == LEVELS[0] else None,
    )
    _Server(config, application, ready).run(sockets=[place])


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]
        raise EvigraphError(f"{host}:{port}: {reason}; give another --host or --port") from None


def _prefer_throughput() -> None:
    """Take all file handles that there are, let threads share memory, and leave what is loaded out of collections."""
    with contextlib.suppress(ValueError, OSError):
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    share()
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)


class _Server(uvicorn.Server):
    """A server that tells its address when it has started, and answers what it was asked before it ends."""

    def __init__(self, config: uvicorn.Config, application: Application, ready: Callable[[str], None]) -> None:
        super().__init__(config)
        self._application = application
        self._ready = ready

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end, so that files which were made for the server go with it; end by the second signal at once."""
        if self.should_exit:
            self.force_exit = True
            super().handle_exit(sig, frame)
        self.should_exit = True

    async def startup(self, sockets: Any = None) -> None:  # noqa: ANN401
        await super().startup(sockets)
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            told = {"host": host, "port": port, "generation": self._application.site.pool.generation_id}
            logging.getLogger(__name__).info("serving", extra=told)
            self._ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")

    async def shutdown(self, sockets: Any = None) -> None:  # noqa: ANN401
        """Take no more connections, wait for the queries that run, then end; a second signal ends at once."""
        logging.getLogger(__name__).info("shutting down", extra={"queries": self._application.site.pool.waiting})
        self._application.operating.draining = True
        for server in self.servers:
            server.close()
        pool = self._application.site.pool
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(pool.limit + 1):
                while pool.waiting and not self.force_exit:
                    await asyncio.sleep(DRAINING)
        await super().shutdown(sockets)
