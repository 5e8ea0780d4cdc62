"""Documents read on many machines: the same function, handed to the workers of a Dask scheduler.

Knows Dask; knows nothing of documents.  Work that was lost with a machine is done again by another one.
"""

from __future__ import annotations

import threading
from collections import deque
from contextlib import contextmanager
from functools import cache, partial
from typing import TYPE_CHECKING, TypeVar

from distributed import Client, KilledWorker
from evigraph.graph.parallel import AHEAD
from evigraph.ontology.errors import EvigraphError, UsageError
from evigraph.ui.journal import program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from distributed import Future
    from evigraph.graph.parallel import Processes

Given = TypeVar("Given")
Found = TypeVar("Found")

#: Seconds to wait for a scheduler, and for its first worker.
PATIENCE = 30


class Cluster:
    """The workers of a scheduler."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def each(self, work: Callable[[Given], Found], given: Iterable[Given]) -> Iterator[Found]:
        """Results in the order of what was given; raises EvigraphError where work ends one worker after the other."""
        running: deque[Future[Found]] = deque()
        try:
            for one in given:
                running.append(self._client.submit(partial(_alone, work), one, pure=False))
                if len(running) >= AHEAD * self._threads():
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        except KilledWorker as error:
            raise EvigraphError(f"workers ended one after the other over the same document ({error})") from None

    def _threads(self) -> int:
        """How many things are done at a time, by the workers that there are now."""
        return max(1, sum(self._client.nthreads().values()))  # type: ignore[no-untyped-call]


@contextmanager
def cluster(address: str) -> Iterator[Processes]:
    """The workers of the scheduler at an address; raises UsageError where none answers or it has no worker like us."""
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise UsageError(f"{address}: no Dask scheduler there ({error}); give one such as tcp://host:8786") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise UsageError(
                f"{address}: this scheduler has no worker; start one with: dask worker {address}"
            ) from None
        if set(client.run(program).values()) != {program()}:
            raise UsageError(f"{address}: a worker there has another evigraph than this machine; install the same")
        yield Cluster(client)


def _alone(work: Callable[[Given], Found], given: Given) -> Found:
    """Do one thing at a time in a process: reading is no faster in threads."""
    with _turn():
        return work(given)


@cache
def _turn() -> threading.Lock:
    return threading.Lock()
