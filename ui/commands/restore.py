"""evigraph restore: a store of a backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.ui.archive import restore
from evigraph.ui.commands.options import store_option

if TYPE_CHECKING:
    import argparse

EXAMPLE = "evigraph restore evidence.tar.gz --store restored"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help="a file that `evigraph backup` wrote")
    store_option(parser)


def run(options: argparse.Namespace) -> int:
    """Make the store, in a folder that does not exist yet."""
    restore(Path(options.file), Path(options.store))
    print(options.store)
    return 0
