"""Generations, the pointer and the lock.  Knows files; knows nothing of what a store holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from evigraph.graph.folder import StoreFolder
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.rdf import NamedNode, Quad, Store

if TYPE_CHECKING:
    from pathlib import Path

NODE = NamedNode("https://example.org/node")


@pytest.fixture
def folder(tmp_path: Path) -> StoreFolder:
    made = StoreFolder(tmp_path / "store")
    made.prepare()
    with made.next_generation() as generation:
        store = Store(str(generation))
        store.add(Quad(NODE, NODE, NODE))
        store.flush()
        del store
    return made


def test_next_generation_starts_as_a_copy(folder: StoreFolder) -> None:
    with folder.next_generation() as generation:
        assert len(Store(str(generation))) == 1
    assert folder.current().name == "000002"


def test_failed_generation_never_becomes_current(folder: StoreFolder) -> None:
    with pytest.raises(RuntimeError), folder.next_generation():
        raise RuntimeError
    assert [path.name for path in folder.generations.iterdir()] == ["000001"]
    assert folder.current().name == "000001"


def test_what_an_interrupted_build_left_is_swept(folder: StoreFolder) -> None:
    for name in ("000002.building", "000002", "000007"):
        (folder.generations / name).mkdir()
    folder.sweep()
    assert [path.name for path in folder.generations.iterdir()] == ["000001"]


def test_lock_ends_with_its_block(folder: StoreFolder) -> None:
    with folder.lock(), pytest.raises(EvigraphError, match="another build"), folder.lock():
        pass
    with folder.lock():
        pass


def test_preparing_again_changes_nothing(folder: StoreFolder) -> None:
    folder.prepare()
    assert folder.current().name == "000001"
