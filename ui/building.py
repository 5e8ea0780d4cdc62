"""Sources to a store: read, extracted and checked one document at a time, in as many processes as asked, then loaded.

Knows that extraction comes before the graph; knows nothing of either.  A document that cannot be read is reported and
keeps no other one back.
"""

from __future__ import annotations

import os
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from evigraph.extraction.pipeline import extract
from evigraph.extraction.structure.profile import profile_in
from evigraph.graph.build import Sharing, load
from evigraph.graph.check import CheckedDocument, check
from evigraph.graph.folder import StoreFolder
from evigraph.graph.parallel import processes
from evigraph.graph.report import BuildReport, BuiltDocument
from evigraph.graph.shards.place import Shards
from evigraph.graph.shards.shelf import Shelf
from evigraph.ontology.cycles import no_collection
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.iris import key
from evigraph.ontology.terms import BASE
from evigraph.ui import sources
from evigraph.ui.example_queries import example_triples
from evigraph.ui.journal import Entry, Journal, digest_of, journal_of, program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from evigraph.graph.parallel import Processes
    from evigraph.ontology.records import Extraction
    from evigraph.ui.manifest import Source

NO_NAMES: Mapping[str, str] = MappingProxyType({})


#: Called with the number of documents that are done, and of all.
Told: TypeAlias = "Callable[[int, int], None]"


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How a build is shared out: `workers` is the number of processes, by default one a processor.

    `dask` is the address of a scheduler whose workers read the documents, `shards` the folder or address where they
    leave them, by default in the store; `told` is called as documents are read, `derived` as they are joined and
    audited, where processes share in that.
    """

    workers: int | None = None
    dask: str = ""
    shards: str = ""
    told: Told | None = None
    derived: Told | None = None

    def readers(self, local: Processes) -> AbstractContextManager[Processes]:
        """What reads the documents."""
        if not self.dask:
            return nullcontext(local)
        from evigraph.ui.cluster import cluster  # its library is for several machines alone

        return cluster(self.dask)


ALONE = How()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A source that could not be read, and the line that says why."""

    source: str
    message: str


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read and checked: the digest of what went into that, by which its shard is found."""

    inputs: str


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
    base: str = BASE,
    publisher: str = "",
    names: Mapping[str, str] = NO_NAMES,
    how: How = ALONE,
) -> Build:
    """Build documents into a store folder.

    `publisher` is the file of a profile by which to read them, `names` gives files of other names their ids.  A
    document of the store whose bytes are the same is not read again, nor one that an interrupted build has read.
    Raises EvigraphError where no source can be found or the store cannot be built in; the store before is then intact.
    """
    listed = sources.listed(given, publisher=publisher)
    found = [replace(s, document_id=names.get(sources.document_id(s), s.document_id)) for s in listed]
    for file in {source.publisher for source in found if source.publisher}:
        profile_in(file)  # a wrong profile is wrong use, whatever the documents are
    journal = journal_of(store)
    folder = StoreFolder(store)
    kept = how.shards or str(folder.shards.absolute())
    known = journal.inputs()
    tasks = [Task(s, known.get(key(sources.document_id(s)), ""), base, program(), kept) for s in found]
    outcomes = _Outcomes(journal, Shards.at(kept), Shelf(kept), how.told)
    try:
        same = {task: as_it_is for task in tasks if (as_it_is := unchanged(task))}
        workers = min(how.workers or os.cpu_count() or 1, len(tasks) - len(same))
        with processes(workers) as local, how.readers(local) if workers else nullcontext(local) as readers:
            read = outcomes.to_load(tasks, same, readers)
            first = next(read, None)
            report = BuildReport((), "", 0, 0)
            if first is not None:
                documents, own = chain([first], read), example_triples(base)
                report = load(documents, store, base=base, own=own, sharing=Sharing(local, outcomes.shelf, how.derived))
    except OSError as error:
        raise EvigraphError(f"{kept}: {error.strerror or error}; nothing was changed") from None
    outcomes.forget_shards()
    folder.drop_shards()
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


@dataclass(frozen=True, slots=True)
class Task:
    """A source to read, unless `known` is the digest of what goes into its reading, or a shard holds it already."""

    source: Source
    known: str
    base: str
    program: str
    shards: str

    def inputs(self, content: sources.Content) -> str:
        """The digest of all that decides what is read."""
        document = sources.document_id(self.source)
        return digest_of(content.sha256, document, self.source.publisher, self.base, self.program)


def unchanged(task: Task) -> Unread | None:
    """What needs no other process to be known: that the store holds just this file of this machine already."""
    if not task.known or sources.is_address(task.source.location):
        return None
    try:
        content = sources.content(task.source)
    except EvigraphError:
        return None
    return Unread(sources.document_id(task.source)) if task.inputs(content) == task.known else None


def checked(task: Task) -> Outcome:
    """Read and check one document in any process, and leave it as a shard."""
    source, kept = task.source, Shards.at(task.shards)
    try:
        content = sources.content(source)
        inputs = task.inputs(content)
        if task.known == inputs:
            return Unread(sources.document_id(source))
        if kept.get(inputs) is None:
            with no_collection():
                kept.put(inputs, check(_extraction(content), base=task.base))
        return Read(inputs)
    except EvigraphError as error:
        return Refusal(source.location, str(error))


@dataclass(slots=True)
class _Outcomes:
    """What became of the sources, as they come: documents to load are handed on, the others put aside."""

    journal: Journal
    shards: Shards
    shelf: Shelf
    told: Told | None
    refusals: list[Refusal] = field(default_factory=list)
    unread: list[BuiltDocument] = field(default_factory=list)
    order: dict[str, int] = field(default_factory=dict)

    def to_load(
        self, tasks: Sequence[Task], same: Mapping[Task, Outcome], readers: Processes
    ) -> Iterator[CheckedDocument]:
        """The documents to load of all tasks, of which `same` are known to need no reading."""
        read = readers.each(checked, (task for task in tasks if task not in same))
        outcomes = ((task, same.get(task) or next(read)) for task in tasks)
        for number, (task, outcome) in enumerate(outcomes, 1):
            if self.told:
                self.told(number, len(tasks))
            if isinstance(outcome, Refusal):
                self.refusals.append(outcome)
            elif isinstance(outcome, Unread):
                entry = self.journal.entries[key(outcome.id)]
                self.order[outcome.id] = len(self.order)
                self.unread.append(BuiltDocument(outcome.id, entry.sha256, entry.quads, unchanged=True))
            else:
                document = self._document(task, outcome)
                self.order[document.id] = len(self.order)
                self.shelf.inputs[document.id] = outcome.inputs
                yield document

    def _document(self, task: Task, outcome: Read) -> CheckedDocument:
        """The document of a shard, made once more where another build of the same documents has cleared it away."""
        found = self.shards.get(outcome.inputs)
        if found is None:
            checked(task)
            found = self.shards.get(outcome.inputs)
        if found is None:
            raise EvigraphError(f"{task.shards}: does not keep what is written; give another place with --shards")
        return found

    def forget_shards(self) -> None:
        """Remove what the store now holds."""
        for inputs in self.shelf.inputs.values():
            self.shards.remove(inputs)

    def build(self, report: BuildReport) -> Build:
        """The whole build; what was loaded without fault need not be read again."""
        for document in report.documents:
            if not document.violations and not document.refused:
                entry = Entry(self.shelf.inputs[document.id], document.sha256, document.quads)
                self.journal.entries[key(document.id)] = entry
        if report.documents:
            self.journal.save()
        documents = sorted((*report.documents, *self.unread), key=lambda document: self.order[document.id])
        return Build(replace(report, documents=tuple(documents)), tuple(self.refusals))
