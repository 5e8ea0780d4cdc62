"""evigraph export: tables or the whole graph as files.  Knows which files each kind is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import evigraph
from evigraph.ui.commands.options import store_option

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from evigraph.ui.evidence import Evidence

EXAMPLE = "evigraph export tables --out tables"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("what", choices=tuple(KINDS), help="tables: one CSV each; rdf: the graph as sorted N-Quads")
    parser.add_argument("--out", required=True, metavar="DIR", help="the folder to write to")
    store_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write the files and name them."""
    with evigraph.open(options.store) as evidence:
        for path in KINDS[options.what](evidence, Path(options.out)):
            print(path)
    return 0


def _tables(evidence: Evidence, folder: Path) -> Iterable[Path]:
    return evidence.write_tables(folder)


def _rdf(evidence: Evidence, folder: Path) -> Iterable[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "evigraph.nq"
    with path.open("wb") as out:
        out.writelines(evidence.nquads())
    return [path]


KINDS = {"tables": _tables, "rdf": _rdf}
