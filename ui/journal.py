"""Which bytes the documents of a store were read from, and by which program, so that none is read twice for nothing.

    STORE/read.json    by document id: the digest of what went into its reading, and what came of it

Knows digests; knows nothing of documents.  Where the file is missing or cannot be understood, all is read again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.ontology.iris import key
from evigraph.ui.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

NAME = "read.json"
#: Folders whose files decide what is read from a document, and the endings of these files.
DECIDING = ("extraction", "graph", "ontology")
ENDINGS = (".py", ".toml", ".ttl", ".tsv", ".rq")


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of a document: the digest of what went in, the hash of its text, how many quads came out."""

    inputs: str
    sha256: str
    quads: int


@dataclass(slots=True)
class Journal:
    """The entries of a store's documents that are still true of it, by the key of their ids."""

    path: Path
    entries: dict[str, Entry] = field(default_factory=dict)

    def inputs(self) -> Mapping[str, str]:
        """The digests by the key of a document's id."""
        return {document: entry.inputs for document, entry in self.entries.items()}

    def save(self) -> None:
        """Write it, whole or not at all."""
        draft = self.path.with_suffix(".new")
        made = {name: [e.inputs, e.sha256, e.quads] for name, e in sorted(self.entries.items())}
        draft.write_text(json.dumps(made, indent=0), encoding="utf-8")
        draft.replace(self.path)


def journal_of(store: Path) -> Journal:
    """The journal of a store folder, empty where there is no store yet; raises EvigraphError like opening it."""
    journal = Journal(store / NAME)
    if not journal.path.is_file():
        return journal
    with Evidence(store) as evidence:
        held = {key(document.id): document.sha256 for document in evidence.documents()}
    try:
        found = json.loads(journal.path.read_text(encoding="utf-8"))
        known = {name: Entry(str(i), str(sha), int(quads)) for name, (i, sha, quads) in found.items()}
    except (ValueError, TypeError, AttributeError):
        return journal
    journal.entries = {name: entry for name, entry in known.items() if held.get(name) == entry.sha256}
    return journal


def digest_of(sha256: str, document_id: str, publisher: str, *others: str) -> str:
    """The digest of everything that decides what is read: the bytes, the name, the profile, and what else is given."""
    profile = Path(publisher).read_bytes() if publisher else b""
    parts = (sha256, document_id, hashlib.sha256(profile).hexdigest(), *others)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@cache
def program() -> str:
    """The digest of the files that decide what is read from a document."""
    found = hashlib.sha256()
    for folder in DECIDING:
        _add(files("evigraph") / folder, found)
    return found.hexdigest()


def _add(folder: Traversable, found: hashlib._Hash) -> None:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir() and entry.name != "__pycache__":
            _add(entry, found)
        elif entry.name.endswith(ENDINGS):
            found.update(entry.name.encode() + b"\0" + entry.read_bytes() + b"\0")
