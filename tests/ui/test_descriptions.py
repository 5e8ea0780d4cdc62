"""What the server says of itself and its data: dataset, ontology, shapes, context, examples, catalogue, figures."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from pyshacl import validate
from rdflib import RDF, RDFS, Graph, Namespace, URIRef

from tests import http
from tests.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

VOID = Namespace("http://rdfs.org/ns/void#")
SH = Namespace("http://www.w3.org/ns/shacl#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DATASET = URIRef("https://w3id.org/hta-evidence/.well-known/void#dataset")


def graph_at(server: str, path: str) -> Graph:
    reply = http.get(f"{server}{path}", headers={"accept": "text/turtle"})
    assert reply.status_code == 200
    assert reply.headers["access-control-allow-origin"] == "*"
    return Graph().parse(data=reply.text, format="turtle")


def count(server: str, pattern: str) -> int:
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}"
    found = http.get(f"{server}sparql", params={"query": query}).json()
    return int(found["results"]["bindings"][0]["n"]["value"])


def test_dataset_is_described_with_true_counts_and_reachable_addresses(server: str) -> None:
    told = graph_at(server, ".well-known/void")
    assert int(str(told.value(DATASET, VOID.triples))) == count(server, "?s ?p ?o")
    assert URIRef(f"{server}sparql") in set(told.objects(DATASET, VOID.sparqlEndpoint))
    study = URIRef("https://w3id.org/hta-evidence/ns#Study")
    (part,) = {p for p in told.objects(DATASET, VOID.classPartition) if told.value(p, VOID["class"]) == study}
    assert int(str(told.value(part, VOID.entities))) == count(server, "?s a hta:Study")
    linksets = set(told.subjects(RDF.type, VOID.Linkset))
    assert linksets
    assert all(told.value(told.value(link, VOID.objectsTarget), VOID.uriSpace) for link in linksets)


def test_plain_files_are_described_too(tmp_path: Path) -> None:
    data = tmp_path / "data.nt"
    data.write_text("<x:a> <x:p> <x:b> .\n<x:a> <x:p> <x:c> .\n", encoding="utf-8")
    with serving("--data", data) as server:
        told = graph_at(server, ".well-known/void")
    assert [int(str(n)) for n in told.objects(DATASET, VOID.triples)] == [2]


@pytest.mark.parametrize("path", [".well-known/void", "ns", "examples", "doc/study/yoon-2016-27-239"])
def test_people_get_pages_that_ask_no_other_host(server: str, path: str) -> None:
    page = http.get(f"{server}{path}", headers={"accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert 'src="http' not in page.text
    assert "@import" not in page.text


def test_ontology_has_a_place_for_every_term(server: str) -> None:
    ontology = graph_at(server, "ns")
    page = http.get(f"{server}ns", headers={"accept": "text/html"}).text
    names = [str(term).partition("#")[2] for term in ontology.subjects(RDF.type, OWL.Class) if "ns#" in term]
    assert names
    assert [name for name in names if f'id="{name}"' not in page] == []
    assert len(graph_at(server, "ns/0.1.0")) == len(ontology)


def test_shapes_are_published_whole(server: str) -> None:
    shapes = graph_at(server, "shapes")
    nothing = Graph().parse(data="<x:r> a <https://w3id.org/hta-evidence/ns#OutcomeResult> .", format="turtle")
    assert len(set(shapes.subjects(RDF.type, SH.NodeShape))) > 20
    assert validate(nothing, shacl_graph=shapes, advanced=False)[0] is False


def test_context_gives_names_to_properties(server: str) -> None:
    reply = http.get(f"{server}context.jsonld")
    context = reply.json()["@context"]
    assert context["study"] == {"@id": "hta:study", "@type": "@id"}
    assert context["value"]["@type"] == "xsd:decimal"
    assert "max-age" in reply.headers["cache-control"]


def test_examples_are_shacl_and_run(server: str) -> None:
    told = graph_at(server, "examples")
    queries = set(told.subjects(RDF.type, SH.SPARQLExecutable))
    assert len(queries) >= 40
    assert all(told.value(query, RDFS.comment) and told.value(query, SH.select) for query in queries)


def test_catalogue_and_changes_name_the_documents(server: str) -> None:
    assert set(graph_at(server, "catalog").subjects(RDF.type, DCAT.DataService))
    feed = ET.fromstring(http.get(f"{server}changes.atom").text)
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 2


def test_dump_is_the_whole_graph_and_the_same_each_time(server: str) -> None:
    dumps = [http.get(f"{server}dump.nq.gz") for _ in range(2)]
    assert dumps[0].headers["content-type"] == "application/gzip"
    assert dumps[0].content == dumps[1].content
    lines = gzip.decompress(dumps[0].content).splitlines()
    assert lines == sorted(lines)
    assert len(lines) == count(server, "GRAPH ?g { ?s ?p ?o }")


def test_operators_see_health_and_figures(server: str) -> None:
    assert http.get(f"{server}health").json()["status"] == "ok"
    http.get(f"{server}sparql", params={"query": "ASK {}"})
    told = http.get(f"{server}metrics").text
    assert 'evigraph_replies_total{part="sparql",status="200"}' in told
    assert "evigraph_queries_waiting 0" in told


def test_program_at_the_root_gets_the_description(server: str) -> None:
    assert (DATASET, RDF.type, VOID.Dataset) in graph_at(server, "")


@pytest.mark.parametrize("path", ["health", "ns", "api/ask", "id/study/yoon-2016-27-239", "examples", "mcp"])
def test_every_address_may_be_used_from_other_pages(server: str, path: str) -> None:
    reply = http.options(f"{server}{path}", headers={"origin": "https://elsewhere.example.org"})
    assert (reply.status_code, reply.headers["access-control-allow-origin"]) == (204, "*")


@pytest.mark.parametrize("path", ["ns", "shapes", "examples", "catalog", "data/study/yoon-2016-27-239.ttl"])
def test_nothing_is_sent_twice(server: str, path: str) -> None:
    first = http.get(f"{server}{path}")
    again = http.get(f"{server}{path}", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
