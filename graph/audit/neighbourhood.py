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
    from collections.abc import Iterable, Iterator

    from evigraph.graph.joining.documents import JoinedDocument, Plan
    from evigraph.ontology.iris import Iris
    from evigraph.ontology.rdf import NamedNode, Quad, Store

#: Documents that are kept at hand.
HELD = 4
PARTS = ("facts", "prov", "joins", "inferred")


def audits(store: Store, plans: Iterable[Plan], iris: Iris) -> Iterator[list[Quad]]:
    """What the audit finds in each plan's document, as quads of the document's graph of the audit."""
    library = Library(store, iris)
    for plan in plans:
        document = plan.document
        graph = iris.graph(document.id, document.version.value.rsplit("/", 1)[-1], "audit")
        evidence = library.evidence_of(plan)
        yield described(findings(evidence), evidence, iris, graph)


class Library:
    """The evidence of documents: an overview that was read for itself need not be read again for its guidance."""

    def __init__(self, store: Store, iris: Iris) -> None:
        self._store = store
        self._iris = iris
        self._held: dict[NamedNode, Evidence] = {}

    def evidence_of(self, plan: Plan) -> Evidence:
        """The evidence of a plan's document with that of its sources."""
        if not plan.sources:
            return self._of(plan.document)
        sources = {source.node: self._of(source) for source in plan.sources}
        basis = sources.get(plan.basis.node) if plan.basis else None
        quads = _quads(self._store, plan.document, self._iris)
        return Evidence(plan.document.id, quads, tuple(sources.values()), basis)

    def _of(self, document: JoinedDocument) -> Evidence:
        found = self._held.pop(document.node, None)
        if found is None:
            found = Evidence(document.id, _quads(self._store, document, self._iris))
        self._held[document.node] = found
        while len(self._held) > HELD:
            self._held.pop(next(iter(self._held)))
        return found


def _quads(store: Store, document: JoinedDocument, iris: Iris) -> Iterator[Quad]:
    yield from store.quads_for_pattern(document.version, HTA.versionOf, None, iris.meta)
    for part in PARTS:
        graph = iris.graph(document.id, document.version.value.rsplit("/", 1)[-1], part)
        yield from store.quads_for_pattern(None, None, None, graph)
