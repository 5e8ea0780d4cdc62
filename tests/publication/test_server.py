"""Addresses for catalogues, harvesters and search engines.  Knows the server from outside alone."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen
from xml.etree import ElementTree as ET

import pytest
from evigraph.graph.catalogue.feeds import ATOM, SITEMAP
from evigraph.graph.catalogue.terms import DCAT
from evigraph.ontology.rdf import RdfFormat, parse

from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    with serving("--store", store) as at:
        yield at.rstrip("/")


def get(address: str, accept: str = "*/*") -> tuple[str, bytes]:
    with urlopen(Request(address, headers={"Accept": accept})) as reply:
        return reply.headers["content-type"], reply.read()


def test_catalogue_names_every_file_and_the_endpoint(address: str) -> None:
    kind, body = get(f"{address}/catalog", "text/turtle")
    told = {(q.predicate, q.object.value) for q in parse(body, RdfFormat.TURTLE)}
    assert kind.startswith("text/turtle")
    assert (DCAT.endpointURL, f"{address}/sparql") in told
    for path in (of.split("hta-evidence/")[1] for name, of in told if name == DCAT.downloadURL):
        assert get(f"{address}/{path}")[1]


def test_catalogue_for_people_leads_to_the_documents(address: str) -> None:
    kind, body = get(f"{address}/catalog", "text/html")
    assert kind.startswith("text/html")
    assert b'href="/id/doc/cryoablation-overview"' in body


def test_facts_are_fewer_than_everything(address: str) -> None:
    sizes = [gzip.decompress(get(f"{address}/{name}.nq.gz")[1]).count(b"\n") for name in ("facts", "dump")]
    assert 0 < sizes[0] < sizes[1]


def test_feed_and_sitemap(address: str) -> None:
    feed = ET.fromstring(get(f"{address}/changes.atom")[1])
    assert len(feed.findall(f"{{{ATOM}}}entry")) == 2
    listed = [loc.text for loc in ET.fromstring(get(f"{address}/sitemap.xml")[1]).iter(f"{{{SITEMAP}}}loc")]
    assert "https://w3id.org/hta-evidence/id/doc/cryoablation-overview" in listed
    assert get(listed[100].replace("https://w3id.org/hta-evidence", address), "text/turtle")[1]
