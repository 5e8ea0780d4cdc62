"""Derivation and counting of a generation shared out to many processes, which read what one has written.

Knows how work is divided; knows nothing of what is derived or counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.graph.answer import Request, answer
from evigraph.graph.dataset.counting import KINDS, counted_by
from evigraph.graph.derivation import STEPS
from evigraph.graph.store import rows
from evigraph.ontology.cycles import no_collection
from evigraph.ontology.iris import Iris
from evigraph.ontology.rdf import sorted_nquads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.dataset.counting import Counts
    from evigraph.graph.generation import Generation, Snapshot
    from evigraph.graph.joining.documents import Plan
    from evigraph.graph.parallel import Processes
    from evigraph.graph.solutions import Solutions
    from evigraph.ontology.rdf import Store

#: Plans that a process takes at a time.
PART = 8


@dataclass(frozen=True, slots=True)
class Share:
    """Some plans to take one step for."""

    step: str
    plans: tuple[Plan, ...]
    base: str
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class Shared:
    """A generation that many processes derive in."""

    generation: Generation
    processes: Processes

    @property
    def store(self) -> Store:
        """The store, open to write."""
        return self.generation.store

    def load_step(self, step: str, due: list[Plan], iris: Iris) -> int:
        """Derive by one step for all plans, load what comes of it, and return how many quads."""

        def made(snapshot: Snapshot) -> Iterator[bytes]:
            parts = (tuple(due[start : start + PART]) for start in range(0, len(due), PART))
            return self.processes.each(derived, (Share(step, part, iris.base, snapshot) for part in parts))

        return self.generation.load_later(made)

    def counts(self) -> Counts:
        """How many things and triples the store holds, each kind counted by one process."""
        with self.generation.read() as snapshot:
            found = self.processes.each(counted_kind, ((kind, snapshot) for kind in KINDS))
            return sum(found, Counter())


def derived(share: Share) -> bytes:
    """What one step says of some plans, as N-Quads."""
    with no_collection():
        made = STEPS[share.step](share.snapshot.store, share.plans, Iris(share.base))
        return b"".join(map(sorted_nquads, made))


def counted_kind(given: tuple[str, Snapshot]) -> Counts:
    """The counts of one kind."""
    kind, snapshot = given

    def select(query: str) -> Solutions:
        return rows(answer(snapshot.store, Request(query=query)))

    return counted_by(select, (kind,))
