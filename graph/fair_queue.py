"""A queue in which clients take turns, so that one who asks much does not keep the others waiting.

Knows who waits; knows nothing of what for.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import Generic, TypeVar

Item = TypeVar("Item")


class FairQueue(Generic[Item]):
    """Items of each client in their order, one client after the other.

    >>> queue = FairQueue()
    >>> for client in "aab":
    ...     queue.put(client, client)
    >>> "".join(queue.get() for _ in range(3))
    'aba'
    """

    def __init__(self) -> None:
        self._lines: OrderedDict[str, deque[Item]] = OrderedDict()
        self._items = 0

    def __len__(self) -> int:
        return self._items

    def waiting(self, client: str) -> int:
        """How many items of a client wait."""
        return len(self._lines.get(client, ()))

    def put(self, item: Item, client: str) -> None:
        """Let an item wait behind the others of its client."""
        self._lines.setdefault(client, deque()).append(item)
        self._items += 1

    def put_back(self, item: Item, client: str) -> None:
        """Let an item be the next one of all."""
        self._lines.setdefault(client, deque()).appendleft(item)
        self._items += 1
        self._lines.move_to_end(client, last=False)

    def last(self, client: str) -> None:
        """Let a client wait until all others had their turn."""
        if client in self._lines:
            self._lines.move_to_end(client)

    def get(self) -> Item:
        """The next item; raises KeyError where there is none."""
        if not self._lines:
            raise KeyError("nothing waits")
        client, line = next(iter(self._lines.items()))
        item = line.popleft()
        self._items -= 1
        if line:
            self._lines.move_to_end(client)
        else:
            del self._lines[client]
        return item
