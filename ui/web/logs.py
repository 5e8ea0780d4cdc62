"""What happens, as lines of JSON for whoever gathers logs.

Knows which parts of a request may be told: method, path and status, never what was asked, sent or held in a header.
"""

from __future__ import annotations

import json
import logging
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from evigraph.ui.web.replies import Receive, Scope, Send

#: How much is told: warnings as text, events of the server too, every request too.
LEVELS = ("none", "events", "requests")
#: Whatever stands behind these in a path is known to one visitor alone.
PRIVATE = ("/preview/", "/gradio_api/")
LONGEST_PATH = 200
#: What every record has; the rest is what its event tells.
USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Write it."""
        told: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        told |= {name: value for name, value in vars(record).items() if name not in USUAL}
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


def configure(level: str) -> None:
    """Write JSON lines to the standard error stream, unless the level is `none`."""
    if level == "none":
        return
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("evigraph").setLevel(logging.INFO)


class Logged:
    """An application whose requests are logged."""

    def __init__(self, app: Any) -> None:  # noqa: ANN401  # any ASGI application
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status, size = time.monotonic(), 0, 0

        async def noted(message: MutableMapping[str, Any]) -> None:
            nonlocal status, size
            status = message.get("status", status)
            size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            milliseconds = round((time.monotonic() - begun) * 1000, 1)
            _log(scope, {"status": status, "bytes": size, "milliseconds": milliseconds})


def _log(scope: Scope, told: dict[str, object]) -> None:
    client = scope.get("client")
    asked = {"method": scope["method"], "path": _path(scope["path"]), "client": client[0] if client else ""}
    logging.getLogger(__name__).info("request", extra=asked | told)


def _path(path: str) -> str:
    """As much of a path as may be told."""
    private = next((start for start in PRIVATE if path.startswith(start)), None)
    return private or path[:LONGEST_PATH]
