"""Figures for operators in the text format of Prometheus (<https://prometheus.io/docs/instrumenting/exposition_formats/>).

Knows how counts are taken and told; knows nothing of what is counted.
"""

from __future__ import annotations

import resource
import time
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.ui.web.replies import Reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, MutableMapping
    from typing import Any

    from evigraph.ui.web.replies import Receive, Scope, Send

TEXT = b"text/plain; version=0.0.4; charset=utf-8"
#: Upper bounds of the classes of seconds that replies are counted in.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@dataclass(slots=True)
class Replies:
    """How many replies one part of the server has sent, by status and by the seconds that they took."""

    statuses: Counter[int] = field(default_factory=Counter)
    classes: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0

    def count(self, status: int, seconds: float) -> None:
        """Count a reply."""
        self.statuses[status] += 1
        self.classes[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds


class Counted:
    """An application whose replies are counted."""

    def __init__(self, app: Any, replies: Replies) -> None:  # noqa: ANN401  # any ASGI application
        self._app = app
        self._replies = replies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        begun = time.monotonic()

        async def counted(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                self._replies.count(message["status"], time.monotonic() - begun)
            await send(message)

        await self._app(scope, receive, counted)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name and what it means; `total` where it only ever grows."""

    name: str
    help: str
    value: float
    total: bool = False


def metrics(parts: Mapping[str, Replies], figures: Iterable[Figure]) -> Reply:
    """Replies of each part of the server, and what else is told."""
    lines = [*_statuses(parts), *_seconds(parts)]
    for figure in figures:
        lines += _head(figure.name, figure.help, "counter" if figure.total else "gauge")
        lines.append(f"{figure.name} {figure.value:g}" if figure.value % 1 else f"{figure.name} {figure.value:.0f}")
    return Reply(200, ("\n".join(lines) + "\n").encode(), [(b"content-type", TEXT), (b"cache-control", b"no-cache")])


def _head(name: str, help_: str, kind: str) -> list[str]:
    return [f"# HELP {name} {help_}", f"# TYPE {name} {kind}"]


def _statuses(parts: Mapping[str, Replies]) -> Iterator[str]:
    yield from _head("evigraph_replies_total", "Replies that were sent.", "counter")
    for part, replies in parts.items():
        for status, number in sorted(replies.statuses.items()):
            yield f'evigraph_replies_total{{part="{part}",status="{status}"}} {number}'


def _seconds(parts: Mapping[str, Replies]) -> Iterator[str]:
    name = "evigraph_reply_seconds"
    yield from _head(name, "Seconds from a request to the head of its reply.", "histogram")
    for part, replies in parts.items():
        for bound, number in zip((*BOUNDS, "+Inf"), accumulate(replies.classes), strict=True):
            yield f'{name}_bucket{{part="{part}",le="{bound}"}} {number}'
        yield f'{name}_sum{{part="{part}"}} {replies.seconds:.6f}'
        yield f'{name}_count{{part="{part}"}} {sum(replies.classes)}'


def resident() -> int:
    """Bytes of memory that this process has; its greatest number so far where the system tells no other."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
