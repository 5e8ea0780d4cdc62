"""Applying and rejecting corrections: a new generation that differs in nothing but the graph of corrections.

Knows the order of the steps; knows nothing of documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.corrections.keeping import keep, kept, load_corrections, refused, rejected, reviewed
from evigraph.graph.folder import StoreFolder
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.iris import Iris
from evigraph.ontology.rdf import Store
from evigraph.ontology.terms import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from evigraph.graph.corrections.correction import Correction
    from evigraph.graph.corrections.keeping import Reviewed


def listed(path: Path) -> list[Reviewed]:
    """The corrections of a store with what became of them; raises EvigraphError where there is no store."""
    folder = StoreFolder(path)
    return reviewed(Store.read_only(str(folder.current())), kept(folder))


def apply_corrections(corrections: Iterable[Correction], path: Path, *, base: str = BASE) -> None:
    """Take corrections into a store, all of them or none.

    Raises EvigraphError with the first that does not fit its fact, where there is no store or another build holds it.
    """
    folder, given = StoreFolder(path), list(corrections)
    store = Store.read_only(str(folder.current()))
    for correction in given:
        if why := refused(store, correction):
            raise EvigraphError(f"{why}; no correction was applied")
    del store
    _kept([*kept(folder), *given], folder, base)


def reject_correction(name: str, reason: str, path: Path, *, base: str = BASE) -> None:
    """Mark a correction as rejected; raises EvigraphError where the store has none of this id."""
    folder = StoreFolder(path)
    _kept(rejected(kept(folder), name, reason), folder, base)


def _kept(corrections: Iterable[Correction], folder: StoreFolder, base: str) -> None:
    with folder.lock():
        before = kept(folder)
        keep(folder, corrections)
        try:
            with folder.next_generation() as generation:
                store = Store(str(generation))
                load_corrections(store, folder, Iris(base))
                store.flush()
        except OSError:
            keep(folder, before)
            raise
