"""Queries in workers: limits, crashes, and new generations.  Knows processes; knows nothing of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from evigraph.graph.answer import QueryError, Request
from evigraph.graph.folder import StoreFolder
from evigraph.graph.store import LocalReader
from evigraph.graph.workers import QueryTimeout, WorkerPool
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.rdf import NamedNode, Quad, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NODES = [NamedNode(f"https://example.org/{number}") for number in range(2000)]
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d && ?d != ?g) }"


def fill(folder: Path, number: int) -> None:
    """A new generation with so many triples."""
    store_folder = StoreFolder(folder)
    store_folder.prepare()
    with store_folder.lock(), store_folder.next_generation() as generation:
        store = Store(str(generation))
        store.extend(Quad(node, NODES[0], NODES[1]) for node in NODES[:number])
        store.flush()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workers") / "store"
    fill(path, 1000)
    return path


@pytest.fixture
def pool(folder: Path) -> Iterator[WorkerPool]:
    with WorkerPool(folder, workers=2, limit=120) as made:
        yield made


def count(reader: WorkerPool | LocalReader) -> int:
    (row,) = reader.select(COUNT).texts()
    return int(row["n"])


def test_worker_answers_like_a_reader_in_this_process(pool: WorkerPool, folder: Path) -> None:
    query = "SELECT * WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 25"
    assert pool.select(query) == LocalReader(folder).select(query)


def test_killed_worker_is_replaced(pool: WorkerPool) -> None:
    for _ in range(3):
        with pytest.raises(QueryTimeout, match=r"longer than 0\.5 s|all workers were busy"):
            pool.answer(Request(query=RUNAWAY), limit=0.5)
    assert count(pool) == 1000


def test_query_that_ends_its_process_is_an_error_of_its_own(pool: WorkerPool) -> None:
    deep = f"SELECT * WHERE {'{' * 20_000} ?s ?p ?o {'}' * 20_000}"
    with pytest.raises(QueryError, match="too deep or too large"):
        pool.answer(Request(query=deep))
    assert count(pool) == 1000


def test_parser_message_comes_back(pool: WorkerPool) -> None:
    with pytest.raises(QueryError, match="does not parse: error at 1:"):
        pool.answer(Request(query="SELECT * WHERE { ?s ?p"))
    with pytest.raises(QueryError, match="SELECT query is needed"):
        pool.select("ASK { ?s ?p ?o }")


def test_row_cap_holds_in_workers(pool: WorkerPool) -> None:
    found = pool.answer(Request(query="SELECT * WHERE { ?s ?p ?o }", results="csv", cap=3))
    assert (found.body.count(b"\n"), found.truncated) == (4, True)


def test_pool_moves_to_a_new_generation(tmp_path: Path) -> None:
    fill(tmp_path / "store", 10)
    with WorkerPool(tmp_path / "store", workers=1, limit=120) as pool:
        before = count(pool)
        fill(tmp_path / "store", 20)
        assert (before, count(pool)) == (10, 20)


def test_pool_of_no_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvigraphError, match="no evigraph store here"):
        WorkerPool(tmp_path)


def test_worker_imports_no_heavy_library() -> None:
    import subprocess
    import sys

    code = "import sys, evigraph.graph.worker; print({'rdflib', 'spacy', 'pyshacl', 'owlready2'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"set()\n"
