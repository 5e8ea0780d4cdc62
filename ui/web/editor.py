"""Yasgui, a query editor of others, where `make editor` put it: static files that no repository of ours holds.

Knows where they lie; knows nothing of what is in them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.ui.html import render
from evigraph.ui.web.replies import Refusal, Reply
from starlette.responses import FileResponse

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

#: The address of the editor's page.
PATH = "/editor"
FILES = {"yasgui.min.js": "text/javascript", "yasgui.min.css": "text/css"}


def folder() -> Path:
    """Where the editor's files are, if they are."""
    return Path(sys.prefix) / "share" / "evigraph" / "editor"


def installed() -> bool:
    """Whether there is an editor to show."""
    return all((folder() / name).is_file() for name in FILES)


async def page(_: Request) -> Reply:
    """The editor; raises Refusal where it is not installed."""
    if not installed():
        raise Refusal(404, "the editor is not installed; install it with: make editor")
    return Reply(200, render("editor.html").encode(), [(b"content-type", b"text/html; charset=utf-8")])


async def file(request: Request) -> Response:
    """One of its files."""
    name = request.path_params["name"]
    if name not in FILES or not installed():
        raise Refusal(404, "no such file")
    return FileResponse(folder() / name, media_type=FILES[name])
