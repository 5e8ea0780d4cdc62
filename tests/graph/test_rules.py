"""Rules conclude what the ontology entails and nothing else.  Knows rules and OWL RL; knows nothing of folders."""

from __future__ import annotations

import owlrl
import pytest
from evigraph.graph.describe import describe
from evigraph.graph.joining.inference import rules
from evigraph.graph.validation import data_graph
from evigraph.ontology.rdf import NamedNode, Quad, RdfFormat, Store, parse
from evigraph.ontology.terms import HTA, HTC, ONTOLOGY, RDF, SKOS
from evigraph.ontology.vocabulary import vocabulary
from rdflib import Graph, URIRef

from tests.graph.samples import overview

GRAPH = NamedNode("https://example.org/graph")


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    """What an overview says, and what is broader than the concepts in it."""
    description = describe(overview())
    facts = [q for q in description.quads if q.graph_name == description.sheet.facts]
    concepts = {q.object.value for q in facts if isinstance(q.object, NamedNode) and q.object.value.startswith(HTC)}
    above = {iri for concept in concepts for iri in vocabulary().closure(concept)}
    broader = [(c.node, NamedNode(b)) for iri in above if (c := vocabulary().concept(iri)) for b in c.broader]
    return [*facts, *(Quad(narrow, SKOS.broader, wide, GRAPH) for narrow, wide in broader)]


@pytest.fixture(scope="module")
def concluded(quads: list[Quad]) -> set[tuple[str, str, str]]:
    store = Store()
    store.extend(Quad(q.subject, q.predicate, q.object) for q in quads)
    return {(t.subject.value, t.predicate.value, t.object.value) for rule in rules() for t in store.query(rule)}


def test_every_conclusion_is_entailed_by_the_ontology(quads: list[Quad], concluded: set[tuple[str, str, str]]) -> None:
    graph: Graph = data_graph([*quads, *parse(path=ONTOLOGY, format=RdfFormat.TURTLE)])
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert [triple for triple in concluded if tuple(map(URIRef, triple)) not in graph] == []


@pytest.mark.parametrize(
    ("predicate", "concept"), [(HTA.outcomeIn, "pain"), (HTA.designIn, "case-series"), (HTA.aeTypeIn, "infection")]
)
def test_broader_concepts_are_reached(concluded: set[tuple[str, str, str]], predicate: NamedNode, concept: str) -> None:
    assert any((p, o) == (predicate.value, HTC + concept) for _, p, o in concluded)


def test_defined_classes_are_filled(concluded: set[tuple[str, str, str]]) -> None:
    kinds = {o for _, p, o in concluded if p == RDF.type.value}
    assert {HTA.CaseSeries.value, HTA.ImageGuidedIntervention.value} <= kinds
