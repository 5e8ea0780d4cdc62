"""evigraph query: a SPARQL query against a store.  Knows formats by name."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import evigraph
from evigraph.graph.answer import GRAPHS, RESULTS, Answer
from evigraph.graph.solutions import Solutions
from evigraph.graph.workers import LIMIT
from evigraph.ontology.errors import EvigraphError, UsageError
from evigraph.ui.commands.options import store_option
from evigraph.ui.text_table import text_table

if TYPE_CHECKING:
    import argparse

EXAMPLE = "evigraph query -e 'SELECT ?study WHERE { ?s a hta:Study ; rdfs:label ?study }'"
FORMATS = ("table", *RESULTS, *GRAPHS)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", nargs="?", metavar="FILE.rq", help="a file with the query, - for standard input")
    parser.add_argument("-e", dest="sparql", metavar="SPARQL", help="the query itself")
    parser.add_argument("--format", choices=FORMATS, default="table", help="default: table, turtle for triples")
    parser.add_argument("--timeout", type=float, default=LIMIT, metavar="SECONDS", help="default: %(default)g")
    store_option(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the query on standard output."""
    sparql = _sparql(options)
    results = options.format if options.format in RESULTS else "json"
    graph = options.format if options.format in GRAPHS else "turtle"
    with evigraph.open(options.store) as evidence:
        answer = evidence.answer(sparql, results=results, graph=graph, limit=options.timeout)
    _show(answer, options.format)
    if answer.truncated:
        print("evigraph: the answer was cut at its row limit; ask for less, or with LIMIT", file=sys.stderr)
    return 0


def _sparql(options: argparse.Namespace) -> str:
    if (options.file is None) == (options.sparql is None):
        raise UsageError("evigraph query: give either a file or -e with a query; see evigraph query --help")
    if options.sparql is not None:
        return str(options.sparql)
    try:
        return sys.stdin.read() if options.file == "-" else Path(options.file).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise EvigraphError(f"{options.file}: not UTF-8; save the query as text in UTF-8") from None


def _show(answer: Answer, format_: str) -> None:
    if answer.kind == "solutions" and format_ == "table":
        print(text_table(Solutions.parse(answer.body)))
    elif answer.kind == "boolean" and format_ == "table":
        print("yes" if b"true" in answer.body else "no")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(answer.body.rstrip(b"\n") + b"\n")
