"""evigraph info: what a store holds.  Knows how to tell it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import evigraph
from evigraph.ui.commands.options import store_option
from evigraph.ui.text_table import percent

if TYPE_CHECKING:
    import argparse

EXAMPLE = "evigraph info --json"
#: Hexadecimal digits of a version that are told to people.
SHORT = 12


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help="for programs")
    store_option(parser)


def run(options: argparse.Namespace) -> int:
    """Tell documents with their versions, and how many things of each class there are."""
    with evigraph.open(options.store) as evidence:
        documents, counts = evidence.documents(), evidence.counts()
        generation = evidence.generation
    if options.json:
        told = {"store": options.store, "generation": generation, "documents": [asdict(d) for d in documents]}
        print(json.dumps({**told, "counts": dict(counts)}, indent=2, ensure_ascii=False))
        return 0
    print(f"{options.store}: {len(documents)} documents, generation {generation}")
    for document in documents:
        print(f"  {document.id} ({document.kind}, version {document.sha256[:SHORT]}): {document.title}")
        if document.coverage is not None:
            print(f"    {percent(document.coverage)} of its evidence read by profile {document.profile}")
        for line in document.unread:
            print(f"    {line}")
    for name, number in counts.items():
        print(f"{number:8} {name}")
    return 0
