"""A build shared out to processes gives the graph of a build alone, and one that was interrupted goes on."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import evigraph
import pytest
from evigraph.graph import build
from evigraph.graph.generation import Generation
from evigraph.ontology.errors import EvigraphError
from evigraph.ui import building

from tests.scale.conftest import NUMBER, dump

if TYPE_CHECKING:
    from pathlib import Path

#: Seconds after which something hangs.
LONGEST = 120


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Share out what is derived even from few documents."""
    monkeypatch.setattr(build, "FEWEST", 1)


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("workers", [1, 2])
def test_many_processes_make_the_same_graph(documents: Path, alone: bytes, tmp_path: Path, workers: int) -> None:
    told: list[tuple[int, int]] = []
    derived: list[tuple[int, int]] = []
    built = evigraph.build(
        documents,
        store=tmp_path / "store",
        workers=workers,
        told=lambda done, total: told.append((done, total)),
        derived=lambda done, total: derived.append((done, total)),
    )
    assert dump(tmp_path / "store") == alone
    assert [d.id for d in built.report.documents] == sorted(d.id for d in built.report.documents)
    assert told == [(done, NUMBER) for done in range(1, NUMBER + 1)]
    assert derived == [(0, NUMBER), (NUMBER, NUMBER)]
    assert not (tmp_path / "store" / "shards").exists()


def test_an_interrupted_build_goes_on_where_it_was(
    documents: Path, alone: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, read, real = tmp_path / "store", [], building.extract

    def interrupted(done: int, _total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        evigraph.build(documents, store=store, workers=1, told=interrupted)
    monkeypatch.setattr(building, "extract", lambda source, **given: read.append(source.id) or real(source, **given))
    assert evigraph.build(documents, store=store, workers=1).report.documents
    assert len(read) == NUMBER - 3
    assert dump(store) == alone


@pytest.mark.usefixtures("shared")
def test_shards_that_another_build_cleared_away_are_made_again_or_missed_by_nobody(
    documents: Path, alone: bytes, tmp_path: Path
) -> None:
    store, shards = tmp_path / "store", tmp_path / "shards"

    def clear(_done: int, _total: int) -> None:
        for path in shards.iterdir():
            path.unlink()

    evigraph.build(documents, store=store, workers=1, shards=shards, told=clear)
    assert dump(store) == alone
    assert list(shards.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told_in_one_line(documents: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(EvigraphError, match="nothing was changed"):
        evigraph.build(documents, store=tmp_path / "store", workers=1, shards=tmp_path / "file")


def test_no_process_outlives_a_build_that_is_killed() -> None:
    program = """
import os, signal
from evigraph.graph.parallel import processes
with processes(2) as pool:
    print(sum(pool.each(abs, [-1, -2])), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    # The pipes are those of all processes, so that this waits for the last of them.
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=LONGEST)
    assert (ended.returncode, ended.stdout) == (-signal.SIGKILL, b"3\n")


def test_a_store_that_others_read_is_not_written(tmp_path: Path) -> None:
    generation = Generation(tmp_path / "1.building")
    with generation.read() as snapshot:
        assert len(snapshot.store) == 0
        with pytest.raises(RuntimeError, match="being read"):
            _ = generation.store
    assert len(generation.store) == 0
