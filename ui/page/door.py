"""The page as an ASGI application that is made when somebody first asks for it, since Gradio takes seconds to import.

Knows when the page is made; knows nothing of what is on it.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from evigraph.ontology.errors import EvigraphError
from evigraph.ui.page.warming import warm
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from evigraph.ui.web.replies import Receive, Scope, Send
    from evigraph.ui.web.site import Site
    from fastapi import FastAPI

#: Seconds after which a page that could not be made may be asked for again.
AGAIN = 5
#: Methods that change nothing.
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Page:
    """The page of one site; `eager` makes it at once, beside what is served meanwhile."""

    def __init__(self, site: Site, *, eager: bool = False) -> None:
        self._site = site
        self._wanted = asyncio.Event()
        self._over = asyncio.Event()
        self._made: asyncio.Future[FastAPI] | None = None
        if eager:
            self._wanted.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        if scope["type"] == "http" and _forged(scope):
            await PlainTextResponse("Another page may not do this here.\n", 403)(scope, receive, send)
            return
        if self._made is None:
            raise RuntimeError("the page is asked for outside of its running() block")
        self._wanted.set()
        try:
            app: Any = await asyncio.shield(self._made)
        except EvigraphError as error:
            app = PlainTextResponse(f"{error}\n", 503, {"retry-after": str(AGAIN)})
        await app(scope, receive, send)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve the page as long as the block lasts."""
        self._made = asyncio.get_running_loop().create_future()
        life = asyncio.create_task(self._live())
        life.add_done_callback(self._ended)
        try:
            yield
        finally:
            self._over.set()
            if not self._made.done():
                life.cancel()
            await asyncio.wait([life])

    async def _live(self) -> None:
        """Make the page and keep it alive; one task begins and ends Gradio's own tasks."""
        app = await self._making()
        async with app.router.lifespan_context(app):
            if self._made is not None:
                self._made.set_result(app)
            await asyncio.to_thread(warm)
            await self._over.wait()

    async def _making(self) -> FastAPI:
        """The page, once somebody asks; where the store does not answer, who waits is told, and the next may try."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                return await asyncio.to_thread(_make, self._site)
            except EvigraphError as error:
                self._fail(error)
                self._made = asyncio.get_running_loop().create_future()

    def _ended(self, life: asyncio.Task[None]) -> None:
        """Let nobody wait for a page that will never be there."""
        if not life.cancelled() and (error := life.exception()) is not None:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        if self._made is not None and not self._made.done():
            self._made.set_exception(error)
            self._made.exception()  # nobody may be waiting


def _make(site: Site) -> FastAPI:
    from evigraph.ui.page.application import application  # imports Gradio

    return application(site)


def _forged(scope: Scope) -> bool:
    """Whether a page of another host makes its visitor's browser change something here."""
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    if scope["method"] in SAFE:
        return False
    sender = headers.get(b"origin", "")
    foreign = bool(sender) and urlsplit(sender).netloc != headers.get(b"host", "")
    return foreign or headers.get(b"sec-fetch-site", "none") not in ("same-origin", "none")
