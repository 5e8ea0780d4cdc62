"""Figures for operators in the text format of Prometheus: replies by status, and what waits.

Knows how to tell counts; knows nothing of what is asked.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evigraph.ui.web.replies import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping
    from typing import Any

    from evigraph.ui.web.replies import Receive, Scope, Send

TEXT = b"text/plain; version=0.0.4; charset=utf-8"


class Counted:
    """An application whose replies are counted by status."""

    def __init__(self, app: Any) -> None:  # noqa: ANN401  # any ASGI application
        self._app = app
        self.statuses: Counter[int] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        async def counted(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                self.statuses[message["status"]] += 1
            await send(message)

        await self._app(scope, receive, counted)


def metrics(statuses: Mapping[str, Mapping[int, int]], *, waiting: int) -> Reply:
    """Replies of each part of the server by status, and how many queries have no answer yet."""
    lines = ["# HELP evigraph_replies_total Replies that were sent.", "# TYPE evigraph_replies_total counter"]
    for part, counts in statuses.items():
        told = sorted(counts.items())
        lines += [f'evigraph_replies_total{{part="{part}",status="{status}"}} {number}' for status, number in told]
    lines += ["# HELP evigraph_queries_waiting Queries without an answer yet.", "# TYPE evigraph_queries_waiting gauge"]
    lines.append(f"evigraph_queries_waiting {waiting}")
    return Reply(200, ("\n".join(lines) + "\n").encode(), [(b"content-type", TEXT), (b"cache-control", b"no-cache")])
