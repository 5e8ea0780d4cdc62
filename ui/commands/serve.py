"""evigraph serve: page and endpoint over a store, or over RDF files.  Knows how they are given."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.graph.data import load_files
from evigraph.graph.pool import LIMIT
from evigraph.graph.stores.service import is_address, service
from evigraph.ui.commands.options import more_than_nothing, not_negative, port, positive, store_option
from evigraph.ui.server import MEMORY, Application, serve
from evigraph.ui.web.logs import LEVELS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

EXAMPLE = "evigraph serve --port 8000 --data https://example.org/graph=evidence.ttl"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--host", default="127.0.0.1", help="default: %(default)s, which is this machine alone")
    parser.add_argument("--port", type=port, default=7860, help="default: %(default)s")
    parser.add_argument("--workers", type=positive, default=2, help="processes that answer queries (default: 2)")
    parser.add_argument(
        "--timeout", type=more_than_nothing, default=LIMIT, metavar="SECONDS", help="of a query (default: %(default)g)"
    )
    parser.add_argument(
        "--memory", type=positive, default=MEMORY >> 20, metavar="MB", help="of a query (default: %(default)s)"
    )
    parser.add_argument(
        "--rate", type=not_negative, default=0.0, metavar="N", help="requests a second of one client (default: any)"
    )
    parser.add_argument("--log", choices=LEVELS, default=LEVELS[0], help="JSON lines on stderr (default: %(default)s)")
    data = parser.add_argument(
        "--data", nargs="+", metavar="[GRAPH=]FILE", help="RDF files to serve instead of a store"
    )
    data.default = []
    store_option(parser)


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    with _folder(options) as store:
        memory = options.memory << 20
        application = Application(
            store, workers=options.workers, limit=options.timeout, memory=memory, rate=options.rate
        )
        told = partial(print, flush=True)
        serve(application, host=options.host, port=options.port, log=options.log, ready=told)
    return 0


@contextmanager
def _folder(options: argparse.Namespace) -> Iterator[Path]:
    """The store to serve: a folder, a copy of one on a server, or one that is made of files."""
    if options.data:
        with tempfile.TemporaryDirectory() as made:
            load_files([_named(given) for given in options.data], Path(made) / "store")
            yield Path(made) / "store"
    elif is_address(options.store):
        from evigraph.graph.stores.copy import working_copy

        with working_copy(service(options.store)) as copy:
            yield copy.path
    else:
        yield Path(options.store)


def _named(given: str) -> tuple[str, Path]:
    """Graph and file; a graph's name may hold an equals sign, a file's may not."""
    graph, _, file = given.rpartition("=")
    return graph, Path(file)
