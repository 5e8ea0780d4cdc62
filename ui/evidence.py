"""An open store as a Python object: what it answers, and its tables.

Knows which part of the program does what; knows nothing of how.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from evigraph.graph.answer import ROW_CAP, Answer, Request
from evigraph.graph.audit.stored import stored_findings
from evigraph.graph.export import tables
from evigraph.graph.export.kinds import export
from evigraph.graph.export.source import Source
from evigraph.graph.publication import agreed, publisher_of
from evigraph.graph.store import LocalReader, open_reader
from evigraph.graph.stores.service import service
from evigraph.graph.workers import LIMIT, WorkerPool
from evigraph.ontology.publisher import read_publisher
from evigraph.ontology.terms import HTA
from evigraph.ui.archive import back_up
from evigraph.ui.sparql import sparql

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import TracebackType

    from evigraph.graph.audit.stored import AuditFinding
    from evigraph.graph.solutions import Solutions
    from evigraph.graph.stores.remote import RemoteReader
    from evigraph.queries.answer import AnswerObject
    from evigraph.queries.ask import Asker
    from evigraph.ui.publishing.site import Published


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document of a store: `kind` is overview or guidance, `sha256` names its version.

    `coverage` is the share of its evidence that was read by `profile`, `unread` what was strange or could not be read.
    """

    id: str
    kind: str
    title: str
    sha256: str
    profile: str = ""
    coverage: float | None = None
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UsedConcept:
    """A concept that documents use, how often, and the words of one use; `unreviewed` where no vocabulary names it."""

    iri: str
    label: str
    scheme: str
    uses: int
    quote: str
    unreviewed: bool


