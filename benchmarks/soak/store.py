"""A store of two documents of which there are two versions, and what is checked of it after a fault."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import evigraph
from evigraph.graph.checksums import damaged
from evigraph.graph.folder import StoreFolder

ROOT = Path(__file__).parents[2]
ADDED = "\nThe committee has seen this document again and changed nothing in it.\n"


def build_command(documents: Path, store: Path, *, workers: int = 2) -> list[str]:
    """The command that builds a folder of documents."""
    options = ["--store", str(store), "--workers", str(workers)]
    return [sys.executable, "-m", "evigraph", "build", str(documents), *options]


def build(documents: Path, store: Path) -> subprocess.CompletedProcess[str]:
    """Build, and tell what was said."""
    return subprocess.run(build_command(documents, store), capture_output=True, text=True, check=False)


def versions(folder: Path) -> tuple[Path, Path]:
    """The bundled examples as they are, and each with another line."""
    made = folder / "old", folder / "new"
    for path, added in zip(made, ("", ADDED), strict=True):
        path.mkdir()
        for example in sorted((ROOT / "examples").glob("*.txt")):
            content = example.read_text(encoding="utf-8")
            (path / example.name).write_text(content + added, encoding="utf-8")
    return made


def dump(store: Path) -> str:
    """The digest of the whole graph."""
    found = sha256()
    with evigraph.open(store) as evidence:
        for line in evidence.nquads():
            found.update(line)
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class Expected:
    """The graphs of both versions: whatever happens, a store holds one of them whole."""

    old: str
    new: str

    @classmethod
    def of(cls, old: Path, new: Path, folder: Path) -> Expected:
        """Build both versions, one after the other as a store that nothing happens to."""
        build(old, folder / "calm")
        before = dump(folder / "calm")
        build(new, folder / "calm")
        return cls(before, dump(folder / "calm"))

    def fault(self, store: Path) -> str:
        """What is wrong with a store, empty where nothing is."""
        generation = StoreFolder(store).current()
        if names := damaged(generation):
            return f"{generation.name} is damaged: {names}"
        found = dump(store)
        return "" if found in (self.old, self.new) else "the graph is neither the old nor the new one"
