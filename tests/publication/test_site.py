"""A static site as visitors meet it: crawled from a plain web server, below an address that nobody planned.

Knows files and links; knows nothing of how pages are made.
"""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen
from xml.etree import ElementTree as ET

import pytest
from evigraph.graph.build import build
from evigraph.graph.catalogue.feeds import SITEMAP
from evigraph.graph.catalogue.readiness import Check, stars
from evigraph.graph.store import open_store
from evigraph.ontology.publisher import Publisher
from evigraph.ontology.rdf import parse
from evigraph.ui.publishing.site import Published, publish

from tests.graph.samples import guidance, overview

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = "https://evidence.example.org/hta/"
PUBLISHER = Publisher(name="Example Agency", base=BASE, contact="mailto:data@example.org", identifiers=(r"EA\d+",))


class Links(HTMLParser):
    """The links and the places of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()
        self.feed(page)

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.places.add(given.get("id") or "")
        if given.get("href") and given.get("rel") != "canonical":
            self.links.append(str(given["href"]))


class Quiet(SimpleHTTPRequestHandler):
    """A web server that knows nothing but files, and says nothing."""

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def web_server(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def crawl(start: str, host: str) -> tuple[dict[str, Links], set[str]]:
    """All pages that can be reached, and the links that lead nowhere."""
    pages: dict[str, Links] = {}
    seen, waiting, dead, places = {start}, [start], set(), set()
    while waiting:
        address = waiting.pop()
        try:
            with urlopen(address) as reply:
                kind, body = reply.headers["content-type"], reply.read()
        except HTTPError:
            dead.add(address)
            continue
        if not kind.startswith("text/html"):
            continue
        pages[address] = Links(body.decode())
        for link in pages[address].links:
            target, place = urldefrag(urljoin(address, link))
            places.add((target, place))
            if target.startswith(host) and target not in seen:
                seen.add(target)
                waiting.append(target)
    missing = {f"{at}#{place}" for at, place in places if place and at in pages and place not in pages[at].places}
    return pages, dead | missing


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Published]:
    folder = tmp_path_factory.mktemp("site")
    build([guidance(), overview()], folder / "store", base=BASE)
    return folder, publish(open_store(folder / "store"), folder / "web/below/here", PUBLISHER)


def test_no_link_is_dead_wherever_the_folder_lies(written: tuple[Path, Published]) -> None:
    with web_server(written[0] / "web") as host:
        pages, dead = crawl(f"{host}below/here/", host)
    assert dead == set()
    things = [at for at in pages if any(f"/here/{kind}/" in at for kind in ("id", "concept", "graph"))]
    assert len(things) == written[1].things


def test_crawler_finds_a_dead_link(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="gone.html">x</a><a href="#nowhere">y</a>')
    with web_server(tmp_path) as host:
        assert crawl(host, host)[1] == {f"{host}gone.html", f"{host}#nowhere"}


def test_every_address_of_the_sitemap_is_a_page_with_data(written: tuple[Path, Published]) -> None:
    site = written[0] / "web/below/here"
    listed = [loc.text or "" for loc in ET.parse(site / "sitemap.xml").iter(f"{{{SITEMAP}}}loc")]
    assert len(listed) == written[1].things + 2
    for address in listed:
        path = address.removeprefix(BASE)
        assert (site / path / "index.html").is_file()
        if path.startswith("id/"):
            data = site / "data" / path.removeprefix("id/").rstrip("/")
            assert list(parse(path=data.with_name(f"{data.name}.ttl"))) != []
            assert list(parse(path=data.with_name(f"{data.name}.jsonld"))) != []


def test_concepts_of_others_lead_to_where_they_are_published(written: tuple[Path, Published]) -> None:
    page = (written[0] / "web/below/here/id/doc/sample-overview/index.html").read_text(encoding="utf-8")
    assert 'href="https://w3id.org/hta-evidence/ns#' in page


def test_quotes_lead_to_their_place_in_the_text(written: tuple[Path, Published]) -> None:
    site = written[0] / "web/below/here"
    assert (site / "texts/sample-overview.txt").read_text(encoding="utf-8") == overview().document.text
    study = next(site.glob("id/study/*/index.html")).read_text(encoding="utf-8")
    start = overview().document.text.index("Study 1 Smith A (2020)")
    assert f'read/sample-overview/index.html#c{start}"' in study


def test_readiness_tells_what_is_missing(written: tuple[Path, Published]) -> None:
    told = json.loads((written[0] / "web/below/here/reports/readiness.json").read_text(encoding="utf-8"))
    failed = {check["name"] for check in told["checks"] if not check["passed"]}
    assert "identifiers" in failed
    assert "publisher" not in failed
    assert told["stars"] == written[1].stars == 5


def test_stars_end_before_the_first_that_fails() -> None:
    checks = [Check(star, "x", star != 3, "") for star in (1, 2, 3, 4, 0)]
    assert stars(checks) == 2
