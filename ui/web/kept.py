"""Answers that were given, so that a query which is asked again costs no worker.

Knows how much may be kept, and of which generation; knows nothing of queries or formats, which are in the key.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

    from evigraph.ui.web.replies import Reply

#: Bytes of all answers that are kept, and of the largest of them.
MOST_KEPT = 64 << 20
LARGEST_KEPT = 256 << 10
#: Bytes that an answer costs beside its body: headers, key and bookkeeping.
BESIDE_BODY = 2 << 10


class Kept:
    """Replies of one generation by key; the one that was not asked for longest goes first."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._replies: OrderedDict[Hashable, Reply] = OrderedDict()
        self._bytes = 0
        self._of = ""
        self.found = self.missed = 0

    def begin(self, generation: str) -> None:
        """Forget what another generation answered: nobody is given it any more."""
        if generation != self._of:
            self._of = generation
            self._replies.clear()
            self._bytes = 0

    def get(self, key: Hashable) -> Reply | None:
        """The reply that is kept under a key."""
        reply = self._replies.get(key)
        if reply is None:
            self.missed += 1
            return None
        self._replies.move_to_end(key)
        self.found += 1
        return reply

    def put(self, key: Hashable, reply: Reply) -> None:
        """Keep a reply, unless it is large or there already."""
        if len(reply.body) > LARGEST_KEPT or key in self._replies:
            return
        self._replies[key] = reply
        self._bytes += len(reply.body) + BESIDE_BODY
        while self._bytes > self._most:
            _, gone = self._replies.popitem(last=False)
            self._bytes -= len(gone.body) + BESIDE_BODY
