"""evigraph corrections: what reviewers say that facts should be.  Knows how they are told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.graph.corrections.correction import read_corrections
from evigraph.graph.corrections.review import apply_corrections, listed, reject_correction
from evigraph.ontology.errors import UsageError
from evigraph.ui.commands.options import store_option

if TYPE_CHECKING:
    import argparse

EXAMPLE = "evigraph corrections apply reviewed.toml"
DO = ("list", "apply", "reject")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("do", choices=DO, help="list those of the store, apply a file of them, reject one")
    parser.add_argument("what", nargs="?", metavar="FILE|ID", help="the file to apply, or the id to reject")
    parser.add_argument("--reason", help="why it is rejected")
    store_option(parser)


def run(options: argparse.Namespace) -> int:
    """Tell, apply or reject; exit 1 where a correction does not fit its fact."""
    store = Path(options.store)
    if options.do == "apply":
        _apply(options.what, store)
    elif options.do == "reject":
        if not options.what or not options.reason:
            raise UsageError("evigraph corrections reject: give the id of a correction and --reason")
        reject_correction(options.what, options.reason, store)
        print(f"{options.what}: rejected")
    else:
        _list(store)
    return 0


def _apply(file: str | None, store: Path) -> None:
    if not file:
        raise UsageError("evigraph corrections apply: give a file of corrections; see evigraph corrections --help")
    given = read_corrections(Path(file))
    apply_corrections(given, store)
    for correction in given:
        print(f"{correction.id}: {correction.attribute} {correction.extracted} → {correction.corrected}, applied")


def _list(store: Path) -> None:
    for found in listed(store):
        c = found.correction
        print(f"{c.id} {found.status}  {c.attribute}: {c.extracted} extracted, {c.corrected} corrected  {c.fact}")
        print(f"    {c.author}, {c.date}: {c.reason}")
        if c.rejected_because:
            print(f"    rejected: {c.rejected_because}")
        elif found.current and found.status == "stale":
            print(f"    the fact says {found.current} now")
