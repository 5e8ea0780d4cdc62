"""What a build derives once its documents are loaded: the vocabulary's graph, joins, inferences and the audit.

Knows the order of derivation; knows nothing of what is derived.  Derived graphs bear a digest of what they were made
from, so that a build touches only those whose documents, sources, rules or vocabulary changed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from evigraph.graph.audit.rules import rules as audit_rules
from evigraph.graph.contents import DERIVED
from evigraph.graph.joining.documents import alone, joined_documents, plans
from evigraph.graph.joining.findings import joins_graph
from evigraph.graph.joining.inference import rules
from evigraph.graph.joining.parts import parts
from evigraph.graph.labels import labels
from evigraph.graph.spool import Spool
from evigraph.graph.union import UNION, add, remove, remove_graph
from evigraph.graph.workbench import concepts_of, made, stored_nquads
from evigraph.ontology.iris import digest
from evigraph.ontology.rdf import BlankNode, NamedNode, Quad, RdfFormat, parse, sorted_nquads, text
from evigraph.ontology.terms import HTA, ONTOLOGY
from evigraph.ontology.vocabulary import concept_files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from evigraph.graph.joining.documents import Plan
    from evigraph.graph.joining.parts import Part
    from evigraph.ontology.iris import Iris
    from evigraph.ontology.rdf import Store


@dataclass(frozen=True, slots=True)
class Derived:
    """How many quads joins, rules and the audit added in this build, and which documents nothing is joined to."""

    joined: int
    inferred: int
    audited: int
    alone: tuple[str, ...] = ()


def derive(target: Target, iris: Iris, changed: AbstractSet[str]) -> Derived:
    """Bring the derived graphs up to date; `changed` are the ids of documents that were loaded."""
    load_vocabulary(target.store, iris)
    every = plans(joined_documents(target.store))
    due = [plan for plan in every if _due(target.store, iris, plan, changed)]
    for plan in due:
        _forget(target.store, iris, plan)
    total = sum(target.load(parts(due, every), iris), Counter())
    states = [_state(plan, iris) for plan in due]
    add(target.store, [*states, *labels(states)])
    return Derived(total["joined"], total["inferred"], total["audited"], alone(every))


class Target(Protocol):
    """What is derived in: a store, and a way to derive for parts of it."""

    @property
    def store(self) -> Store:
        """The store as it is now; another object once something was loaded."""
        ...

    def load(self, due: Iterable[Part], iris: Iris) -> list[Counter[str]]:
        """Derive for all parts, load what comes of it, and return how many quads of each step each part has."""
        ...


@dataclass(frozen=True, slots=True)
class Alone:
    """A store that this process derives in by itself."""

    store: Store

    def load(self, due: Iterable[Part], iris: Iris) -> list[Counter[str]]:
        """Derive for all parts, load what comes of it, and return how many quads of each step each part has."""
        concepts = concepts_of(self.store, iris)
        found = [made(part, lambda document: stored_nquads(self.store, document, iris), concepts, iris) for part in due]
        with Spool(self.store) as spool:
            for one in found:
                spool.write(one.nquads)
        return [one.counts for one in found]


def load_vocabulary(store: Store, iris: Iris) -> None:
    """Load ontology and concepts where the store holds others; what has no name of its own stays in the files."""
    stated = Quad(iris.vocabulary, HTA.contentHash, text(f"sha256:{vocabulary_sha256()}"), iris.meta)
    if stated in store:
        return
    remove(store, store.quads_for_pattern(iris.vocabulary, None, None, iris.meta))
    remove_graph(store, iris.vocabulary)
    concepts = b"\n".join(path.read_bytes() for path in concept_files())
    for graph in (iris.vocabulary, UNION):
        store.bulk_load(concepts, format=RdfFormat.TURTLE, to_graph=graph)
    add(
        store,
        [
            stated,
            *labels([stated]),
            *(Quad(t.subject, t.predicate, t.object, iris.vocabulary) for t in _named_triples()),
        ],
    )
    listed = [quad for path in (ONTOLOGY, *concept_files()) for quad in parse(path=path, format=RdfFormat.TURTLE)]
    _load(store, [[Quad(q.subject, q.predicate, q.object, iris.vocabulary) for q in labels(listed)]])


@cache
def vocabulary_sha256() -> str:
    """SHA-256 of ontology, concepts and rules, in hexadecimal."""
    files = (path.read_bytes() for path in (ONTOLOGY, *concept_files()))
    queries = (*rules(), *(rule.query for rule in audit_rules()))
    return hashlib.sha256(b"\0".join((*files, *(query.encode() for query in queries)))).hexdigest()


def _named_triples() -> Iterable[Quad]:
    """The ontology without its nameless axioms."""
    for quad in parse(path=ONTOLOGY, format=RdfFormat.TURTLE):
        if not isinstance(quad.subject, BlankNode) and not isinstance(quad.object, BlankNode):
            yield quad


def _inputs(plan: Plan) -> str:
    """A digest of all that the derived graphs of a document are made from."""
    read = [plan.document, *plan.sources]
    return digest(vocabulary_sha256(), plan.rule, *(f"{d.id} {d.run}" for d in read), length=32)


def _state(plan: Plan, iris: Iris) -> Quad:
    return Quad(joins_graph(plan.document, iris), HTA.inputs, text(_inputs(plan)), iris.meta)


def _due(store: Store, iris: Iris, plan: Plan, changed: AbstractSet[str]) -> bool:
    return _state(plan, iris) not in store or any(d.id in changed for d in (plan.document, *plan.sources))


def _forget(store: Store, iris: Iris, plan: Plan) -> None:
    graph = joins_graph(plan.document, iris)
    remove(store, store.quads_for_pattern(graph, None, None, iris.meta))
    for part in DERIVED:
        remove_graph(store, NamedNode(graph.value.removesuffix(DERIVED[0]) + part))


def _load(store: Store, batches: Iterable[list[Quad]]) -> int:
    """Load quads as they come, and return how many."""
    count = 0
    with Spool(store) as spool:
        for batch in batches:
            spool.write(sorted_nquads(batch))
            count += len(batch)
    return count