class Evidence:
    """An open store; use it in a `with` block, or close it."""

    def __init__(self, store: str | Path) -> None:
        """Open a store, a folder or a server's address; raises EvigraphError where there is none."""
        self.path = Path(store)
        self.reader = open_reader(str(store))

    @property
    def generation(self) -> str:
        """The generation of a folder that answers, or the address that does."""
        return self.reader.generation.name if isinstance(self.reader, LocalReader) else self.reader.address

    def ask(self, question: str, history: Sequence[str] = ()) -> AnswerObject:
        """Answer a question in plain language; `history` holds the earlier ones of the conversation, oldest first."""
        return self.asker.ask(question, history)

    def ask_lines(self, lines: Iterable[str]) -> Iterator[str]:
        """The answer of each question of a JSON Lines file, as a line of JSON; raises UsageError for another line."""
        from evigraph.queries.batch import answers

        return answers(self.asker, lines)

    def explain(self, question: str, history: Sequence[str] = ()) -> list[str]:
        """How a question is understood, a line at a time."""
        return self.asker.explain(question, history)

    def compare(self, answer: Mapping[str, object]) -> list[str]:
        """What differs where a kept answer is made again, empty where nothing does."""
        from evigraph.queries.receipts import differences

        return differences(answer, self.ask)

    @cached_property
    def asker(self) -> Asker:
        """What answers questions, made with the first one."""
        from evigraph.queries.ask import Asker  # its dictionaries cost time that other commands need not wait for

        return Asker(self.reader, indexes=self.path / "indexes" if isinstance(self.reader, LocalReader) else None)

    def query(self, query: str, *, limit: float = LIMIT) -> Solutions:
        """Answer a SELECT query as rows of RDF terms, within so many seconds.

        Raises QueryError where it is none or does not parse, QueryTimeout where it takes longer.
        """
        return self._workers.select(query, limit=limit)

    def answer(
        self, query: str, *, results: str = "json", graph: str = "turtle", cap: int = ROW_CAP, limit: float = LIMIT
    ) -> Answer:
        """Answer a query of any form, serialised: rows as `results`, triples as `graph` (names of formats).

        At most `cap` rows or triples are given.  Raises like `query`.
        """
        request = Request(query=query, results=results, graph=graph, cap=cap)
        return self._workers.answer(request, limit=limit)

    def tables(self) -> Mapping[str, str]:
        """The evidence tables as CSV text by name (`studies`, `results`, ...)."""
        return dict(tables.tables(self.reader.select))

    def write_tables(self, folder: str | Path) -> tuple[Path, ...]:
        """Write the evidence tables to a folder, one CSV file each, and return the files."""
        return tables.write_tables(self.reader.select, Path(folder))

    def export(self, kind: str, folder: str | Path, *, publisher: str | Path | None = None) -> tuple[Path, ...]:
        """Write one kind of export (`tables`, `rdf`, `fhir`, ...) to a new folder, and return the files.

        Raises EvigraphError where the folder is not empty or the publisher's file is not right, KeyError where there
        is no such kind.
        """
        return export(kind, self.source(publisher), Path(folder))

    def source(self, publisher: str | Path | None = None) -> Source:
        """The store as exports read it, published by whom a publisher.toml names, or as it was built.

        Raises EvigraphError where that file is not right, or its base is not the store's.
        """
        select = self.reader.select
        if publisher is None:
            folder = self.reader.folder if isinstance(self.reader, LocalReader) else None
            return Source(self.reader, publisher_of(folder, select))
        return Source(self.reader, agreed(read_publisher(Path(publisher)), select))

    def publish(self, folder: str | Path, *, publisher: str | Path | None = None) -> Published:
        """Write a static site of linked data to a new folder, and tell how ready the data is for it.

        Raises EvigraphError where the folder is not empty or the publisher's file is not right.
        """
        from evigraph.ui.publishing.site import publish  # imports what validates, which takes a second

        with self._local() as reader:
            return publish(reader, Path(folder), self.source(publisher).publisher)

    def documents(self) -> list[StoredDocument]:
        """The documents of the store, by id."""
        return [_stored(row) for row in self.reader.select(sparql("documents")).texts()]

    def counts(self) -> Mapping[str, int]:
        """How many things of each class of the ontology there are, most first."""
        rows = self.reader.select(sparql("classes")).texts()
        return {row["class"].removeprefix(HTA.iri): int(row["number"]) for row in rows}

    def audit(self, *, documents: Sequence[str] | None = None) -> list[AuditFinding]:
        """What does not add up in these documents, or in all: by document, the gravest first, each with its words."""
        found = stored_findings(self.reader)
        return [finding for finding in found if documents is None or finding.a.document_id in documents]

    def texts(self) -> Mapping[str, str]:
        """The texts that offsets refer to, by document."""
        return {document.id: self.reader.text(document.sha256) for document in self.documents()}

    def concepts(self) -> list[UsedConcept]:
        """The concepts that documents use, by scheme, most used first."""
        return [_used(row) for row in self.reader.select(sparql("concepts")).texts()]

    def nquads(self) -> Iterator[bytes]:
        """The whole graph as sorted N-Quads lines: equal graphs are equal bytes."""
        return self.reader.nquads()

    @cached_property
    def _workers(self) -> WorkerPool | RemoteReader:
        return WorkerPool(self.path, workers=1) if isinstance(self.reader, LocalReader) else self.reader

    def backup(self, path: str | Path) -> None:
        """Write the whole store to one file, from which `restore` makes it again."""
        with self._local() as reader:
            back_up(reader, Path(path))

    @contextmanager
    def _local(self) -> Iterator[LocalReader]:
        """The store as a folder, which is a copy of it where it is on a server."""
        if isinstance(self.reader, LocalReader):
            yield self.reader
            return
        from evigraph.graph.stores.copy import working_copy

        with working_copy(service(self.reader.address)) as copy:
            yield LocalReader(copy.path)

    def close(self) -> None:
        """End the process that answers queries."""
        if "_workers" in self.__dict__:
            if isinstance(self._workers, WorkerPool):
                self._workers.close()
            del self._workers

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _stored(row: Mapping[str, str]) -> StoredDocument:
    units = int(row.get("units", 0))
    return StoredDocument(
        id=row["id"],
        kind=row["kind"],
        title=row.get("title", ""),
        sha256=row["sha256"],
        profile=row.get("profile", ""),
        coverage=int(row["units_read"]) / units if units else None,
        unread=tuple(filter(None, row.get("unread", "").split("\n"))),
    )


def _used(row: Mapping[str, str]) -> UsedConcept:
    return UsedConcept(
        iri=row["concept"],
        label=row["label"],
        scheme=row["scheme"],
        uses=int(row["uses"]),
        quote=row["quote"],
        unreviewed=row.get("unreviewed") == "true",
    )
