"""Files that several machines reach, by fsspec: `s3://bucket/folder`, `file:///mnt/shared` and many more.

Knows fsspec; knows nothing of shards.
"""

from __future__ import annotations

import fsspec
from evigraph.ontology.errors import EvigraphError, UsageError


class Elsewhere:
    """A folder behind an address; raises UsageError where nothing can open it."""

    def __init__(self, location: str) -> None:
        try:
            self._system, self._folder = fsspec.core.url_to_fs(location)
        except (ValueError, ImportError) as error:
            raise UsageError(f"{location}: {error}; give a folder, s3://… or another address of fsspec") from None

    def read(self, name: str) -> bytes | None:
        """What a file holds, None where there is none."""
        try:
            return bytes(self._system.cat_file(f"{self._folder}/{name}"))
        except FileNotFoundError:
            return None

    def write(self, name: str, content: bytes) -> None:
        """Make a file; object stores show it whole or not at all, and a torn one elsewhere is seen by its reader."""
        try:
            self._system.makedirs(self._folder, exist_ok=True)
            self._system.pipe_file(f"{self._folder}/{name}", content)
        except OSError as error:
            raise EvigraphError(f"{self._folder}: {error}; shards cannot be kept there") from None

    def remove(self, name: str) -> None:
        """Remove a file if it is there."""
        try:
            self._system.rm_file(f"{self._folder}/{name}")
        except FileNotFoundError:
            return
