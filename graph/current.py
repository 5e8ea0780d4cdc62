"""Which generation of a store answers now, while builds may put another one in its place.

Knows the pointer of a store folder; knows nothing of queries.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evigraph.graph.folder import StoreFolder


class CurrentGeneration:
    """The generation that answers, looked for anew where its pointer was replaced.

    `id` is what the store calls it; `name` is its path, a line break, and what tells it from any other generation that
    ever had this path.
    """

    def __init__(self, folder: StoreFolder) -> None:
        """Find it; raises EvigraphError where there is none."""
        self._folder = folder
        self._seen = (0, 0)
        folder.current()
        self.id = self.name = ""
        self._read()

    def look(self) -> None:
        """Look again; a store whose pointer cannot be read goes on with the generation that was found last."""
        try:
            self._read()
        except OSError:
            return

    def _read(self) -> None:
        found = self._folder.pointer.stat()
        stamp = found.st_ino, found.st_mtime_ns
        if stamp != self._seen:
            generation = self._folder.current()
            self.id, self.name = generation.name, f"{generation}\n{stamp[0]} {stamp[1]}"
            self._seen = stamp
            logging.getLogger(__name__).info("a generation answers from now on", extra={"generation": self.id})
