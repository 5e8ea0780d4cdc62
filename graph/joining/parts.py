"""Plans in parts that can be derived apart, and the documents that each part reads.

Knows plans; knows nothing of what is derived, nor of where documents are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.graph.joining.documents import JoinedDocument, Plan
    from evigraph.ontology.rdf import NamedNode

#: Plans of a part: those of an overview and of all guidance on it are never apart.
PART = 8


@dataclass(frozen=True, slots=True)
class Part:
    """Plans to derive for, and beside them those of their sources, whose joins and inferences an audit reads."""

    plans: tuple[Plan, ...]
    beside: tuple[Plan, ...]

    @property
    def documents(self) -> tuple[JoinedDocument, ...]:
        """All documents that are read, each once."""
        read = (document for plan in (*self.beside, *self.plans) for document in (plan.document, *plan.sources))
        return tuple({document.node: document for document in read}.values())


def parts(due: Iterable[Plan], every: Iterable[Plan], *, size: int = PART) -> Iterator[Part]:
    """The plans that are due, so many in a part; `every` has those of the sources."""
    known = {plan.document.node: plan for plan in every}
    gathered: list[Plan] = []
    for _, family in groupby(sorted(due, key=_order), key=_family):
        gathered += family
        if len(gathered) >= size:
            yield _part(gathered, known)
            gathered = []
    if gathered:
        yield _part(gathered, known)


def _family(plan: Plan) -> str:
    return (plan.basis or plan.document).id


def _order(plan: Plan) -> tuple[str, tuple[bool, str, str]]:
    return _family(plan), plan.document.order


def _part(plans: list[Plan], known: dict[NamedNode, Plan]) -> Part:
    own = {plan.document.node for plan in plans}
    sources = {source.node for plan in plans for source in plan.sources}
    return Part(tuple(plans), tuple(known[node] for node in sorted(sources - own, key=str)))
