"""Small generations are held in memory, large ones are asked on disk.  Knows folders; knows nothing of processes."""

from __future__ import annotations

import mmap
import shutil
import socket
from typing import TYPE_CHECKING

import pytest
from evigraph.graph.answer import Request, StoreError, answer
from evigraph.graph.folder import StoreFolder
from evigraph.graph.held import held
from evigraph.graph.worker import NOTE, Worker, take_or_hold
from evigraph.ontology.rdf import Quad

from tests.graph.test_workers import COUNT, NODES, fill

if TYPE_CHECKING:
    from pathlib import Path

    from evigraph.ontology.rdf import Store

ALL = Request(query="SELECT ?s { ?s ?p ?o }", results="tsv")
AMPLE = 1 << 40


@pytest.fixture
def generation(tmp_path: Path) -> Path:
    fill(tmp_path / "store", 1000)
    return StoreFolder(tmp_path / "store").current()


def test_small_generation_is_answered_without_its_files(generation: Path) -> None:
    store = held(str(generation), AMPLE)
    shutil.rmtree(generation)
    assert b'"1000"' in answer(store, Request(query=COUNT)).body


def test_generation_that_is_larger_stays_on_disk(generation: Path) -> None:
    least = sum(path.stat().st_size for path in generation.iterdir())
    in_memory, on_disk = held(str(generation), least), held(str(generation), least - 1)
    assert len(in_memory) == len(on_disk) == 1000
    assert (_writable(in_memory), _writable(on_disk)) == (True, False)


def test_rows_come_in_one_order(generation: Path) -> None:
    orders = {answer(held(str(generation), AMPLE), ALL).body for _ in range(3)}
    assert len(orders) == 1


def test_process_that_is_needed_urgently_holds_a_generation_later(generation: Path) -> None:
    worker = Worker(mmap.mmap(-1, NOTE))
    worker.open(f"{generation}\n1")
    assert not _writable(worker._store)
    worker.hold(AMPLE)
    assert _writable(worker._store)


def test_generation_is_held_when_no_job_comes(generation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evigraph.graph.worker.IDLE", 0)
    worker = Worker(mmap.mmap(-1, NOTE))
    worker.open(f"{generation}\n1")
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with here, there:
        there.send(b"job")
        assert take_or_hold(here, worker, AMPLE) == b"job"
        assert not _writable(worker._store)
        there.close()
        here.recv(1)
        monkeypatch.setattr("select.select", lambda *_: ([], [], []))
        assert take_or_hold(here, worker, AMPLE) == b""
        assert _writable(worker._store)


@pytest.mark.parametrize("most", [0, AMPLE])
def test_generation_that_is_gone_is_told(generation: Path, most: int) -> None:
    shutil.rmtree(generation)
    with pytest.raises(StoreError, match="damaged"):
        held(str(generation), most)


def _writable(store: Store) -> bool:
    """Whether it is a copy: generations themselves are only ever read."""
    try:
        store.add(Quad(NODES[1], NODES[2], NODES[3]))
    except (OSError, RuntimeError):
        return False
    return True
