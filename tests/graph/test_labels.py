"""Everything in the graph has a label.  Knows the graph; knows nothing of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.build import build
from evigraph.graph.labels import LONGEST, labels
from evigraph.graph.store import open_store
from evigraph.ontology.rdf import Literal, NamedNode, Quad, text
from evigraph.ontology.terms import HTA, OA, RDFS, SKOS

from tests.graph.samples import overview

if TYPE_CHECKING:
    from pathlib import Path

THING, GRAPH = NamedNode("https://example.org/thing"), NamedNode("https://example.org/graph")
UNLABELLED = "SELECT DISTINCT ?thing { ?thing ?p ?o FILTER NOT EXISTS { ?thing rdfs:label ?label } }"


def label(*statements: tuple[NamedNode, Literal]) -> list[Quad]:
    return list(labels(Quad(THING, predicate, said, GRAPH) for predicate, said in statements))


def test_best_words_become_the_label_in_their_graph() -> None:
    concept = Literal("pain", language="en")
    assert label((OA.exact, text("words")), (SKOS.prefLabel, concept)) == [Quad(THING, RDFS.label, concept, GRAPH)]
    assert label((RDFS.label, text("own")), (SKOS.prefLabel, concept)) == []
    assert label((HTA.rule, text("x"))) == [Quad(THING, RDFS.label, text("https: example.org thing"), GRAPH)]


def test_long_quote_is_cut_to_one_line() -> None:
    (quad,) = label((OA.exact, text("many\n words " * 20)))
    assert len(quad.object.value) == LONGEST
    assert quad.object.value.startswith("many words many")


def test_nothing_in_a_store_is_without_a_label(tmp_path: Path) -> None:
    build([overview()], tmp_path / "store")
    assert [row["thing"] for row in open_store(tmp_path / "store").select(UNLABELLED).texts()] == []
