"""The W3C's SPARQL 1.1 Protocol tests: every query test passes, every update is refused and says why.

Knows the vocabulary of the manifest; the data of its update tests, which these would write, are served from the start.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, Graph, Namespace
from rdflib.collection import Collection

from tests import http
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx
    from rdflib.term import Node

SUITE = Path(__file__).parents[2].parent / "shared/w3c/sparql11-protocol"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")

TABULAR = {"application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"}
FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": TABULAR,
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples"},
}


@cache
def manifest() -> Graph:
    return Graph().parse(SUITE / "manifest.ttl")


def entries() -> list[str]:
    if not SUITE.is_dir():
        return ["absent"]
    whole = manifest().value(None, RDF.type, MF.Manifest)
    listed = Collection(manifest(), manifest().value(whole, MF.entries))
    return [str(test).partition("#")[2] for test in listed]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    if not SUITE.is_dir():
        assert "EVIGRAPH_CI" not in os.environ, f"{SUITE} is absent"
        pytest.skip(f"{SUITE} is absent")
    graphs = "http://kasei.us/2009/09/sparql/data/data"
    with serving("--timeout", 120, "--data", *(f"{graphs}{n}.rdf={SUITE}/data{n}.nt" for n in (1, 2, 3))) as address:
        yield address


def requests(test: str) -> Iterator[Node]:
    graph = manifest()
    subject = next(s for s in graph.subjects(RDF.type, MF.ProtocolTest) if str(s).endswith(f"#{test}"))
    for listed in graph.objects(graph.value(subject, MF.action), HT.requests):
        yield from Collection(graph, listed)


def send(server: str, request: Node) -> httpx.Response:
    graph = manifest()
    path = str(graph.value(request, HT.absolutePath)).removeprefix("/")
    named = graph.value(request, HT.headers)
    fields = Collection(graph, named) if named else []
    headers = {str(graph.value(f, HT.fieldName)): str(graph.value(f, HT.fieldValue)) for f in fields}
    body = graph.value(request, HT.body)
    content = None if body is None else str(graph.value(body, CNT.chars))
    encoding = "UTF-8" if body is None else str(graph.value(body, CNT.characterEncoding))
    return http.request(
        str(graph.value(request, HT.methodName)),
        f"{server}{path}",
        headers=headers,
        content=None if content is None else content.encode(encoding),
    )


def is_update(request: Node) -> bool:
    graph = manifest()
    body = graph.value(request, HT.body)
    chars = "" if body is None else str(graph.value(body, CNT.chars))
    path = str(graph.value(request, HT.absolutePath))
    return "update=" in f"{chars} {path}" or any(word in chars for word in ("CLEAR", "DROP", "INSERT"))


@pytest.mark.parametrize("test", entries())
def test_w3c_protocol(server: str, test: str) -> None:
    graph = manifest()
    sent = list(requests(test))
    if any(is_update(request) for request in sent):
        sent = [request for request in sent if is_update(request)]
        for request in sent:
            refused = send(server, request)
            assert 400 <= refused.status_code < 500
            assert refused.text.strip()
        return
    for request in sent:
        check(send(server, request), graph.value(request, HT.resp))


def check(response: httpx.Response, expected: Node) -> None:
    graph = manifest()
    statuses = {str(status)[-3] for status in graph.objects(expected, MF.expectedStatus)}
    assert str(response.status_code)[0] in statuses
    kind = graph.value(expected, MF.expectedFormat)
    if kind is not None:
        assert response.headers["content-type"].partition(";")[0] in FORMATS[str(kind)]
    wanted = graph.value(expected, MF.expectedBoolean)
    if wanted is not None:
        assert response.json()["boolean"] == wanted.toPython()


def test_update_is_refused_with_the_reason(server: str) -> None:
    refused = http.post(f"{server}sparql", data={"update": "CLEAR ALL"})
    assert (refused.status_code, "read-only" in refused.text) == (403, True)
