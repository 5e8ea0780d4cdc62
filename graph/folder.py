"""A store as a folder of generations: nobody ever writes what somebody reads.

    STORE/format               one line: the version of this layout
    STORE/current              the id of the generation that answers, replaced by rename
    STORE/generations/ID/      an Oxigraph store; ID.building while it is made
    STORE/texts/SHA256.txt     the texts that offsets refer to
    STORE/history/DOC/SHA.nq   sorted N-Quads of versions that were replaced
    STORE/corrections.json     what reviewers said of facts
    STORE/shards/              what a build has read and not loaded yet

Knows files and Oxigraph; knows nothing of what is in the graph.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.graph.checksums import keep_checksums
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.rdf import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LAYOUT = "evigraph store 1"
BUILDING = ".building"


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """The files of one store."""

    path: Path

    @property
    def generations(self) -> Path:
        """Where the generations are."""
        return self.path / "generations"

    @property
    def pointer(self) -> Path:
        """The file that names the current generation."""
        return self.path / "current"

    @property
    def shards(self) -> Path:
        """Where documents that were read wait for being loaded."""
        return self.path / "shards"

    def drop_shards(self) -> None:
        """Remove what waited, once it is loaded."""
        shutil.rmtree(self.shards, ignore_errors=True)

    def current(self) -> Path:
        """The generation that answers; raises EvigraphError where there is none, or another version made it."""
        self._refuse_other_layout()
        try:
            return self.generations / self.pointer.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            raise EvigraphError(f"{self.path}: no evigraph store here; make one with: evigraph build SOURCE") from None

    def exists(self) -> bool:
        """Whether a build has ever finished here."""
        return self.pointer.is_file()

    def prepare(self) -> None:
        """Make the folder where it does not exist; raises EvigraphError where it cannot be a store of this version."""
        layout = self.path / "format"
        if not layout.exists():
            if self.path.is_dir() and any(entry != self.shards for entry in self.path.iterdir()):
                raise EvigraphError(f"{self.path}: not an evigraph store and not empty; give another folder")
            for part in (self.generations, self.path / "texts", self.path / "history"):
                part.mkdir(parents=True, exist_ok=True)
            _replace(layout, f"{LAYOUT}\n")
        self._refuse_other_layout()

    def _refuse_other_layout(self) -> None:
        layout = self.path / "format"
        found = layout.read_text(encoding="utf-8").strip() if layout.is_file() else LAYOUT
        if found != LAYOUT:
            raise EvigraphError(
                f"{self.path}: made as {found!r}, this version reads {LAYOUT!r}; build it anew in another folder"
            )

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the folder for one build; raises EvigraphError where another build holds it.

        The lock is the operating system's, so that it ends with the process however that ends.
        """
        with (self.path / "lock").open("w", encoding="ascii") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise EvigraphError(f"{self.path}: another build is running here; wait until it has finished") from None
            yield

    @contextmanager
    def next_generation(self) -> Iterator[Path]:
        """A copy of the current generation to write to, which becomes current when the block ends well.

        Whoever writes flushes before closing: a copy is made of files alone, without what is still in a log.
        """
        self.sweep()
        before = self.current() if self.exists() else None
        made = self.generations / f"{int(before.name) + 1 if before else 1:06}"
        building = made.with_suffix(BUILDING)
        try:
            if before is not None:
                Store.read_only(str(before)).backup(building)
            yield building
            keep_checksums(building)
            building.rename(made)
            _replace(self.pointer, f"{made.name}\n")
        finally:
            shutil.rmtree(building, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what interrupted builds left, and all generations but the current one and the one before it.

        A reader may still hold the one before; it moves on with its next query.
        """
        current = int(self.pointer.read_text(encoding="ascii")) if self.exists() else 0
        finished = sorted(int(path.name) for path in self.generations.iterdir() if path.name.isdigit())
        kept = {current, *[number for number in finished if number < current][-1:]}
        for path in self.generations.iterdir():
            if not path.name.isdigit() or int(path.name) not in kept:
                shutil.rmtree(path)

    def keep_text(self, sha256: str, text: str) -> None:
        """Keep the text that the offsets of a version refer to."""
        path = self.text_path(sha256)
        if not path.exists():
            _replace(path, text)

    def keep_file(self, name: str, content: str) -> None:
        """Keep a file that belongs to the store and to none of its generations."""
        _replace(self.path / name, content)

    def text_path(self, sha256: str) -> Path:
        """The file of the text with this hash."""
        return self.path / "texts" / f"{sha256}.txt"

    def damaged_texts(self) -> list[str]:
        """The names of texts that are not what their names say."""
        kept = sorted((self.path / "texts").glob("*.txt"))
        return [path.name for path in kept if hashlib.sha256(path.read_bytes()).hexdigest() != path.stem]

    def keep_version(self, document: str, sha256: str, nquads: bytes) -> None:
        """Keep the quads of a version that is replaced."""
        path = self.path / "history" / document / f"{sha256}.nq"
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, nquads)


def _replace(path: Path, content: str | bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    draft = path.with_name(f"{path.name}.new")
    with draft.open("wb") as out:
        out.write(content.encode() if isinstance(content, str) else content)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
