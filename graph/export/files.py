"""Where exports go: a folder that is there whole or not at all, and never in place of another's files.

Knows folders; knows nothing of what is exported.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.ontology.errors import EvigraphError

if TYPE_CHECKING:
    from collections.abc import Iterator

READABLE = 0o755


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder to write to, which bears the name `path` once the block has ended well.

    Raises EvigraphError where `path` is a file or a folder that is not empty.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise EvigraphError(f"{path}: not an empty folder; give one that does not exist, nothing was written")
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    try:
        yield draft
        draft.chmod(READABLE)
        draft.replace(path)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
