"""Addresses of things as people and programs meet them: redirects, forms, links, refusals."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import evigraph
import httpx
import pytest
from rdflib import RDFS, Graph, Literal, URIRef

from tests import http
from tests.conftest import EXAMPLES
from tests.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

#: rdflib's own reader of JSON-LD uses what rdflib has given up.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

STUDY = "id/study/yoon-2016-27-239"
CANONICAL = "https://w3id.org/hta-evidence/"
PARSERS = {
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
    "application/n-triples": "nt",
    "application/trig": "turtle",
    "application/n-quads": "nt",
}


def get(server: str, path: str, accept: str = "*/*", **options: bool) -> httpx.Response:
    return http.get(f"{server}{path}", headers={"accept": accept}, **options)


@pytest.mark.parametrize(
    ("accept", "place"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "/doc/study/yoon-2016-27-239"),
        ("text/turtle", "/data/study/yoon-2016-27-239.ttl"),
        ("application/ld+json, text/turtle;q=0.5", "/data/study/yoon-2016-27-239.jsonld"),
        ("application/rdf+xml", "/data/study/yoon-2016-27-239.rdf"),
        ("*/*", "/data/study/yoon-2016-27-239.ttl"),
    ],
)
def test_thing_redirects_to_the_wanted_form(server: str, accept: str, place: str) -> None:
    reply = get(server, STUDY, accept)
    assert (reply.status_code, reply.headers["location"]) == (303, place)
    assert "Accept" in reply.headers["vary"]


@pytest.mark.parametrize(("media_type", "parser"), PARSERS.items())
def test_data_is_what_it_says_and_bears_labels(server: str, media_type: str, parser: str) -> None:
    reply = get(server, STUDY, media_type, follow_redirects=True)
    assert reply.headers["content-type"].partition(";")[0] == media_type
    graph = Graph().parse(data=reply.text, format=parser)
    thing = URIRef(CANONICAL + STUDY)
    assert (thing, RDFS.label, Literal("Yoon 2016")) in graph
    pointing = set(graph.subjects(None, thing))
    assert pointing
    assert all(graph.value(node, RDFS.label) is not None for node in pointing)


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "rdf", "nt", "trig", "nq"])
def test_suffix_beats_the_accept_header(server: str, suffix: str) -> None:
    reply = get(server, f"{STUDY}.{suffix}", "text/html", follow_redirects=True)
    assert reply.url.path.endswith(f".{suffix}")
    assert len(Graph().parse(data=reply.text, format=PARSERS[reply.headers["content-type"].partition(";")[0]]))


def test_page_shows_labels_quotes_and_links_both_ways(server: str) -> None:
    page = get(server, STUDY, "text/html", follow_redirects=True).text
    assert "<h1>Yoon 2016</h1>" in page
    assert "<blockquote>" in page
    assert 'href="/id/study/yoon-2016-27-239/population"' in page
    assert "What points to it" in page


def test_page_embeds_schema_org(server: str) -> None:
    page = get(server, STUDY, "text/html", follow_redirects=True).text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found is not None
    told = json.loads(found[1])
    assert (told["@type"], told["@id"], told["name"]) == ("MedicalStudy", CANONICAL + STUDY, "Yoon 2016")


def test_rows_on_single_patients_are_kept_from_search_engines(server: str) -> None:
    rows = http.get(f"{server}sparql", params={"query": "SELECT ?r { ?r a hta:PatientResult } LIMIT 1"}).json()
    iri = rows["results"]["bindings"][0]["r"]["value"]
    page = get(server, iri.removeprefix(CANONICAL), "text/html", follow_redirects=True)
    assert page.status_code == 200
    assert '<script type="application/ld+json">' not in page.text


def test_links_are_signposts(server: str) -> None:
    links = get(server, f"doc/{STUDY.removeprefix('id/')}", "text/html").headers["link"]
    for relation in ("cite-as", "describedby", "item", "license", "type", "collection", "service-desc", "alternate"):
        assert f'rel="{relation}"' in links
    assert f'<{CANONICAL}{STUDY}>; rel="cite-as"' in links


def test_unknown_thing_is_404(server: str) -> None:
    for path in ("id/study/nobody-1999", "data/study/nobody-1999.ttl", "doc/study/nobody-1999", "concept/nothing"):
        assert get(server, path, "text/html, text/turtle", follow_redirects=True).status_code == 404


def test_form_that_there_is_none_of_is_406_with_a_list(server: str) -> None:
    for path in (STUDY, "data/study/yoon-2016-27-239", "doc/study/yoon-2016-27-239"):
        reply = get(server, path, "image/png")
        assert reply.status_code == 406
        assert "text/turtle" in reply.text


def test_withdrawn_thing_is_410(tmp_path: Path) -> None:
    source, store = tmp_path / "cryoablation-guidance.txt", tmp_path / "store"
    content = (EXAMPLES / source.name).read_text(encoding="utf-8")
    paragraph = "id/doc/cryoablation-guidance/recommendation/1-{}"
    for text in (content, content.replace("\n1.2 ", "\n")):
        source.write_text(text, encoding="utf-8")
        evigraph.build(source, store=store, workers=1)
    with serving("--store", store) as server:
        assert get(server, paragraph.format(1), "text/turtle").status_code == 303
        assert get(server, paragraph.format(2), "text/turtle").status_code == 410


def test_text_is_what_offsets_refer_to(server: str) -> None:
    query = """SELECT ?start ?end ?quote { ?m oa:exact ?quote ; oa:start ?start ; oa:end ?end ;
      hta:inDocument/hta:versionOf/hta:documentId "cryoablation-overview" } LIMIT 50"""
    rows = http.get(f"{server}sparql", params={"query": query}).json()["results"]["bindings"]
    content = get(server, "doc/cryoablation-overview/text").content.decode()
    for row in rows:
        assert content[int(row["start"]["value"]) : int(row["end"]["value"])] == row["quote"]["value"]


def test_text_of_no_document_is_404(server: str) -> None:
    assert get(server, "doc/no-such-document/text").status_code == 404


def test_markup_in_the_data_stays_text(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . <https://w3id.org/hta-evidence/id/x>"
        ' rdfs:label "<script>alert(1)</script>" ;'
        " <https://w3id.org/hta-evidence/ns#p> <javascript:alert(1)> .",
        encoding="utf-8",
    )
    with serving("--data", data) as server:
        page = get(server, "doc/x", "text/html").text
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize(
    "path", ["id/%3Cx%3E", "id/a%00b", "id/" + "x" * 5000, "id/%22%0d%0aX:%20y", "doc/..%2f..%2fetc/passwd"]
)
def test_names_that_are_no_iri_are_404(server: str, path: str) -> None:
    reply = get(server, path, "text/html, text/turtle")
    assert reply.status_code == 404
    assert "x" not in {name.lower() for name in reply.headers}


@pytest.fixture(scope="module")
def crawled(server: str) -> list[str]:
    query = """SELECT DISTINCT ?i {
      { ?i ?p ?o } UNION { ?s ?p ?i } UNION { GRAPH ?i {} }
      FILTER(STRSTARTS(STR(?i), "https://w3id.org/hta-evidence/"))
    }"""
    rows = http.get(f"{server}sparql", params={"query": query}).json()["results"]["bindings"]
    found = {row["i"]["value"].partition("#")[0] for row in rows}
    return sorted(found - {f"{CANONICAL}{service}" for service in ("sparql", "dump.nq.gz")})


@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "application/ld+json"])
def test_iris_of_the_graph_answer(server: str, crawled: list[str], accept: str) -> None:
    sample = crawled[:: max(1, len(crawled) // 25)]
    with httpx.Client(follow_redirects=True, headers={"accept": accept}, timeout=60) as client:
        for iri in sample:
            reply = client.get(server + iri.removeprefix(CANONICAL))
            assert reply.status_code == 200, iri
            assert reply.headers["content-type"].startswith(accept), iri
