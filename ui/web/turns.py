"""How much work of one client may wait, so that nobody's questions keep all others from being answered.

Knows clients by their addresses; knows nothing of the work.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from evigraph.ui.web.replies import Refusal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from evigraph.ui.web.answering import Handler
    from evigraph.ui.web.replies import Reply
    from starlette.requests import Request
    from starlette.responses import Response

#: Pieces of work of one client that may wait, and that are done at a time.
MOST_WAITING, MOST_AT_ONCE = 20, 2


class Turns:
    """Lets each client do two things at a time and keep some more waiting."""

    def __init__(self) -> None:
        self._waiting: Counter[str] = Counter()
        self._turns: dict[str, asyncio.Semaphore] = {}

    def limited(self, handler: Handler) -> Handler:
        """A handler that waits for its client's turn."""

        async def in_turn(request: Request) -> Reply | Response:
            async with self.turn(request):
                return await handler(request)

        return in_turn

    @asynccontextmanager
    async def turn(self, request: Request) -> AsyncIterator[None]:
        """Wait for a turn of the client; raises Refusal where too much of it waits already."""
        client = request.client.host if request.client else ""
        if self._waiting[client] >= MOST_WAITING:
            raise Refusal(503, "too many of your questions are waiting; ask again in a moment", retry_after="5")
        self._waiting[client] += 1
        try:
            async with self._turns.setdefault(client, asyncio.Semaphore(MOST_AT_ONCE)):
                yield
        finally:
            self._waiting[client] -= 1
            if not self._waiting[client]:
                del self._waiting[client], self._turns[client]
