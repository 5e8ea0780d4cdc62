"""The audit of a document of a store: its evidence with that of the documents it is joined to, and what is found.

Knows the named graphs of a document; knows no check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.audit.audit import findings
from evigraph.graph.audit.describe import described
from evigraph.graph.audit.evidence import Evidence
from evigraph.ontology.terms import HTA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.joining.documents import JoinedDocument, Plan
    from evigraph.ontology.iris import Iris
    from evigraph.ontology.rdf import Quad, Store

PARTS = ("facts", "prov", "joins", "inferred")


def audited(store: Store, plan: Plan, iris: Iris) -> list[Quad]:
    """The quads of what the audit of a plan's document finds, in its graph of the audit."""
    document = plan.document
    graph = iris.graph(document.id, document.version.value.rsplit("/", 1)[-1], "audit")
    evidence = evidence_of(store, plan, iris)
    return described(findings(evidence), evidence, iris, graph)


def evidence_of(store: Store, plan: Plan, iris: Iris) -> Evidence:
    """The evidence of a plan's document."""
    sources = {source.node: Evidence(source.id, _quads(store, source, iris)) for source in plan.sources}
    basis = sources.get(plan.basis.node) if plan.basis else None
    return Evidence(plan.document.id, _quads(store, plan.document, iris), tuple(sources.values()), basis)


def _quads(store: Store, document: JoinedDocument, iris: Iris) -> Iterator[Quad]:
    yield from store.quads_for_pattern(document.version, HTA.versionOf, None, iris.meta)
    for part in PARTS:
        graph = iris.graph(document.id, document.version.value.rsplit("/", 1)[-1], part)
        yield from store.quads_for_pattern(None, None, None, graph)
