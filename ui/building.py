"""Sources to a store: read, extracted and checked one document at a time, in as many processes as asked, then loaded.

Knows that extraction comes before the graph; knows nothing of either.  A document that cannot be read is reported and
keeps no other one back.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from evigraph.extraction.pipeline import extract
from evigraph.graph.build import load
from evigraph.graph.check import CheckedDocument, check
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.terms import BASE
from evigraph.ui import sources
from evigraph.ui.example_queries import example_triples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from evigraph.graph.report import BuildReport
    from evigraph.ontology.records import Extraction

#: Documents that each process may be ahead of the loading, so that memory does not grow with their number.
AHEAD = 4


@dataclass(frozen=True, slots=True)
class Refusal:
    """A source that could not be read, and the line that says why."""

    source: str
    message: str


@dataclass(frozen=True, slots=True)
class Build:
    """What became of all sources: `report` of those that were read, `refusals` of the others."""

    report: BuildReport
    refusals: tuple[Refusal, ...]

    @property
    def ok(self) -> bool:
        """Whether every source was read and nothing of it withheld."""
        return self.report.ok and not self.refusals


def build_store(given: Iterable[str], store: Path, *, workers: int | None = None, base: str = BASE) -> Build:
    """Build documents into a store folder; `workers` is the number of processes, by default one a processor.

    Raises EvigraphError where no source can be found or the store cannot be built in; the store before is then intact.
    """
    found = sources.locations(given)
    processes = min(workers or os.cpu_count() or 1, len(found))
    refusals: list[Refusal] = []
    checked = each(partial(_checked, base=base), found, processes)
    report = load(_sound(checked, refusals), store, base=base, own=example_triples(base))
    return Build(report, tuple(refusals))


def extraction_of(location: str) -> Extraction:
    """What a document says; raises EvigraphError where it cannot be read or says nothing that is understood."""
    found = extract(sources.read(location))
    if not found.findings:
        raise EvigraphError(
            f"{location}: no study, result or recommendation found in it; give an overview or a guidance"
        )
    return found


def _checked(location: str, *, base: str) -> CheckedDocument | Refusal:
    try:
        return check(extraction_of(location), base=base)
    except EvigraphError as error:
        return Refusal(location, str(error))


def _sound(checked: Iterable[CheckedDocument | Refusal], refusals: list[Refusal]) -> Iterator[CheckedDocument]:
    """The documents, with refusals put aside."""
    for document in checked:
        if isinstance(document, Refusal):
            refusals.append(document)
        else:
            yield document


def each(
    work: Callable[[str], CheckedDocument | Refusal], given: list[str], processes: int
) -> Iterator[CheckedDocument | Refusal]:
    """Results in the order of what was given, from so many processes; from this one where it is a single one."""
    if processes <= 1:
        yield from map(work, given)
        return
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        running: deque[Future[CheckedDocument | Refusal]] = deque()
        try:
            for location in given:
                running.append(pool.submit(work, location))
                if len(running) >= AHEAD * processes:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        except BrokenProcessPool:
            raise EvigraphError("a process that read documents was ended; try again with fewer --workers") from None
