"""The SPARQL endpoint as clients use it: formats, caching, dataset, limits, descriptions, clients of others."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, POST, TURTLE, XML, SPARQLWrapper

from tests import http

if TYPE_CHECKING:
    import httpx

STUDIES = "SELECT ?study WHERE { ?s a hta:Study ; rdfs:label ?study } ORDER BY ?study"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
META = "https://w3id.org/hta-evidence/graph/meta"


def query(server: str, text: str, accept: str = "*/*", **parameters: str) -> httpx.Response:
    return http.get(f"{server}sparql", params={"query": text, **parameters}, headers={"accept": accept})


def test_rows_in_every_format(server: str) -> None:
    found = query(server, STUDIES, "application/sparql-results+json").json()["results"]["bindings"]
    names = [row["study"]["value"] for row in found]
    assert len(names) == 6
    as_xml = ET.fromstring(query(server, STUDIES, "application/sparql-results+xml").text)
    assert [e.text for e in as_xml.iter("{http://www.w3.org/2005/sparql-results#}literal")] == names
    assert [row["study"] for row in csv.DictReader(query(server, STUDIES, "text/csv").text.splitlines())] == names
    assert query(server, STUDIES, "text/tab-separated-values").text.split("\n")[1] == f'"{names[0]}"'


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml;q=0.2, text/csv;q=0.8", "text/csv; charset=utf-8"),
        ("text/csv;q=0, */*;q=0.1", "application/sparql-results+json"),
        ("text/html, application/xml;q=0.9", "application/xml"),
        ("application/json", "application/json"),
    ],
)
def test_the_format_that_is_wanted_most(server: str, accept: str, content_type: str) -> None:
    assert query(server, STUDIES, accept).headers["content-type"] == content_type


def test_format_that_there_is_none_of(server: str) -> None:
    reply = query(server, STUDIES, "image/png")
    assert (reply.status_code, "text/csv" in reply.text) == (406, True)


@pytest.mark.parametrize("accept", ["text/turtle", "application/n-triples", "application/rdf+xml"])
def test_triples_in_every_format(server: str, accept: str) -> None:
    reply = query(server, "CONSTRUCT { ?s a hta:Study } WHERE { ?s a hta:Study }", accept)
    assert len(Graph().parse(data=reply.text, format=accept)) == 6


def test_syntax_error_is_told_with_its_place(server: str) -> None:
    reply = query(server, "SELECT * WHERE {\n ?s ?p }")
    assert reply.status_code == 400
    assert "error at 2:" in reply.text


def test_dataset_is_chosen_by_the_request(server: str) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    everything = int(query(server, count).json()["results"]["bindings"][0]["n"]["value"])
    meta = int(query(server, count, **{"default-graph-uri": META}).json()["results"]["bindings"][0]["n"]["value"])
    assert 0 < meta < everything
    named = query(server, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", **{"named-graph-uri": META})
    assert [row["g"]["value"] for row in named.json()["results"]["bindings"]] == [META]


def test_unchanged_answer_is_not_sent_again(server: str) -> None:
    first = query(server, STUDIES)
    tag = {"if-none-match": first.headers["etag"]}
    again = http.get(f"{server}sparql", params={"query": STUDIES}, headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    other = http.get(f"{server}sparql", params={"query": STUDIES}, headers={**tag, "accept": "text/csv"})
    assert other.status_code == 200
    assert "etag" not in query(server, "SELECT (NOW() AS ?n) {}").headers


def test_large_answers_are_compressed_where_that_is_understood(server: str) -> None:
    long = "SELECT ?label { ?s rdfs:label ?label } LIMIT 500"
    plain = http.get(f"{server}sparql", params={"query": long}, headers={"accept-encoding": "identity"})
    packed = http.get(f"{server}sparql", params={"query": long}, headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text


def test_cut_answer_says_so(server: str) -> None:
    pairs = {"query": "SELECT ?a ?b { ?a a ?x . ?b a ?y }"}
    reply = http.get(f"{server}sparql", params=pairs, headers={"accept": "text/csv"})
    assert reply.headers["x-truncated"] == "true"
    assert len(reply.text.splitlines()) - 1 == int(reply.headers["x-row-limit"])


def test_service_is_described_with_true_sizes(server: str) -> None:
    graph = Graph().parse(data=http.get(f"{server}sparql", headers={"accept": "text/turtle"}).text)
    (service,) = graph.subjects(RDF.type, SD.Service)
    assert graph.value(service, SD.endpoint) == URIRef(f"{server}sparql")
    assert set(graph.objects(service, SD.feature)) == {SD.UnionDefaultGraph}
    dataset = graph.value(service, SD.defaultDataset)
    told = {
        str(graph.value(entry, SD.name)): graph.value(graph.value(entry, SD.graph), VOID.triples).toPython()  # type: ignore[union-attr]
        for entry in graph.objects(dataset, SD.namedGraph)
    }
    count = query(server, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g").json()
    assert told == {row["g"]["value"]: int(row["n"]["value"]) for row in count["results"]["bindings"]}


def test_person_without_a_query_is_sent_to_the_page(server: str) -> None:
    reply = http.get(f"{server}sparql", headers={"accept": "text/html,*/*;q=0.8"})
    assert (reply.status_code, reply.headers["location"]) == (303, "/")


def test_graphs_are_read_whole_by_name(server: str) -> None:
    store = f"{server}rdf-graph-store"
    found = http.get(store, params={"graph": META}, headers={"accept": "application/n-triples"})
    assert len(Graph().parse(data=found.text, format="nt")) == len(found.text.splitlines())
    assert http.head(store, params={"graph": META}).status_code == 200
    assert http.get(f"{store}?default").status_code == 200
    assert http.get(store, params={"graph": "urn:nothing"}).status_code == 404
    for wrong in ({}, {"graph": "relative"}, {"graph": META, "default": ""}, {"graph": "x:<>"}):
        assert http.get(store, params=wrong).status_code == 400


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_graphs_are_not_written(server: str, method: str) -> None:
    reply = http.request(method, f"{server}rdf-graph-store", params={"graph": META}, content=b"<x:a> <x:b> <x:c> .")
    assert (reply.status_code, "GET" in reply.headers["allow"]) == (405, True)


def test_sparqlwrapper(server: str) -> None:
    client = SPARQLWrapper(f"{server}sparql", agent="test")
    client.setQuery(STUDIES)
    client.setReturnFormat(JSON)
    rows = client.query().convert()["results"]["bindings"]  # type: ignore[call-overload,index]
    client.setMethod(POST)
    client.setReturnFormat(XML)
    assert len(client.query().convert().getElementsByTagName("result")) == len(rows) == 6  # type: ignore[union-attr]
    client.setQuery("CONSTRUCT { ?s a hta:Study } WHERE { ?s a hta:Study }")
    client.setReturnFormat(TURTLE)
    assert b"hta:Study" in client.query().convert()  # type: ignore[operator]


def test_rdflib_store(server: str) -> None:
    graph = Graph(SPARQLStore(f"{server}sparql"))
    hta = Namespace("https://w3id.org/hta-evidence/ns#")
    assert len(list(graph.triples((None, RDF.type, hta.Study)))) == 6


def test_curl(server: str) -> None:
    if shutil.which("curl") is None:
        assert "EVIGRAPH_CI" not in os.environ, "curl is missing"
        pytest.skip("needs curl")
    command = ["curl", "-sSf", "--data-urlencode", f"query={STUDIES}", "-H", "Accept: text/csv", f"{server}sparql"]
    assert len(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()) == 7


def test_comunica(server: str, tmp_path: Path) -> None:
    tool = shutil.which("comunica-sparql") or _installed()
    command = [tool, f"sparql@{server}sparql", "-t", "application/json", "-q", ALL_STUDIES]
    found = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert len(json.loads(found.stdout)) == 6


ALL_STUDIES = "PREFIX hta: <https://w3id.org/hta-evidence/ns#> SELECT ?s WHERE { ?s a hta:Study }"


def _installed() -> str:
    """Comunica as `make clients` installs it."""
    tool = Path(__file__).parents[2] / ".venv/node/node_modules/.bin/comunica-sparql"
    if not tool.exists():
        assert "EVIGRAPH_CI" not in os.environ, "Comunica is missing"
        pytest.skip("needs Comunica: make clients")
    return str(tool)
