"""evigraph concepts: the vocabulary in use.  Knows how to tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import evigraph
from evigraph.ui.commands.options import store_option
from evigraph.ui.text_table import compact, shortened

if TYPE_CHECKING:
    import argparse

EXAMPLE = "evigraph concepts --unreviewed"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--unreviewed", action="store_true", help="only local ones, which no vocabulary names yet")
    store_option(parser)


def run(options: argparse.Namespace) -> int:
    """Tell each concept with its scheme, how often it is used, and the words of one use."""
    with evigraph.open(options.store) as evidence:
        used = evidence.concepts()
    for concept in used:
        if concept.unreviewed or not options.unreviewed:
            mark = " (unreviewed)" if concept.unreviewed else ""
            print(f"{concept.label}{mark}  {compact(concept.iri)}  {concept.uses} times  “{shortened(concept.quote)}”")
    return 0
