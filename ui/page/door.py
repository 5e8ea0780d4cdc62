"""The page as an ASGI application that is made when somebody first asks for it, since Gradio takes seconds to import.

Knows when the page is made; knows nothing of what is on it.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from evigraph.ui.page.warming import warm
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from evigraph.ui.web.replies import Receive, Scope, Send
    from evigraph.ui.web.site import Site
    from fastapi import FastAPI

#: Methods that change nothing.
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Page:
    """The page of one site; `eager` makes it at once, beside what is served meanwhile."""

    def __init__(self, site: Site, *, eager: bool = False) -> None:
        self._site = site
        self._wanted = asyncio.Event()
        self._alive = asyncio.Event()
        self._over = asyncio.Event()
        self._made: asyncio.Task[FastAPI] | None = None
        if eager:
            self._wanted.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        if scope["type"] == "http" and _forged(scope):
            await PlainTextResponse("Another page may not do this here.\n", 403)(scope, receive, send)
            return
        if self._made is None:
            raise RuntimeError("the page is asked for outside of its running() block")
        self._wanted.set()
        app = await asyncio.shield(self._made)
        await self._alive.wait()
        await app(scope, receive, send)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve the page as long as the block lasts."""
        self._made = asyncio.create_task(self._make())
        life = asyncio.create_task(self._live(self._made))
        try:
            yield
        finally:
            self._over.set()
            if not self._wanted.is_set():
                self._made.cancel()
            with suppress(asyncio.CancelledError):
                await life

    async def _make(self) -> FastAPI:
        """Make the page when it is wanted."""
        await self._wanted.wait()
        return await asyncio.to_thread(_make, self._site)

    async def _live(self, made: asyncio.Task[FastAPI]) -> None:
        """Keep the page alive; one task begins and ends Gradio's own tasks."""
        app = await made
        async with app.router.lifespan_context(app):
            self._alive.set()
            await asyncio.to_thread(warm)
            await self._over.wait()


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
