"""What was made last, so that it need not be made again.

Knows how much may be kept; knows nothing of what it is.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """Values by key, for any number of threads; the one that was not asked for longest goes first."""

    def __init__(self, cost: Callable[[Value], int], *, most: int, largest: int | None = None) -> None:
        """`most` is what all of them may cost together, `largest` what one of them may."""
        self._cost, self._most = cost, most
        self._largest = most if largest is None else largest
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._spent = 0
        self._lock = threading.Lock()

    def value(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value that is kept under a key, else the one that is made now."""
        kept = self.get(key)
        if kept is None:
            kept = make()
            self.put(key, kept)
        return kept

    def get(self, key: Hashable) -> Value | None:
        """The value that is kept under a key."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: Hashable, value: Value) -> None:
        """Keep a value, unless it is large or there already."""
        cost = self._cost(value)
        with self._lock:
            if cost > self._largest or key in self._values:
                return
            self._values[key] = value
            self._spent += cost
            while self._spent > self._most:
                self._spent -= self._cost(self._values.popitem(last=False)[1])

    def clear(self) -> None:
        """Forget them all."""
        with self._lock:
            self._values.clear()
            self._spent = 0
