"""Whether the files of a generation are still those that a build wrote.

    GENERATION/SHA256SUMS   what `sha256sum -c` reads

Knows files and their digests; knows nothing of what is in them.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "SHA256SUMS"
#: Files that say nothing of the data: the engine's diary, and who holds it open.
PASSING = ("LOG", "LOCK")


def keep_checksums(generation: Path) -> None:
    """Write the digests of all files of a generation that nobody writes any more."""
    lines = [f"{_digest(file)}  {file.name}\n" for file in _files(generation)]
    (generation / NAME).write_text("".join(lines), encoding="ascii")


def damaged(generation: Path) -> list[str]:
    """The names of files that are absent or not what was written, and of the list of digests where that is absent."""
    try:
        lines = (generation / NAME).read_text(encoding="ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return [NAME]
    pairs = [line.partition("  ") for line in lines]
    return [name for digest, _, name in pairs if not _holds(generation / name, digest)]


def _files(generation: Path) -> Iterator[Path]:
    for file in sorted(generation.iterdir()):
        if file.is_file() and not file.name.startswith(PASSING):
            yield file


def _holds(file: Path, digest: str) -> bool:
    try:
        return _digest(file) == digest
    except OSError:
        return False


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
