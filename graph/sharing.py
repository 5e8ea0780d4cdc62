"""Derivation and counting of a generation shared out to many processes, which read what one has written.

Knows how work is divided; knows nothing of what is derived or counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from evigraph.graph.answer import Request, answer
from evigraph.graph.dataset.counting import KINDS, counted_by
from evigraph.graph.shards.shelf import Shelf
from evigraph.graph.store import rows
from evigraph.graph.workbench import concepts_of, made, stored_nquads
from evigraph.ontology.cycles import no_collection
from evigraph.ontology.iris import Iris

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from evigraph.graph.dataset.counting import Counts
    from evigraph.graph.generation import Generation, Snapshot
    from evigraph.graph.joining.documents import JoinedDocument
    from evigraph.graph.joining.parts import Part
    from evigraph.graph.parallel import Processes
    from evigraph.graph.solutions import Solutions
    from evigraph.graph.workbench import Made
    from evigraph.ontology.rdf import Quad, Store


@dataclass(frozen=True, slots=True)
class Share:
    """Some plans to derive for, and where their documents are."""

    part: Part
    base: str
    snapshot: Snapshot
    shelf: Shelf

    def nquads(self, document: JoinedDocument) -> bytes:
        """A document as it waits on its shelf, else as the generation holds it, which takes longer."""
        return self.shelf.nquads(document.id, document.version) or stored_nquads(
            self.snapshot.store, document, Iris(self.base)
        )


@dataclass(frozen=True, slots=True)
class Shared:
    """A generation that many processes derive in; documents of this build may wait on a shelf.

    `told` is called with the number of documents for which all is derived, and of all.
    """

    generation: Generation
    processes: Processes
    shelf: Shelf = field(default_factory=Shelf)
    told: Callable[[int, int], None] | None = None

    @property
    def store(self) -> Store:
        """The store, open to write."""
        return self.generation.store

    def load(self, due: Iterable[Part], iris: Iris) -> list[Counter[str]]:
        """Derive for all parts, load what comes of it, and return how many quads of each step each part has."""
        counts: list[Counter[str]] = []
        listed = list(due)
        sizes = [len(part.plans) for part in listed]
        tell = self.told or (lambda _done, _total: None)

        def taken(snapshot: Snapshot) -> Iterator[bytes]:
            shares = (
                Share(part, iris.base, snapshot, self.shelf.only(d.id for d in part.documents)) for part in listed
            )
            tell(0, sum(sizes))
            for done, found in zip(accumulate(sizes), self.processes.each(derived, shares), strict=True):
                tell(done, sum(sizes))
                counts.append(found.counts)
                yield found.nquads

        self.generation.load_later(taken)
        return counts

    def counts(self) -> Counts:
        """How many things and triples the store holds, each kind counted by one process."""
        with self.generation.read() as snapshot:
            found = self.processes.each(counted_kind, ((kind, snapshot) for kind in KINDS))
            return sum(found, Counter())


def derived(share: Share) -> Made:
    """What follows from some documents."""
    iris = Iris(share.base)
    with no_collection():
        return made(share.part, share.nquads, _concepts(share.snapshot, iris), iris)


@lru_cache(maxsize=1)
def _concepts(snapshot: Snapshot, iris: Iris) -> list[Quad]:
    """What is asked of the vocabulary, read once by each process."""
    return concepts_of(snapshot.store, iris)


def counted_kind(given: tuple[str, Snapshot]) -> Counts:
    """The counts of one kind."""
    kind, snapshot = given

    def select(query: str) -> Solutions:
        return rows(answer(snapshot.store, Request(query=query)))

    return counted_by(select, (kind,))
