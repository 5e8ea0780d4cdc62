"""Some documents of a generation in memory, where what follows from them is derived step by step.

Knows the order of the steps; knows nothing of what they derive, nor of where documents come from.  Memory is read five
times as fast as a disk, and what one step derives is there for the next without being loaded.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from evigraph.graph.asked import predicates
from evigraph.graph.audit.neighbourhood import audits
from evigraph.graph.contents import StoredVersion, version_quads
from evigraph.graph.joining.findings import joins
from evigraph.graph.joining.inference import inferences, rules
from evigraph.ontology.rdf import NamedNode, RdfFormat, Store, sorted_nquads
from evigraph.ontology.terms import SKOS
from evigraph.ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from evigraph.graph.joining.documents import JoinedDocument, Plan
    from evigraph.graph.joining.parts import Part
    from evigraph.ontology.iris import Iris
    from evigraph.ontology.rdf import Quad


@dataclass(frozen=True, slots=True)
class Made:
    """What was derived, as N-Quads, and how many quads of it are `joined`, `inferred` and `audited`."""

    nquads: bytes
    counts: Counter[str]


def made(part: Part, read: Callable[[JoinedDocument], bytes], concepts: Iterable[Quad], iris: Iris) -> Made:
    """Derive for the plans of a part; `read` gives a document as sorted N-Quads, `concepts` are from `concepts_of`."""
    store = Store()
    store.bulk_extend(concepts)
    for document in part.documents:
        store.bulk_load(read(document), format=RdfFormat.N_QUADS)
    for plan in part.beside:
        _joined_and_inferred(store, plan, iris)
    first = [_joined_and_inferred(store, plan, iris) for plan in part.plans]
    audited = list(audits(store, part.plans, iris))
    steps = dict(zip(("joined", "inferred", "audited"), (*zip(*first, strict=True), audited), strict=True))
    counts = Counter({name: sum(map(len, found)) for name, found in steps.items()})
    return Made(sorted_nquads(quad for step in steps.values() for found in step for quad in found), counts)


def _joined_and_inferred(store: Store, plan: Plan, iris: Iris) -> tuple[list[Quad], list[Quad]]:
    """What joins a document and what the rules conclude, put into the store for what reads it."""
    joined = joins(store, plan, iris, vocabulary())
    store.extend(joined)
    inferred = inferences(store, plan, iris)
    store.extend(inferred)
    return joined, inferred


def concepts_of(store: Store, iris: Iris) -> list[Quad]:
    """What the steps ask of the vocabulary that a generation holds."""
    found = (store.quads_for_pattern(None, NamedNode(name), None, iris.vocabulary) for name in sorted(_asked()))
    return [quad for quads in found for quad in quads]


@cache
def _asked() -> frozenset[str]:
    """What the rules name, and the labels by which studies are joined."""
    return predicates(rules()) | {SKOS.prefLabel.value}


def stored_nquads(store: Store, document: JoinedDocument, iris: Iris) -> bytes:
    """A document as a generation holds it."""
    version = StoredVersion(document.id, document.version.value.rsplit("/", 1)[-1], document.version)
    return sorted_nquads(version_quads(store, version, iris))
