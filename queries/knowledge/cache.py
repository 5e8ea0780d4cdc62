"""Names and passages of a generation, gathered once and kept beside the store.

Knows files; knows nothing of what is in them.  Where the folder cannot be written to, everything is kept in memory.
"""

from __future__ import annotations

import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.queries.knowledge import gather
from evigraph.queries.knowledge.names import Names
from evigraph.queries.knowledge.passages import PassageIndex, gather_passages

if TYPE_CHECKING:
    from evigraph.graph.store import Reader

#: Changes when names or passages are gathered in another way, so that old files are made anew.
LAYOUT = "5"
NAMES, PASSAGES = f"names-{LAYOUT}.json", f"passages-{LAYOUT}.sqlite"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that questions are understood by."""

    names: Names
    passages: PassageIndex


def open_knowledge(reader: Reader, folder: Path | None = None) -> Knowledge:
    """The knowledge of the graph that the reader shows, from the folder where it was kept before."""
    sha256 = gather.graph_sha256(reader)
    if folder is None:
        return _gathered(reader, sha256, None)
    kept = folder / sha256[:16]
    if not (kept / NAMES).is_file():
        try:
            _keep(reader, sha256, kept)
        except OSError:
            return _gathered(reader, sha256, None)
    return Knowledge(Names.loads((kept / NAMES).read_text(encoding="utf-8")), PassageIndex(kept / PASSAGES))


def _gathered(reader: Reader, sha256: str, path: Path | None) -> Knowledge:
    index = PassageIndex(path)
    index.fill(gather_passages(reader))
    return Knowledge(gather.names(reader, sha256), index)


def _keep(reader: Reader, sha256: str, kept: Path) -> None:
    """Write both files under other names first, so that nobody opens half of one."""
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept) as draft:
        made = Path(draft)
        try:
            knowledge = _gathered(reader, sha256, made / PASSAGES)
        except sqlite3.OperationalError as error:
            raise OSError(str(error)) from error
        knowledge.passages.close()
        (made / NAMES).write_text(knowledge.names.dumps(), encoding="utf-8")
        for name in (PASSAGES, NAMES):
            (made / name).replace(kept / name)
