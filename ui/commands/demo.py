"""evigraph demo: the bundled examples as page and endpoint.  Knows where the examples are."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import evigraph
from evigraph.ontology.errors import EvigraphError
from evigraph.ui.commands.options import port

if TYPE_CHECKING:
    import argparse

EXAMPLE = "evigraph demo --port 8000"
EXAMPLES = Path(evigraph.__file__).parent / "examples"
#: A folder of its own, so that the examples never mix with the evidence of a user.
STORE = "evigraph-demo-store"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--host", default="127.0.0.1", help="default: %(default)s, which is this machine alone")
    parser.add_argument("--port", type=port, default=7860, help="default: %(default)s")
    parser.add_argument("--store", default=STORE, help="the folder that the examples are built in (%(default)s)")


def run(options: argparse.Namespace) -> int:
    """Build the examples where they are not built yet, and serve them until interrupted."""
    built = evigraph.build(EXAMPLES, store=options.store)
    if not built.ok:
        raise EvigraphError(f"{options.store}: the examples could not be built; remove the folder and try again")
    from evigraph.ui.server import Application, serve  # reading documents needs none of it

    print(f"{options.store}: the bundled examples, which are no publication of anybody", file=sys.stderr)
    application = Application(Path(options.store), eager=True)
    serve(application, host=options.host, port=options.port, ready=lambda address: print(address, flush=True))
    return 0
