"""evigraph backup: a store to one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import evigraph
from evigraph.ui.commands.options import store_option

if TYPE_CHECKING:
    import argparse

EXAMPLE = "evigraph backup evidence.tar.gz"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help="the file to write, for example evidence.tar.gz")
    store_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write the file."""
    with evigraph.open(options.store) as evidence:
        evidence.backup(options.file)
    print(options.file)
    return 0
