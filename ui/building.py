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
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from evigraph.extraction.pipeline import extract
from evigraph.extraction.structure.profile import profile_in
from evigraph.graph.build import load
from evigraph.graph.check import CheckedDocument, check
from evigraph.graph.report import BuildReport, BuiltDocument
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.iris import key
from evigraph.ontology.terms import BASE
from evigraph.ui import sources
from evigraph.ui.example_queries import example_triples
from evigraph.ui.journal import Entry, Journal, digest_of, journal_of, program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from evigraph.ontology.records import Extraction
    from evigraph.ui.manifest import Source

#: Documents that each process may be ahead of the loading, so that memory does not grow with their number.
AHEAD = 4
NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Refusal:
    """A source that could not be read, and the line that says why."""

    source: str
    message: str


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read and checked, and the digest of what went into that."""

    inputs: str
    document: CheckedDocument


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that the store holds as it is."""

    id: str


Outcome = Read | Unread | Refusal


@dataclass(frozen=True, slots=True)
class Build:
    """What became of all sources: `report` of those that were read, `refusals` of the others."""

    report: BuildReport
    refusals: tuple[Refusal, ...]

    @property
    def ok(self) -> bool:
        """Whether every source was read and nothing of it withheld."""
        return self.report.ok and not self.refusals


def build_store(
    given: Iterable[str],
    store: Path,
    *,
    workers: int | None = None,
    base: str = BASE,
    publisher: str = "",
    names: Mapping[str, str] = NO_NAMES,
) -> Build:
    """Build documents into a store folder; `workers` is the number of processes, by default one a processor.

    `publisher` is the file of a profile by which to read them, `names` gives files of other names their ids.  A
    document of the store whose bytes are the same is not read again.  Raises EvigraphError where no source can be found
    or the store cannot be built in; the store before is then intact.
    """
    listed = sources.listed(given, publisher=publisher)
    found = [replace(s, document_id=names.get(sources.document_id(s), s.document_id)) for s in listed]
    for file in {source.publisher for source in found if source.publisher}:
        profile_in(file)  # a wrong profile is wrong use, whatever the documents are
    journal = journal_of(store)
    processes = min(workers or os.cpu_count() or 1, len(found))
    outcomes = _Outcomes(journal)
    work = partial(_checked, base=base, program=program(), known=journal.inputs())
    read = outcomes.to_load(each(work, found, processes))
    first = next(read, None)
    if first is not None:
        report = load(chain([first], read), store, base=base, own=example_triples(base))
    else:
        report = BuildReport((), "", 0, 0)
    return outcomes.build(report)


def extraction_of(source: Source) -> Extraction:
    """What a document says; raises EvigraphError where it cannot be read or says nothing that is understood."""
    return _extraction(sources.content(source))


def _extraction(content: sources.Content) -> Extraction:
    found = extract(content.document(), publisher=content.source.publisher)
    if not found.findings:
        where = content.source.location
        raise EvigraphError(f"{where}: no study, result or recommendation found in it; give an overview or a guidance")
    return found


def _checked(source: Source, *, base: str, program: str, known: Mapping[str, str]) -> Outcome:
    """Read and check one document, unless what went into its reading is known."""
    try:
        content = sources.content(source)
        document = sources.document_id(source)
        inputs = digest_of(content.sha256, document, source.publisher, base, program)
        if known.get(key(document)) == inputs:
            return Unread(document)
        return Read(inputs, check(_extraction(content), base=base))
    except EvigraphError as error:
        return Refusal(source.location, str(error))


@dataclass(slots=True)
class _Outcomes:
    """What became of the sources, as they come: documents to load are handed on, the others put aside."""

    journal: Journal
    refusals: list[Refusal] = field(default_factory=list)
    unread: list[BuiltDocument] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)

    def to_load(self, outcomes: Iterable[Outcome]) -> Iterator[CheckedDocument]:
        for outcome in outcomes:
            if isinstance(outcome, Refusal):
                self.refusals.append(outcome)
            elif isinstance(outcome, Unread):
                entry = self.journal.entries[key(outcome.id)]
                self.order[outcome.id] = len(self.order)
                self.unread.append(BuiltDocument(outcome.id, entry.sha256, entry.quads, unchanged=True))
            else:
                self.order[outcome.document.id] = len(self.order)
                self.inputs[outcome.document.id] = outcome.inputs
                yield outcome.document

    def build(self, report: BuildReport) -> Build:
        """The whole build; what was loaded without fault need not be read again."""
        for document in report.documents:
            if not document.violations and not document.refused:
                entry = Entry(self.inputs[document.id], document.sha256, document.quads)
                self.journal.entries[key(document.id)] = entry
        if report.documents:
            self.journal.save()
        documents = sorted((*report.documents, *self.unread), key=lambda document: self.order[document.id])
        return Build(replace(report, documents=tuple(documents)), tuple(self.refusals))


def each(work: Callable[[Source], Outcome], given: list[Source], processes: int) -> Iterator[Outcome]:
    """Results in the order of what was given, from so many processes; from this one where it is a single one."""
    if processes <= 1:
        yield from map(work, given)
        return
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        running: deque[Future[Outcome]] = deque()
        try:
            for location in given:
                running.append(pool.submit(work, location))
                if len(running) >= AHEAD * processes:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        except BrokenProcessPool:
            raise EvigraphError("a process that read documents was ended; try again with fewer --workers") from None
