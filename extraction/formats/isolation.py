"""A reader in a process of its own, so that no file can take more time or memory than it may, or the program with it.

Knows processes; knows no format.
"""

from __future__ import annotations

import subprocess
import sys

from evigraph.ontology.errors import EvigraphError

#: Seconds that reading one document may take, and bytes of memory that it may ask for.
LIMIT = 120.0
MEMORY = 2 << 30

READ, REFUSED, TOO_LARGE = 0, 3, 4


def isolated(reader: str, content: bytes, *, limit: float = LIMIT, memory: int = MEMORY) -> str:
    """The canonical text that a reader (a module of this folder) makes of a document's bytes.

    Raises EvigraphError, without the document's name, where the reader refuses it or is ended.
    """
    command = [sys.executable, "-m", "evigraph.extraction.formats.isolated_reader", reader, str(memory)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=limit, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise EvigraphError(f"takes longer than {limit:g} s to read; give a smaller document") from None
    if done.returncode == READ:
        return done.stdout.decode("utf-8")
    if done.returncode == REFUSED:
        raise EvigraphError(done.stdout.decode("utf-8"))
    if done.returncode == TOO_LARGE:
        raise EvigraphError(f"takes more than {memory >> 20} MB of memory to read; give a smaller document")
    raise EvigraphError("cannot be read: its reader broke down on it (damaged, or far too large); save it anew")
