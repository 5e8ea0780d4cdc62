"""evigraph build: documents into a store.  Knows how to tell what became of them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import evigraph
from evigraph.ui.commands.options import positive, publisher_option, store_option
from evigraph.ui.progress import Progress
from evigraph.ui.text_table import percent

if TYPE_CHECKING:
    import argparse

    from evigraph.graph.report import BuiltDocument

EXAMPLE = "evigraph build overview.txt guidance.txt https://example.org/htg700-overview.txt"
#: How many of a document's violations are told one by one.
TOLD = 5


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "sources", nargs="+", metavar="SOURCE", help="a file, a folder, a list (.csv) or an http(s) address"
    )
    store_option(parser)
    publisher_option(parser)
    parser.add_argument("--workers", type=positive, help="processes that read documents (default: one a processor)")
    parser.add_argument(
        "--dask", default="", metavar="ADDRESS", help="read on the workers of this Dask scheduler, tcp://host:8786"
    )
    parser.add_argument(
        "--shards", default="", metavar="PLACE", help="folder or s3://… where documents wait for being loaded"
    )


def run(options: argparse.Namespace) -> int:
    """Build; exit 1 where something was refused or withheld."""
    built = evigraph.build(
        *options.sources,
        store=options.store,
        workers=options.workers,
        publisher=options.publisher,
        dask=options.dask,
        shards=options.shards,
        told=Progress("read", _say),
        derived=Progress("joined and audited", _say),
    )
    for refusal in built.refusals:
        print(f"evigraph: {refusal.message}", file=sys.stderr)
    for document in built.report.documents:
        _tell(document)
    for line in built.report.alone:
        print(line)
    done = sum(not document.refused for document in built.report.documents)
    print(f"{options.store}: {done} of {len(built.report.documents) + len(built.refusals)} documents are in the store")
    return 0 if built.ok else 1


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _tell(document: BuiltDocument) -> None:
    if document.refused:
        print(f"evigraph: {document.id}: refused; {_first(document)}", file=sys.stderr)
        return
    state = "unchanged" if document.unchanged else "replaced" if document.replaced else "added"
    warned = f", {len(document.warnings)} printed numbers look wrong" if document.warnings else ""
    print(f"{document.id}: {state}, {document.quads} facts{warned}{_reading(document)}")
    for line in document.unread:
        print(f"{document.id}: {line}")
    for violation in document.violations[:TOLD]:
        print(f"evigraph: {document.id}: withheld {violation.focus}: {violation.message}", file=sys.stderr)
    if len(document.violations) > TOLD:
        print(f"evigraph: {document.id}: withheld {len(document.violations) - TOLD} more", file=sys.stderr)


def _reading(document: BuiltDocument) -> str:
    """How much of the evidence was read, and by which profile."""
    if document.coverage is None:
        return ""
    share, units = percent(document.coverage.share), document.coverage.units
    return f", {share} of {units} sentences, items and rows of its evidence read by profile {document.profile}"


def _first(document: BuiltDocument) -> str:
    return document.violations[0].message if document.violations else "nothing of it could be described"
