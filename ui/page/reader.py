"""Documents to read: the text as it was read, with the cited words marked.

Knows texts and offsets; knows nothing of questions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.ui.html import render
from starlette.responses import HTMLResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from evigraph.ui.web.site import Site
    from starlette.requests import Request


def reader_routes(site: Site) -> list[Route]:
    """The pages of the reader."""

    async def nothing(_: Request) -> HTMLResponse:
        return HTMLResponse(render("reader.html", title="", before="", cited="", after=""))

    def read(request: Request) -> HTMLResponse:
        return HTMLResponse("")

    return [Route("/read", nothing), Route("/read/{document}", read)]
