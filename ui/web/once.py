"""What is computed once for a generation: names, indexes, views.

Knows how much of it is kept and for how long; knows nothing of what it is.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from evigraph.ui.web.memory import give_back

if TYPE_CHECKING:
    from collections.abc import Callable

Value = TypeVar("Value")

#: Values that are kept.
MOST = 50


@dataclass(slots=True)
class _Made:
    """A value once it is made, and what keeps others from making it too."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    values: list[object] = field(default_factory=list)


class Once:
    """Values of the current generation by name; the one that was not asked for longest goes first.

    What was made of an earlier generation goes with the first question about a later one.
    """

    def __init__(self, generation: Callable[[], str]) -> None:
        """`generation` names the one that answers now."""
        self._generation = generation
        self._of = ""
        self._made: OrderedDict[str, _Made] = OrderedDict()
        self._looking = threading.Lock()

    def value(self, name: str, make: Callable[[], Value]) -> Value:
        """The value of that name, which is made by one thread at a time."""
        kept = self._kept(name)
        with kept.lock:
            if not kept.values:
                kept.values.append(make())
            return kept.values[0]  # type: ignore[return-value]  # one name is one type

    def _kept(self, name: str) -> _Made:
        generation = self._generation()
        with self._looking:
            if generation != self._of:
                self._of = generation
                self._made.clear()
                give_back()
            kept = self._made.setdefault(name, _Made())
            self._made.move_to_end(name)
            if len(self._made) > MOST:
                self._made.popitem(last=False)
            return kept
