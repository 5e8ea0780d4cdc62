"""Coroutines run in a thread of their own: a browser test before may have left a loop running in this one."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

Value = TypeVar("Value")


def awaited(main: Callable[[], Coroutine[object, object, Value]]) -> Value:
    """What a coroutine returns or raises."""
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(lambda: asyncio.run(main())).result()
