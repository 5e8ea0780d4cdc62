"""Answers that were given, so that a query which is asked again costs no worker.

Knows how much may be kept, and of which generation; knows nothing of queries or formats, which are in the key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.recent import Recent

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
        self._replies = Recent(_bytes, most=most, largest=LARGEST_KEPT + BESIDE_BODY)
        self._of = ""
        self.found = self.missed = 0

    def begin(self, generation: str) -> None:
        """Forget what another generation answered: nobody is given it any more."""
        if generation != self._of:
            self._of = generation
            self._replies.clear()

    def get(self, key: Hashable) -> Reply | None:
        """The reply that is kept under a key."""
        reply = self._replies.get(key)
        if reply is None:
            self.missed += 1
        else:
            self.found += 1
        return reply

    def put(self, key: Hashable, reply: Reply) -> None:
        """Keep a reply, unless it is large or there already."""
        self._replies.put(key, reply)


def _bytes(reply: Reply) -> int:
    return len(reply.body) + BESIDE_BODY
