"""The description of a dataset in itself: its counts are those that queries give, itself included."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from evigraph.graph.build import load
from evigraph.graph.check import check
from evigraph.graph.dataset.counting import counted_by
from evigraph.graph.dataset.void import described
from evigraph.graph.store import LocalReader, open_store
from evigraph.ontology.rdf import Literal, NamedNode, Triple, text
from evigraph.ontology.terms import BASE, RDF, RDFS

from tests.graph.samples import overview

if TYPE_CHECKING:
    from pathlib import Path

VOID = "PREFIX void: <http://rdfs.org/ns/void#> PREFIX ext: <http://ldf.fi/void-ext#>\n"
EXAMPLE = NamedNode(f"{BASE}examples#one")
OWN = [
    Triple(EXAMPLE, RDF.type, NamedNode("http://www.w3.org/ns/shacl#SPARQLExecutable")),
    Triple(EXAMPLE, RDFS.label, text("one")),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> LocalReader:
    path = tmp_path_factory.mktemp("described") / "store"
    load([check(overview())], path, own=OWN)
    return open_store(path)


def table(store: LocalReader, query: str) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for *terms, number in store.select(VOID + query):
        assert isinstance(number, Literal)
        found[tuple(term.value for term in terms if term is not None)] = int(number.value)
    return found


def test_size_counts_the_description_itself(store: LocalReader) -> None:
    told = table(store, f"SELECT ?n {{ <{BASE}.well-known/void#dataset> void:triples ?n }}")
    assert told == table(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")


TOLD = {
    "SELECT ?c ?n { ?d void:classPartition ?part . ?part void:class ?c ; void:entities ?n }": (
        "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c"
    ),
    "SELECT ?p ?n { ?d a void:Dataset ; void:propertyPartition [ void:property ?p ; void:triples ?n ] }": (
        "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"
    ),
    "SELECT ?c ?p ?n { ?part void:class ?c ; void:propertyPartition [ void:property ?p ; void:triples ?n ] }": (
        "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p"
    ),
    """SELECT ?c ?p ?t ?n { ?part void:class ?c ; void:propertyPartition ?use .
    ?use void:property ?p ; void:classPartition [ void:class ?t ; void:triples ?n ] }""": (
        "SELECT ?c ?p ?t (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o . ?o a ?t } GROUP BY ?c ?p ?t"
    ),
    """SELECT ?c ?p ?t ?n { ?part void:class ?c ; void:propertyPartition ?use .
    ?use void:property ?p ; ext:datatypePartition [ ext:datatype ?t ; void:triples ?n ] }""": (
        "SELECT ?c ?p ?t (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o BIND(DATATYPE(?o) AS ?t) FILTER(BOUND(?t)) }"
        " GROUP BY ?c ?p ?t"
    ),
}


@pytest.mark.parametrize(("described", "counted"), TOLD.items())
def test_partitions_are_what_queries_count(store: LocalReader, described: str, counted: str) -> None:
    assert table(store, described) == table(store, counted)


def test_everything_in_the_description_has_one_label(store: LocalReader) -> None:
    bare = """SELECT ?s { GRAPH ?g { ?s ?p ?o } FILTER(STRENDS(STR(?g), "graph/description"))
    FILTER NOT EXISTS { GRAPH ?g { ?s rdfs:label ?label } } }"""
    assert list(store.select(bare)) == []


def test_building_again_describes_alike(store: LocalReader, tmp_path: Path) -> None:
    for _ in range(2):
        load([check(overview())], tmp_path / "store", own=OWN)
    assert b"".join(open_store(tmp_path / "store").nquads()) == b"".join(store.nquads())


def test_links_to_other_vocabularies_are_counted_by_target(store: LocalReader) -> None:
    told = table(store, "SELECT ?t ?n { ?l a void:Linkset ; void:objectsTarget/void:uriSpace ?t ; void:triples ?n }")
    counted = "SELECT (COUNT(*) AS ?n) { ?s skos:closeMatch ?o FILTER(CONTAINS(STR(?o), '/obo/OAE_')) }"
    assert told["http://purl.obolibrary.org/obo/OAE_",] == table(store, counted)[()]


def test_counting_twice_tells_the_same(store: LocalReader) -> None:
    counts = counted_by(store.select)
    assert described(counts, OWN, lambda _: (), BASE) == described(counts, OWN, lambda _: (), BASE)
