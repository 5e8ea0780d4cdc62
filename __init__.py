"""evigraph reads health technology assessment documents into a knowledge graph and answers questions with quotes.

import evigraph

evigraph.build("overview.txt", "guidance.txt", store="evidence")
with evigraph.open("evidence") as evidence:
    rows = evidence.query("SELECT ?study WHERE { ?s a hta:Study ; rdfs:label ?study }")
    csv = evidence.tables()["results"]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from evigraph.ui.building import Build
    from evigraph.ui.evidence import Evidence

__all__ = ["STORE", "build", "open"]

#: The folder that holds the graph, unless the caller names another.
STORE = "evigraph-store"


def build(
    *sources: str | Path,
    store: str | Path = STORE,
    workers: int | None = None,
    publisher: str | Path = "",
    dask: str = "",
    shards: str | Path = "",
    told: Callable[[int, int], None] | None = None,
    derived: Callable[[int, int], None] | None = None,
) -> Build:
    """Read documents into a store, a folder or a server's address, and tell what became of each.

    A source is a file, a folder, a list of many (.csv) or an http(s) address; `workers` is the number of processes, by
    default one a processor; `publisher` is the file of a publisher, or of a profile that says what the documents'
    publisher calls their parts.  `dask` is the address of a scheduler whose workers read the documents, and `shards`
    a place that they share with this machine; `told` is called with the number of documents read, and of all, then
    `derived` with those joined and audited, where processes share in that.  Raises EvigraphError where a source does
    not exist or the store cannot be built in.
    """
    from evigraph.ui.building import How  # the parts of the package import it first
    from evigraph.ui.placing import build_into

    how = How(workers=workers, dask=dask, shards=str(shards), told=told, derived=derived)
    return build_into(map(str, sources), str(store), publisher=str(publisher), how=how)


def open(store: str | Path = STORE) -> Evidence:  # noqa: A001  # the verb that its users know
    """Open a store, a folder or a server's address, to ask and query it; raises EvigraphError where there is none."""
    from evigraph.ui.evidence import Evidence

    return Evidence(store)
