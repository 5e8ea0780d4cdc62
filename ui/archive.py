"""A store as one file, and back.

Knows the files of a store; knows nothing of what is in them.  What is backed up is one generation, which nobody writes,
with the texts and the history that belong to it.
"""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.graph.checksums import NAME, damaged
from evigraph.graph.folder import StoreFolder
from evigraph.ontology.errors import EvigraphError

if TYPE_CHECKING:
    from evigraph.graph.store import LocalReader

PARTS = ("format", "texts", "history")


def back_up(reader: LocalReader, path: Path) -> None:
    """Write the generation that a reader has open, with texts and history, to one compressed file."""
    folder = reader.folder.path
    draft = path.with_name(f"{path.name}.new")
    try:
        with tarfile.open(draft, "w:gz", compresslevel=3) as archive, tempfile.TemporaryDirectory() as made:
            pointer = Path(made) / "current"
            pointer.write_text(f"{reader.generation.name}\n", encoding="ascii")
            archive.add(pointer, "current")
            files = sorted(path.name for kind in ("*.toml", "*.json") for path in folder.glob(kind))
            for part in (*PARTS, *files, f"generations/{reader.generation.name}"):
                archive.add(folder / part, part)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def restore(path: Path, store: Path) -> None:
    """Make a store of a backup; raises EvigraphError where the file is none, or the folder is not empty."""
    if store.exists() and (not store.is_dir() or any(store.iterdir())):
        raise EvigraphError(f"{store}: not empty; give a folder that does not exist")
    store.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=store.parent, prefix=f".{store.name}."))
    try:
        _unpack(path, made)
        generation = StoreFolder(made).current()
        if names := [name for name in damaged(generation) if name != NAME]:  # earlier versions kept none
            raise EvigraphError(f"{path}: damaged: {', '.join(names)}; give another backup")
        made.chmod(0o755)
        made.replace(store)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _unpack(path: Path, folder: Path) -> None:
    try:
        with tarfile.open(path, "r:gz") as archive:
            archive.extractall(folder, filter="data")
    except FileNotFoundError:
        raise EvigraphError(f"{path}: no such file; give one that `evigraph backup` wrote") from None
    except (tarfile.TarError, EOFError, OSError) as error:
        raise EvigraphError(f"{path}: no backup that can be read ({error}); give one of `evigraph backup`") from None
