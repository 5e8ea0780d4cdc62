"""What answers queries: a folder in this process, or any SPARQL 1.1 server that implements the same protocol.

Knows how to open a store; knows nothing of what is asked.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from evigraph.graph.answer import Answer, QueryError, Request, answer, failure, opened
from evigraph.graph.export.dump import nquads
from evigraph.graph.folder import StoreFolder
from evigraph.graph.solutions import Solutions
from evigraph.graph.stores.service import is_address, service
from evigraph.ontology.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.stores.remote import RemoteReader


class Reader(Protocol):
    """Anything that answers SPARQL queries over the union of all graphs."""

    def answer(self, request: Request) -> Answer:
        """Answer a query of any form, serialised; raises QueryError or QueryTimeout."""
        ...

    def select(self, query: str) -> Solutions:
        """Answer a SELECT query as rows of terms; raises QueryError for another form."""
        ...


class LocalReader:
    """Answers in this process from the generation that was current when it was opened."""

    def __init__(self, folder: Path) -> None:
        self.folder = StoreFolder(folder)
        self.generation = self.folder.current()
        self._store = opened(str(self.generation))

    def answer(self, request: Request) -> Answer:
        """Answer a query of any form, serialised; raises QueryError."""
        return answer(self._store, request)

    def select(self, query: str) -> Solutions:
        """Answer a SELECT query as rows of terms; raises QueryError for another form."""
        return rows(self.answer(Request(query=query)))

    def nquads(self) -> Iterator[bytes]:
        """The whole graph as sorted N-Quads lines; raises StoreError where the store is damaged."""
        try:
            yield from nquads(self._store)
        except (RuntimeError, OSError) as error:
            raise failure(error) from None

    def text(self, sha256: str) -> str:
        """The text that the offsets of a document version refer to."""
        return self.folder.text_path(sha256).read_bytes().decode()


def rows(found: Answer) -> Solutions:
    """The rows of an answer in JSON; raises QueryError where the query was no SELECT."""
    if found.kind != "solutions":
        raise QueryError("a SELECT query is needed here")
    return Solutions.parse(found.body, truncated=found.truncated)


def open_reader(location: str) -> LocalReader | RemoteReader:
    """Open a store to read, a folder or a server's address; raises EvigraphError where there is none."""
    if not is_address(location):
        return LocalReader(Path(location))
    from evigraph.graph.stores.remote import RemoteReader  # its library is for servers alone

    return RemoteReader(service(location))


def open_store(location: str | Path) -> LocalReader:
    """Open a store folder to read; raises EvigraphError where there is none, UsageError for an address."""
    if is_address(str(location)):
        raise UsageError(f"{location}: this command reads a store folder; give its path")
    return LocalReader(Path(location))
