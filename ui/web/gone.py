"""Queries whose clients went away, which nobody needs to answer any more.

Knows requests that wait; knows nothing of what they ask.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from evigraph.ui.web.replies import Receive

    Awaited: TypeAlias = asyncio.Future[Any]

#: Seconds between two looks at those that wait.
PATIENCE = 1.0


class WaitingClients:
    """Ends what is awaited for a client that went away, once it has been there at two looks.

    One look for all of them costs less than a timer for each.
    """

    def __init__(self) -> None:
        self._waiting: dict[Awaited, Receive] = {}
        self._seen: list[Awaited] = []
        self._looking = False

    def wait(self, answer: Awaited, receive: Receive) -> None:
        """Let a client wait for an answer."""
        self._waiting[answer] = receive
        if not self._looking:
            self._looking = True
            asyncio.get_running_loop().call_later(PATIENCE, self._look)

    def forget(self, answer: Awaited | None) -> None:
        """Be done with an answer."""
        if answer is not None:
            self._waiting.pop(answer, None)

    def _look(self) -> None:
        for answer in self._seen:
            if (receive := self._waiting.pop(answer, None)) and not answer.done():
                _watch(receive, answer)
        self._seen = list(self._waiting)
        self._looking = bool(self._seen)
        if self._looking:
            asyncio.get_running_loop().call_later(PATIENCE, self._look)


def _watch(receive: Receive, answer: Awaited) -> None:
    watcher = asyncio.ensure_future(_gone(receive))
    watcher.add_done_callback(lambda _: answer.cancel())
    answer.add_done_callback(lambda _: watcher.cancel())


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
