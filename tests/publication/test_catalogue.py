"""Catalogue, feed and sitemap say what a store holds, in the words of their standards.  Knows nothing of servers."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import evigraph
import pytest
from evigraph.graph.catalogue.dcat import EVIDENCE, FACTS, VOCABULARY, File, catalogue
from evigraph.graph.catalogue.feeds import ATOM, SITEMAP, changes, sitemaps
from evigraph.graph.catalogue.terms import DCAT, DCT
from evigraph.graph.catalogue.versions import Version, versions
from evigraph.graph.store import open_store
from evigraph.ontology.publisher import Publisher
from evigraph.ontology.rdf import Literal, NamedNode

from tests.conftest import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from evigraph.graph.export.source import Source
    from evigraph.ontology.rdf import Triple

BASE = "https://evidence.example.org/"
PUBLISHER = Publisher(name="Example Agency", base=BASE, title="Example evidence")
FILES = [
    File(
        path="dump/facts.nq", dataset=FACTS, title="Facts", media_type="application/n-quads", size=7, sha256="ab" * 32
    ),
    File(path="dump/evigraph.nq", dataset=EVIDENCE, title="All", media_type="application/n-quads"),
    File(path="ns.ttl", dataset=VOCABULARY, title="Ontology", media_type="text/turtle"),
]


@pytest.fixture(scope="module")
def held(source: Source) -> list[Version]:
    return versions(source.graph.select)


@pytest.fixture(scope="module")
def told(held: list[Version]) -> set[Triple]:
    return catalogue(PUBLISHER, held, FILES, endpoint=f"{BASE}sparql")


def values(told: set[Triple], subject: str, predicate: NamedNode) -> set[str]:
    return {t.object.value for t in told if t.subject == NamedNode(subject) and t.predicate == predicate}


def test_licences_are_split(told: set[Triple]) -> None:
    assert values(told, f"{BASE}catalog#facts", DCT.rights) == set()
    assert values(told, f"{BASE}catalog#file-dump-facts-nq", DCT.license) == {PUBLISHER.licence}
    (statement,) = values(told, f"{BASE}catalog#file-dump-evigraph-nq", DCT.rights)
    assert values(told, statement, NamedNode("http://www.w3.org/2000/01/rdf-schema#label")) == {PUBLISHER.rights}


def test_documents_of_one_procedure_are_a_series(told: set[Triple], held: list[Version]) -> None:
    nodes = [f"{BASE}catalog#version-{version.sha256[:12]}" for version in held]
    assert len({frozenset(values(told, node, DCAT.inSeries)) for node in nodes}) == 1
    assert [values(told, node, DCAT.version) for node in nodes] == [{v.sha256[:12]} for v in held]


def test_catalogue_has_no_blank_node_and_no_time_of_its_own(told: set[Triple], held: list[Version]) -> None:
    assert all(isinstance(t.subject, NamedNode) and isinstance(t.object, NamedNode | Literal) for t in told)
    assert told == catalogue(PUBLISHER, held, FILES, endpoint=f"{BASE}sparql")


def test_feed_tells_what_came_in_last(tmp_path: Path) -> None:
    source = tmp_path / "overview.txt"
    original = (EXAMPLES / "cryoablation-overview.txt").read_text(encoding="utf-8")
    for text in (original, original.replace("19.7 months", "19.8 months")):
        source.write_text(text, encoding="utf-8")
        assert evigraph.build(source, EXAMPLES / "cryoablation-guidance.txt", store=tmp_path / "store", workers=1).ok
    reader = open_store(tmp_path / "store")
    listed = versions(reader.select, reader.folder)
    for version, year in zip(listed, (2024, 2025), strict=True):
        moment = datetime(year, 5, 1, tzinfo=UTC).timestamp()
        os.utime(reader.folder.text_path(version.sha256), (moment, moment))
    feed = ET.fromstring(changes(PUBLISHER, versions(reader.select, reader.folder)))
    entries = feed.findall(f"{{{ATOM}}}entry")
    said = [(e.findtext(f"{{{ATOM}}}updated"), e.find(f"{{{ATOM}}}category").get("term")) for e in entries]
    assert said == [("2025-05-01T00:00:00Z", "replaced"), ("2024-05-01T00:00:00Z", "added")]
    assert feed.findtext(f"{{{ATOM}}}updated") == "2025-05-01T00:00:00Z"


def test_feed_of_an_empty_store_is_a_feed() -> None:
    assert ET.fromstring(changes(PUBLISHER, [])).tag == f"{{{ATOM}}}feed"


def test_large_sitemap_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evigraph.graph.catalogue.feeds.MOST", 2)
    found = dict(sitemaps([f"{BASE}id/{name}&x" for name in "cab"], BASE))
    assert list(found) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    places = [loc.text for loc in ET.fromstring(found["sitemap-1.xml"]).iter(f"{{{SITEMAP}}}loc")]
    assert places == [f"{BASE}id/a&x", f"{BASE}id/b&x"]
