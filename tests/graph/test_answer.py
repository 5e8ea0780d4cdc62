"""Answers in every format, capped, and refusals.  Knows SPARQL; knows nothing of processes."""

from __future__ import annotations

import csv
import io
import json

import pytest
from evigraph.graph.answer import GRAPHS, RESULTS, QueryError, Request, answer
from evigraph.graph.solutions import Solutions
from evigraph.ontology.rdf import Literal, NamedNode, Quad, RdfFormat, Store, parse

ROWS = 50
TRICKY = 'line\nbreak "quoted" }},{ \t<tag> & more'
NODES = [NamedNode(f"https://example.org/{number:03}") for number in range(ROWS)]
SAID = NamedNode("https://example.org/said")
ALL = "SELECT ?s ?o WHERE { ?s ?p ?o } ORDER BY ?s"


@pytest.fixture(scope="module")
def store() -> Store:
    made = Store()
    made.extend(Quad(node, SAID, Literal(TRICKY, language="en")) for node in NODES)
    made.add(Quad(NODES[0], SAID, Literal("3", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))))
    return made


@pytest.mark.parametrize("results", RESULTS)
@pytest.mark.parametrize("cap", [1, 10, ROWS, ROWS + 1, ROWS + 2, 100_000])
def test_rows_are_capped_in_every_format(store: Store, results: str, cap: int) -> None:
    found = answer(store, Request(query=ALL, results=results, cap=cap))
    assert rows(found.body, results) == min(cap, ROWS + 1)
    assert found.truncated == (cap < ROWS + 1)


def rows(body: bytes, results: str) -> int:
    if results == "json":
        return len(json.loads(body)["results"]["bindings"])
    if results == "csv":
        return len(list(csv.reader(io.StringIO(body.decode(), newline="")))) - 1
    return body.count(b"<result>") if results == "xml" else body.count(b"\n") - 1


def test_cut_rows_are_the_first_ones_unharmed(store: Store) -> None:
    whole = Solutions.parse(answer(store, Request(query=ALL)).body)
    cut = Solutions.parse(answer(store, Request(query=ALL, cap=5)).body)
    assert cut.rows == whole.rows[:5]


@pytest.mark.parametrize("graph", GRAPHS)
def test_triples_are_capped(store: Store, graph: str) -> None:
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    found = answer(store, Request(query=query, graph=graph, cap=7))
    assert (found.kind, found.truncated) == ("graph", True)
    if graph == "ntriples":
        assert len(list(parse(found.body, RdfFormat.N_TRIPLES))) == 7


def test_ask_is_answered_in_json_where_a_format_has_no_boolean(store: Store) -> None:
    found = answer(store, Request(query="ASK { ?s ?p ?o }", results="csv"))
    assert (found.kind, json.loads(found.body)["boolean"]) == ("boolean", True)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }",
        "select * { service silent <https://example.org/sparql> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o",
        "DELETE WHERE { ?s ?p ?o }",
    ],
)
def test_query_is_refused_in_one_line(store: Store, query: str) -> None:
    with pytest.raises(QueryError) as refused:
        answer(store, Request(query=query))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "before",
    [r"?s ?p ex:.", r"ex:\' ?p ?o . ", r"ex:\# ?p ?o . ", "?s ?p 1", "?s ?p true", "?s ?p false", "FILTER(1<2)", "{}"],
)
@pytest.mark.parametrize("after", ["<x:>", "ex:x", ":x", "?x", " SILENT ?x", "#\n#\n$x", "SILENT\t<x:>"])
def test_service_cannot_be_smuggled_past_names_and_values(store: Store, before: str, after: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        answer(
            store, Request(query=f"PREFIX ex: <x:> PREFIX : <x:> SELECT * {{ {before}Service{after} {{ ?a ?b 'y' }} }}")
        )


@pytest.mark.parametrize(
    "before", [r"?s ?p 'x\''.", '?s ?p """x"""', "FILTER(?s <1)", "?s ?p [].", "?s ?p ?o.#\n", "# '\n"]
)
def test_service_cannot_be_smuggled_past_strings_and_comments(store: Store, before: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        answer(store, Request(query=f"SELECT * {{ {before}SERVICE <x:> {{ ?a ?b 'y' }} }}"))


@pytest.mark.parametrize(
    "where", ["?service ex:service ?web_service", "?s ex:web-service ex:service", "?s ?p 'service'"]
)
def test_service_may_be_a_word(store: Store, where: str) -> None:
    query = f'PREFIX ex: <x:> SELECT ("the SERVICE" AS ?word) {{ {where} }} # SERVICE'
    assert answer(store, Request(query=query, cap=1)).kind == "solutions"


def test_usual_prefixes_and_the_base_are_known(store: Store) -> None:
    found = answer(store, Request(query="CONSTRUCT { <id/a> a hta:Study } WHERE {}", graph="ntriples"))
    assert found.body.startswith(b"<https://w3id.org/hta-evidence/id/a> ")
    other = answer(store, Request(query="PREFIX hta: <x:> CONSTRUCT { hta:a a hta:b } WHERE {}", graph="ntriples"))
    assert other.body.startswith(b"<x:a> ")


def test_default_graph_can_be_chosen() -> None:
    store = Store()
    store.add(Quad(NODES[0], SAID, NODES[1], NODES[2]))
    query = "ASK { ?s ?p ?o }"
    assert b"false" in answer(store, Request(query=query)).body
    assert b"true" in answer(store, Request(query=query, default_graphs=(NODES[2].value,))).body


def test_chosen_dataset_is_the_whole_one_whatever_the_query_says() -> None:
    store = Store()
    store.extend(Quad(node, SAID, node, node) for node in NODES[:3])
    query = f"SELECT ?s FROM {NODES[2]} {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"

    def subjects(**dataset: tuple[str, ...]) -> list[str]:
        return [row["s"] for row in Solutions.parse(answer(store, Request(query=query, **dataset)).body).texts()]

    assert subjects() == [NODES[2].value]
    assert subjects(named_graphs=(NODES[1].value,)) == [NODES[1].value]
    assert subjects(default_graphs=(NODES[0].value,)) == [NODES[0].value]
