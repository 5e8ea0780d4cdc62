"""Query tools on pages of other hosts find what they look for: their own queries, sent as they send them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests import http

if TYPE_CHECKING:
    import httpx

FOLDER = Path(__file__).with_name("editors")
ELSEWHERE = {"origin": "https://editor.example.org"}
RESULTS = "{http://www.w3.org/2005/sparql-results#}"


def as_sib(server: str, name: str) -> list[dict[str, str]]:
    """GET, as sib-swiss/sparql-editor does."""
    headers = {**ELSEWHERE, "accept": "application/sparql-results+json"}
    query = (FOLDER / f"{name}.rq").read_text(encoding="utf-8")
    reply = http.get(f"{server}sparql", params={"ac": "1", "query": query}, headers=headers)
    return rows(reply)


def as_yasgui(server: str, name: str) -> list[dict[str, str]]:
    """A form, as Yasgui's defaults are."""
    headers = {**ELSEWHERE, "accept": "application/sparql-results+json,*/*;q=0.9"}
    query = (FOLDER / f"{name}.rq").read_text(encoding="utf-8")
    return rows(http.post(f"{server}sparql", data={"query": query}, headers=headers))


def as_sparklis(server: str, name: str) -> list[dict[str, str]]:
    """A form, with an answer in XML."""
    headers = {**ELSEWHERE, "accept": "application/sparql-results+xml"}
    query = (FOLDER / f"{name}.rq").read_text(encoding="utf-8")
    reply = http.post(f"{server}sparql", data={"query": query}, headers=headers)
    assert reply.headers["access-control-allow-origin"] == "*"
    found = ET.fromstring(reply.text).iter(f"{RESULTS}result")
    return [{b.attrib["name"]: "".join(b.itertext()).strip() for b in row} for row in found]


def rows(reply: httpx.Response) -> list[dict[str, str]]:
    assert (reply.status_code, reply.headers["access-control-allow-origin"]) == (200, "*")
    return [{name: term["value"] for name, term in row.items()} for row in reply.json()["results"]["bindings"]]


def test_prefixes_are_declared(server: str) -> None:
    found = {row["prefix"]: row["namespace"] for row in as_sib(server, "sib-prefixes")}
    assert found["hta"] == "https://w3id.org/hta-evidence/ns#"


def test_examples_are_found_and_run(server: str) -> None:
    found = as_sib(server, "sib-examples")
    assert len(found) >= 40
    for row in found:
        reply = http.post(f"{server}sparql", data={"query": row["query"]})
        assert reply.status_code == 200, row["comment"]


def test_schema_is_found_with_labels(server: str) -> None:
    found = as_sib(server, "sib-void")
    uses = [r for r in found if r["subjectClass"].endswith("#OutcomeResult") and r["prop"].endswith("#study")]
    assert {row["objectClass"].rpartition("#")[2] for row in uses} >= {"Study"}
    assert {row["subjectClassLabel"] for row in uses} == {"outcome result"}
    values = [r for r in found if r["subjectClass"].endswith("#OutcomeResult") and r["prop"].endswith("#value")]
    assert {row["objectDatatype"] for row in values} == {"http://www.w3.org/2001/XMLSchema#decimal"}


@pytest.mark.parametrize("name", ["sib-classes", "sib-properties"])
def test_terms_are_found_without_a_description(server: str, name: str) -> None:
    assert len(as_sib(server, name)) > 30


@pytest.mark.parametrize("name", ["yasgui-classes", "yasgui-properties"])
def test_terms_are_completed(server: str, name: str) -> None:
    assert len(as_yasgui(server, name)) >= 10


def test_suggestions_bear_labels(server: str) -> None:
    assert "https://w3id.org/hta-evidence/ns#Study" in {row["class"] for row in as_sparklis(server, "sparklis-classes")}
    assert [row["image"] for row in as_sparklis(server, "sparklis-labels")] == ["study", "pain", "Yoon 2016"]
    assert as_sparklis(server, "sparklis-hierarchy")
    assert {row["number_2"] for row in as_sparklis(server, "sparklis-extension")} >= {"22", "221"}


def test_every_thing_of_ours_bears_a_label(server: str) -> None:
    bare = """SELECT DISTINCT ?thing { { ?thing ?p ?o } UNION { ?s ?p ?thing } UNION { ?s ?thing ?o }
      UNION { GRAPH ?thing {} }
      FILTER(ISIRI(?thing) && STRSTARTS(STR(?thing), "https://w3id.org/hta-evidence/"))
      FILTER NOT EXISTS { ?thing rdfs:label ?label } }"""
    reply = http.post(f"{server}sparql", data={"query": bare})
    assert rows(reply) == []


def test_preflight_of_another_host(server: str) -> None:
    headers = {**ELSEWHERE, "access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    reply = http.options(f"{server}sparql", headers=headers)
    assert reply.status_code == 204
    assert "POST" in reply.headers["access-control-allow-methods"]
    assert reply.headers["access-control-allow-origin"] == "*"
