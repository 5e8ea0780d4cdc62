"""Builds that are killed, disks that are full, stores that are damaged; `make soak` does the same for longer."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tarfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from evigraph.graph.build import build
from evigraph.graph.checksums import NAME, damaged
from evigraph.graph.folder import StoreFolder
from evigraph.graph.store import open_store
from evigraph.ontology.errors import EvigraphError
from evigraph.ui.archive import back_up, restore
from evigraph.ui.cli import main

from tests.graph.samples import guidance, overview

if TYPE_CHECKING:
    from collections.abc import Callable

KILLS = 4
ROOT = Path(__file__).parents[2]
#: A build that ends itself with kill -9 at the so-manieth time that it touches a file of the store.
BUILD = """
import os, signal, sys
from pathlib import Path
from evigraph.graph.build import build
from tests.graph.samples import guidance, overview
store, last, seen = sys.argv[1], int(sys.argv[2]), 0
def count(event, arguments):
    global seen
    if event in ("open", "os.rename", "os.mkdir", "os.remove", "shutil.rmtree") and store in str(arguments[:2]):
        seen += 1
        if seen == last:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
build([overview(procedure="Something else"), guidance()], Path(store))
print(seen)
"""


def run(store: Path, last: int = 0, before: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    """A build in a process of its own."""
    command = [sys.executable, "-c", BUILD, str(store), str(last)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=before)


def dump(store: Path) -> str:
    return sha256(b"".join(open_store(store).nquads())).hexdigest()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("faults") / "store"
    build([overview()], path)
    return path


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "store")


def test_build_that_is_killed_anywhere_leaves_the_old_graph_or_the_new_one(built: Path, tmp_path: Path) -> None:
    calm = shutil.copytree(built, tmp_path / "calm")
    old, done = dump(calm), run(calm)
    new, moments = dump(calm), int(done.stdout)
    held = []
    for number in range(KILLS):
        store = shutil.copytree(built, tmp_path / str(number))
        assert run(store, (number + 1) * moments // (KILLS + 1)).returncode == -signal.SIGKILL
        assert dump(store) in (old, new)
        assert damaged(StoreFolder(store).current()) == []
        held.append(dump(store))
    assert old in held
    assert run(store).returncode == 0
    assert dump(store) == new
    assert [path for path in StoreFolder(store).generations.iterdir() if path.suffix] == []


def test_disk_that_takes_no_more_leaves_the_store_as_it_was(store: Path) -> None:
    import resource

    before = dump(store)
    done = run(store, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)))
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].endswith("nothing was changed, the store before is intact")
    assert dump(store) == before
    assert run(store).returncode == 0
    assert dump(store) != before


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_one_bit_of_a_store_that_fell_over_is_found_and_its_file_named(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "--store", str(store)]) == 0
    generation = StoreFolder(store).current()
    for file in sorted(generation.iterdir()):
        if file.name.startswith(("LOG", "LOCK", NAME)) or not file.stat().st_size:
            continue
        whole = file.read_bytes()
        spoil(file)
        assert damaged(generation) == [file.name]
        file.write_bytes(whole)
    (text,) = (store / "texts").iterdir()
    spoil(text)
    next(generation.glob("*.sst")).unlink()
    capsys.readouterr()
    assert main(["verify", "--store", str(store)]) == 1
    told = capsys.readouterr().err
    assert text.name in told
    assert ".sst" in told
    assert len(told.splitlines()) == 1


def test_store_with_damaged_tables_says_so_in_one_line(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for table in StoreFolder(store).current().glob("*.sst"):
        table.write_bytes(b"\0" * table.stat().st_size)
    for command in (
        ["query", "-e", "SELECT * { ?s ?p ?o }"],
        ["info"],
        ["export", "--format", "nq", "--out", str(store)],
    ):
        capsys.readouterr()
        assert main([*command, "--store", str(store)]) != 0
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_backup_holds_all_that_a_store_holds(store: Path, tmp_path: Path) -> None:
    (store / "corrections.json").write_text("[]", encoding="ascii")
    back_up(open_store(store), tmp_path / "backup.tar.gz")
    restore(tmp_path / "backup.tar.gz", tmp_path / "restored")
    assert dump(tmp_path / "restored") == dump(store)
    assert (tmp_path / "restored/corrections.json").is_file()
    assert damaged(StoreFolder(tmp_path / "restored").current()) == []


def test_damaged_backup_is_refused(store: Path, tmp_path: Path) -> None:
    spoil(next(StoreFolder(store).current().glob("*.sst")))
    with tarfile.open(tmp_path / "backup.tar.gz", "w:gz") as archive:
        for entry in store.iterdir():
            archive.add(entry, entry.name)
    with pytest.raises(EvigraphError, match=r"damaged: .*\.sst"):
        restore(tmp_path / "backup.tar.gz", tmp_path / "restored")
    assert not (tmp_path / "restored").exists()


def test_generation_stays_as_it_was_while_it_is_read(store: Path) -> None:
    for _ in range(2):
        dump(store)
        assert damaged(StoreFolder(store).current()) == []


def test_folder_that_cannot_be_written_is_said(store: Path) -> None:
    before = dump(store)
    (store / "lock").unlink(missing_ok=True)
    (store / "lock").mkdir()  # what nobody can write to, not even root
    with pytest.raises(EvigraphError, match="nothing was changed"):
        build([guidance()], store)
    assert dump(store) == before
