"""Where shards are kept: in a folder of this machine, or in one that several machines reach by an address.

Knows names and bytes; knows nothing of what is in a shard but that it may not be whole.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from evigraph.graph.shards.shard import from_bytes, to_bytes

if TYPE_CHECKING:
    from evigraph.graph.check import CheckedDocument

ENDING = ".nq.gz"


class Files(Protocol):
    """Files by their names."""

    def read(self, name: str) -> bytes | None:
        """What a file holds, None where there is none."""
        ...

    def write(self, name: str, content: bytes) -> None:
        """Make a file that is there whole or not at all."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file if it is there."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine, made when something is put in."""

    path: Path

    def read(self, name: str) -> bytes | None:
        """What a file holds, None where there is none."""
        try:
            return (self.path / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, name: str, content: bytes) -> None:
        """Make a file that is there whole or not at all, however many do so at once."""
        self.path.mkdir(parents=True, exist_ok=True)
        draft = self.path / f"{name}.{os.getpid()}"
        draft.write_bytes(content)
        draft.replace(self.path / name)

    def remove(self, name: str) -> None:
        """Remove a file if it is there, and the folder with the last one."""
        (self.path / name).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Shards:
    """The shards of a build, each by the digest of all that decides what is in it.

    So a shard that is there need not be made again, whoever made it and whenever.
    """

    files: Files

    @classmethod
    def at(cls, location: str) -> Shards:
        """Shards in a folder, or at an address that fsspec can open."""
        if "://" not in location:
            return cls(Folder(Path(location)))
        from evigraph.graph.shards.elsewhere import Elsewhere  # its library is for several machines alone

        return cls(Elsewhere(location))

    def get(self, inputs: str) -> CheckedDocument | None:
        """The document of a shard, None where there is none that is whole."""
        content = self.files.read(inputs + ENDING)
        try:
            return None if content is None else from_bytes(content)
        except ValueError:
            return None

    def put(self, inputs: str, document: CheckedDocument) -> None:
        """Keep a document."""
        self.files.write(inputs + ENDING, to_bytes(document))

    def remove(self, inputs: str) -> None:
        """Forget a document."""
        self.files.remove(inputs + ENDING)
