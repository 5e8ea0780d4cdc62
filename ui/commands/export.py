"""evigraph export: the graph in the formats that others read.  Knows kinds by name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import evigraph
from evigraph.graph.export.kinds import KINDS
from evigraph.ui.commands.options import store_option

if TYPE_CHECKING:
    import argparse

EXAMPLE = "evigraph export tables --out tables"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    listed = "; ".join(f"{name}: {kind.help}" for name, kind in KINDS.items())
    parser.add_argument("what", choices=tuple(KINDS), help=listed)
    parser.add_argument("--out", required=True, metavar="DIR", help="the folder to write to, new or empty")
    parser.add_argument("--publisher", metavar="FILE.toml", help="who publishes it, for titles and licences")
    store_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write the files and name them."""
    publisher = Path(options.publisher) if options.publisher else None
    with evigraph.open(options.store) as evidence:
        for path in evidence.export(options.what, options.out, publisher=publisher):
            print(path)
    return 0
