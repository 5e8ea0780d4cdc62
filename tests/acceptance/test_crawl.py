"""Every IRI of a real dump answers for people and programs.  Needs the shared corpus."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import evigraph
import httpx
import pytest

from tests import http
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPUS = Path(__file__).parents[2].parent / "shared/corpus"
CANONICAL = "https://w3id.org/hta-evidence/"
#: What stands at these addresses is no description of a thing.
SERVICES = {f"{CANONICAL}{path}" for path in ("sparql", "dump.nq.gz", "")}
EVERY = """SELECT DISTINCT ?i {
  { ?i ?p ?o } UNION { ?s ?p ?i } UNION { ?s ?i ?o } UNION { GRAPH ?i {} }
  FILTER(ISIRI(?i) && STRSTARTS(STR(?i), "https://w3id.org/hta-evidence/"))
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not CORPUS.is_dir():
        assert "EVIGRAPH_CI" not in os.environ, f"{CORPUS} is absent"
        pytest.skip(f"{CORPUS} is absent")
    store = tmp_path_factory.mktemp("crawl") / "store"
    evigraph.build(*sorted(CORPUS.glob("htg652-*.txt")), store=store, workers=1)
    with serving("--store", store) as address:
        yield address


@pytest.fixture(scope="module")
def iris(server: str) -> list[str]:
    rows = http.get(f"{server}sparql", params={"query": EVERY}).json()["results"]["bindings"]
    return sorted({row["i"]["value"].partition("#")[0] for row in rows} - SERVICES)


@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "application/ld+json"])
def test_every_iri_answers(server: str, iris: list[str], accept: str) -> None:
    with httpx.Client(follow_redirects=True, headers={"accept": accept}, timeout=60) as client:

        def wrong(iri: str) -> str:
            reply = client.get(server + iri.removeprefix(CANONICAL))
            kind = reply.headers.get("content-type", "")
            named = iri.rsplit("/", 1)[-1] in reply.text or not reply.url.path.startswith(("/doc/", "/data/"))
            return "" if reply.status_code == 200 and kind.startswith(accept) and named else f"{iri}: {kind}"

        with ThreadPoolExecutor(4) as crawlers:
            found = [problem for problem in crawlers.map(wrong, iris) if problem]
    assert len(iris) > 1000
    assert found == []
