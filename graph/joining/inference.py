"""What the rules of the ontology conclude for one document.

Knows rules and named graphs; knows nothing of what the rules say.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import evigraph.ontology
from evigraph.graph.joining.findings import joins_graph
from evigraph.ontology.rdf import BlankNode, DefaultGraph, NamedNode, Quad, QueryTriples

if TYPE_CHECKING:
    from evigraph.graph.joining.documents import Plan
    from evigraph.ontology.iris import Iris
    from evigraph.ontology.rdf import Store, Triple

RULES = Path(evigraph.ontology.__file__).with_name("rules")


@cache
def rules() -> tuple[str, ...]:
    """The CONSTRUCT queries of the ontology, in order."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(RULES.glob("*.rq")))


def inferences(store: Store, plan: Plan, iris: Iris) -> list[Quad]:
    """What the rules say of the document's own things, seen with its sources and the vocabulary."""
    document = plan.document
    graphs: list[NamedNode | BlankNode | DefaultGraph] = [
        document.facts,
        joins_graph(document, iris),
        *(source.facts for source in plan.sources),
        iris.vocabulary,
    ]
    version = document.version.value.rsplit("/", 1)[-1]
    target = iris.graph(document.id, version, "inferred")
    concluded = (triple for rule in rules() for triple in cast("QueryTriples", store.query(rule, default_graph=graphs)))

    @cache
    def own(node: NamedNode | BlankNode | Triple) -> bool:
        return next(store.quads_for_pattern(node, None, None, document.facts), None) is not None

    return [Quad(t.subject, t.predicate, t.object, target) for t in dict.fromkeys(concluded) if own(t.subject)]
