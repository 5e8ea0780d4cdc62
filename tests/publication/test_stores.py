"""A store on a server answers like one in a folder.  Knows real servers; knows nothing of how a build gets there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import evigraph
import pytest
from evigraph.graph.export.tables import table_queries, tables
from evigraph.graph.store import open_reader
from evigraph.queries.composition import compose
from evigraph.queries.template import templates

from tests.conftest import EXAMPLES
from tests.publication.engines import oxigraph, virtuoso
from tests.publication.tiny import lines, put, union

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evigraph.graph.solutions import Solutions

ENGINES = {"oxigraph": oxigraph, "virtuoso": virtuoso}


@pytest.fixture(scope="module", params=ENGINES)
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with the examples in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVIGRAPH_STORE_USER", "dba")
        patch.setenv("EVIGRAPH_STORE_PASSWORD", "dba")
        with ENGINES[request.param](tmp_path_factory.mktemp(request.param) / "data") as at:
            assert evigraph.build(EXAMPLES, store=at, workers=1).ok
            yield at


def rows(found: Solutions) -> Counter[tuple[object, ...]]:
    """The rows of an answer; the order of names that are joined in a cell is nobody's promise."""
    joined = found.variables.index("names") if "names" in found.variables else -1
    return Counter(
        tuple(_parts(cell) if place == joined else str(cell) for place, cell in enumerate(row)) for row in found
    )


def _parts(cell: object) -> tuple[str, ...]:
    """What a cell joins; nothing joined is an empty text for some and no value for others."""
    return tuple(sorted(str(cell or "").strip('"').split(", ")))


def test_every_template_answers_alike(address: str, store: Path) -> None:
    here, there = open_reader(str(store)), open_reader(address)
    for name, template in templates().items():
        for query in (compose(template), template.sparql):
            assert rows(here.select(query)) == rows(there.select(query)), name


def test_tables_and_dump_are_the_same(address: str, store: Path) -> None:
    here, there = open_reader(str(store)), open_reader(address)
    assert dict(tables(here.select)) == dict(tables(there.select))
    assert list(here.nquads()) == list(there.nquads())
    assert len(table_queries()) > 10


def test_commands_work_with_an_address(address: str, store: Path, tmp_path: Path) -> None:
    with evigraph.open(address) as there, evigraph.open(store) as here:
        assert there.documents() == here.documents()
        assert there.counts() == here.counts()
        question = "How many patients were in Yoon 2016?"
        assert there.ask(question).answer == here.ask(question).answer
        there.backup(tmp_path / "backup.tar.gz")
    assert (tmp_path / "backup.tar.gz").stat().st_size > 100_000


def test_text_of_a_version_is_whole(address: str, store: Path) -> None:
    with evigraph.open(store) as here:
        for document in here.documents():
            text = open_reader(address).text(document.sha256)
            assert text == (EXAMPLES / f"{document.id}.txt").read_bytes().decode()


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server with nothing in it."""
    monkeypatch.setenv("EVIGRAPH_STORE_USER", "dba")
    monkeypatch.setenv("EVIGRAPH_STORE_PASSWORD", "dba")
    with ENGINES[request.param](tmp_path / request.param) as at:
        yield at


def test_document_is_replaced_whole_and_kept_beside_others(empty: str) -> None:
    for documents in ({"a": "old"}, {"a": "old", "b": "other"}, {"a": "new", "b": "other"}, {"a": "new"}):
        put(empty, documents)
        there = open_reader(empty)
        assert list(there.nquads()) == lines(documents)
        assert len(there.select("SELECT ?s ?label WHERE { ?s rdfs:label ?label }")) == len(union(documents))
