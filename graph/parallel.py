"""The same function over many things in many processes, results in order, nobody far ahead of who takes them.

Knows processes; knows nothing of what they do.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

from evigraph.ontology.errors import EvigraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

Given = TypeVar("Given")
Found = TypeVar("Found")

#: Things that each process may be ahead of the taking, so that memory does not grow with their number, and yet nobody
#: waits while a batch of about as many is loaded.
AHEAD = 32


class Processes(Protocol):
    """Whatever runs a function over things and returns the results in order."""

    def each(self, work: Callable[[Given], Found], given: Iterable[Given]) -> Iterator[Found]:
        """Results in the order of what was given."""
        ...


class Here:
    """No other process than this one."""

    def each(self, work: Callable[[Given], Found], given: Iterable[Given]) -> Iterator[Found]:
        """Results in the order of what was given."""
        return map(work, given)


class Pool:
    """Processes of this machine."""

    def __init__(self, executor: ProcessPoolExecutor, number: int) -> None:
        self._executor = executor
        self._number = number

    def each(self, work: Callable[[Given], Found], given: Iterable[Given]) -> Iterator[Found]:
        """Results in the order of what was given; raises EvigraphError where a process is ended from outside."""
        running: deque[Future[Found]] = deque()
        try:
            for one in given:
                running.append(self._executor.submit(work, one))
                if len(running) >= AHEAD * self._number:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        except BrokenProcessPool:
            raise EvigraphError(
                "a process of the build was ended; run it again, with fewer --workers where memory was short"
            ) from None
        finally:
            for future in running:
                future.cancel()


@contextmanager
def processes(number: int) -> Iterator[Processes]:
    """So many processes of this machine, this one where it is a single one."""
    if number <= 1:
        yield Here()
        return
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(number, mp_context=spawn, initializer=_end_with_parent) as executor:
        yield Pool(executor, number)


def _end_with_parent() -> None:
    """Let this process end when the one that started it does, even by kill -9: else it would wait for work for ever."""
    threading.Thread(target=_outlive_nobody, name="parent", daemon=True).start()


def _outlive_nobody() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
