"""How far a long build has come: what is done, how fast, and how long the rest will take.

Knows numbers and a clock; knows nothing of documents.  What is over before the first line is due says nothing.  A build
has several stages, each with a rate of its own, so that the time that is left is that of a stage.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

#: Seconds between two lines.
EVERY = 5.0


@dataclass(slots=True)
class Progress:
    """Tells, every few seconds, how many of a number of documents are done, which `what` names."""

    what: str
    tell: Callable[[str], None]
    clock: Callable[[], float] = time.monotonic
    _started: float = field(init=False)
    _told: float = field(init=False)

    def __post_init__(self) -> None:
        self._started = self._told = self.clock()

    def __call__(self, done: int, total: int) -> None:
        """So many of all are done; with none done a stage begins."""
        now = self.clock()
        if not done:
            self._started = self._told = now
        if now - self._told >= EVERY and done:
            self._told = now
            rate = done / (now - self._started)
            left = duration((total - done) / rate)
            self.tell(f"{done:,} of {total:,} documents {self.what}, {rate:.1f} a second, {left} left")


def duration(seconds: float) -> str:
    """A time to read.

    >>> duration(4000)
    '1 h 7 min'
    """
    minutes, rest = divmod(round(seconds), 60)
    if minutes >= 60:
        return f"{minutes // 60} h {minutes % 60} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
