"""Documents of visitors: read in a process of its own, shown to who uploaded them, published by the operator alone.

Knows processes, files and the operator's token; knows nothing of what is read.
"""

from __future__ import annotations

import hmac
import os
import secrets
import subprocess
import sys
import tempfile
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.graph.environment import public_environment
from evigraph.ontology.errors import EvigraphError
from evigraph.ui.page.files import missing
from starlette.responses import FileResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

#: Seconds that reading may take, and previews that are kept.
LONGEST, MOST = 120, 50
#: Where the operator puts the token with which documents are published; without it nobody publishes.
TOKEN = "EVIGRAPH_OPERATOR_TOKEN"  # noqa: S105  # the name of a variable


@dataclass(frozen=True, slots=True)
class Preview:
    """What was read of a document: `address` shows it, to nobody who does not know it."""

    address: str
    said: str
    findings: int


class Previews:
    """The previews of one server, in a folder that ends with it; the oldest give way to new ones."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="evigraph-previews-")
        self._kept: OrderedDict[str, Path] = OrderedDict()

    @property
    def route(self) -> Route:
        """Where previews are seen."""
        return Route("/preview/{secret}", self._show)

    def read(self, path: Path) -> Preview:
        """Read a document that a visitor uploaded; raises EvigraphError where it cannot be read."""
        secret = secrets.token_urlsafe(24)
        page = Path(self._folder.name) / f"{secret}.html"
        told = _run(path, "read", str(path), "--explain", str(page))
        self._kept[secret] = page
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)[1].unlink(missing_ok=True)
        return Preview(f"preview/{secret}", told[0] if told else path.name, max(len(told) - 1, 0))

    def _show(self, request: Request) -> Response:
        page = self._kept.get(request.path_params["secret"])
        headers = {"cache-control": "no-store"}
        return FileResponse(page, media_type="text/html", headers=headers) if page else missing()


def publish(path: Path, store: Path, token: str) -> str:
    """Build a document into the store, for who knows the operator's token, and tell what became of it.

    Raises EvigraphError where the token is another one, or none is set, or the document cannot be built.
    """
    expected = os.environ.get(TOKEN, "")
    if not expected:
        raise EvigraphError(f"publishing is off: the operator has set no {TOKEN}")
    if not hmac.compare_digest(token.encode(errors="replace"), expected.encode(errors="replace")):
        raise EvigraphError("this is not the operator's token; nothing was published")
    return " ".join(_run(path, "build", str(path), "--store", str(store)))


def _run(path: Path, *arguments: str) -> list[str]:
    """What a command of ours says on a document, line by line; raises EvigraphError with its last line."""
    command = [sys.executable, "-m", "evigraph", *arguments]
    try:
        done = subprocess.run(  # noqa: S603  # our own command
            command,
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
            stdin=subprocess.DEVNULL,
            env=public_environment(),
        )
    except subprocess.TimeoutExpired:
        raise EvigraphError(f"{path.name}: reading took longer than {LONGEST} s") from None
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:]
        if not last or "Traceback" in done.stderr:
            raise EvigraphError(f"{path.name}: reading it went wrong; tell the operator")
        raise EvigraphError(last[0].replace(str(path), path.name).removeprefix("evigraph: "))
    return done.stdout.replace(str(path), path.name).splitlines()
