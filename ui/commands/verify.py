"""evigraph verify: whether the files of a store are what builds wrote.  Knows how damage is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.graph.checksums import damaged
from evigraph.graph.folder import StoreFolder
from evigraph.graph.stores.service import is_address
from evigraph.ontology.errors import EvigraphError, UsageError
from evigraph.ui.commands.options import store_option

if TYPE_CHECKING:
    import argparse

EXAMPLE = "evigraph verify --store evidence"
#: Names of damaged files that are told.
NAMED = 5


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    store_option(parser)


def run(options: argparse.Namespace) -> int:
    """Read every file of the current generation and every text; raises EvigraphError with the names of damaged ones."""
    if is_address(options.store):
        raise UsageError(f"{options.store}: this command reads a store folder; give its path")
    folder = StoreFolder(Path(options.store))
    generation = folder.current()
    found = [f"generations/{generation.name}/{name}" for name in damaged(generation)]
    found += [f"texts/{name}" for name in folder.damaged_texts()]
    if found:
        more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
        where = f"{options.store}: damaged: {', '.join(found[:NAMED])}{more}"
        raise EvigraphError(f"{where}; restore a backup, or build the store anew in another folder")
    print(f"{options.store}: generation {generation.name} is what was written")
    return 0
