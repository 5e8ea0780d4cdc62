"""evigraph publish: a static site of linked data.  Knows how its readiness is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import evigraph
from evigraph.ui.commands.options import store_option

if TYPE_CHECKING:
    import argparse

EXAMPLE = "evigraph publish --publisher publisher.toml --out site"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--out", required=True, metavar="DIR", help="the folder to write to, new or empty")
    parser.add_argument("--publisher", metavar="FILE.toml", help="who publishes it; default: as the store was built")
    store_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write the site, and tell what of its readiness is missing."""
    with evigraph.open(options.store) as evidence:
        published = evidence.publish(options.out, publisher=options.publisher)
    print(f"{options.out}: {published.things} things in {published.files} files, {published.stars} of 5 stars")
    for check in published.checks:
        if not check.passed:
            print(f"  not yet: {check.name}: {check.detail}")
    return 0
