"""The command line: which command is meant, and how errors are told.

Knows the commands by name alone; each is imported when it is called, so that a short one starts fast.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn, Protocol, cast

from evigraph.ontology.errors import EvigraphError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Every command and what it does, in the order in which help lists them.
COMMANDS = {
    "demo": "build the bundled examples and serve them",
    "build": "read documents into a store",
    "read": "show what would be extracted from a document",
    "ask": "answer a question in plain language",
    "query": "answer a SPARQL query",
    "export": "write tables or the whole graph to files",
    "audit": "tell what the documents get wrong",
    "diff": "tell what changed between two versions of a document",
    "corrections": "list, apply or reject reviewed corrections",
    "validate": "check RDF files against the shapes",
    "info": "tell what a store holds",
    "concepts": "list the vocabulary in use, with quotes",
    "publish": "write a static site of linked data",
    "serve": "open page and endpoint",
    "verify": "check that the files of a store are what was written",
    "backup": "write a store to one file",
    "restore": "make a store from such a file",
}

REFUSED, WRONG_USE, INTERRUPTED = 1, 2, 130


class Command(Protocol):
    """What the module of a command offers."""

    EXAMPLE: str

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare its arguments."""
        ...

    def run(self, options: argparse.Namespace) -> int:
        """Do it, and return the exit code; raises EvigraphError with the line to show."""
        ...


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line like all others."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError."""
        raise UsageError(f"{self.prog}: {message}; see {self.prog} --help")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused, 2 wrong use; errors go to stderr as one line."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    try:
        return _run([argument for argument in given if argument != "--debug"])
    except (EvigraphError, OSError) as error:
        if debug:
            raise
        return _told(error)
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(given: list[str]) -> int:
    name, rest = (given[0], given[1:]) if given and not given[0].startswith("-") else ("", given)
    if not name:
        return _without_command(rest)
    if name not in COMMANDS:
        raise UsageError(f"evigraph: no command {name!r}; see evigraph --help")
    command = cast("Command", import_module(f"evigraph.ui.commands.{name}"))
    parser = Parser(
        prog=f"evigraph {name}",
        description=f"{COMMANDS[name].capitalize()}.",
        epilog=f"example:\n  {command.EXAMPLE}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--debug", action="store_true", help="show where an error comes from")
    command.arguments(parser)
    return command.run(parser.parse_args(rest))


def _without_command(given: list[str]) -> int:
    listed = "\n".join(f"  {name:<10} {what}" for name, what in COMMANDS.items())
    parser = Parser(
        prog="evigraph",
        usage="evigraph COMMAND ...",
        description="Health technology assessment documents in, a graph of cited facts and its answers out.",
        epilog=f"commands:\n{listed}\n\nexample:\n  evigraph build overview.txt\n\nEach command has --help.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="store_true", help="show the version")
    if parser.parse_args(given).version:
        print(f"evigraph {import_module('evigraph.graph.version').extractor_version()}")
        return 0
    parser.print_help()
    return 0 if given else WRONG_USE


def _told(error: EvigraphError | OSError) -> int:
    """Tell an error in one line and return its exit code."""
    if isinstance(error, BrokenPipeError):  # whoever read our output has seen enough
        sys.stderr.close()
        return 0
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        line = f"{where}{error.strerror or error}; nothing more was done"
    else:
        line = str(error)
    said = " ".join(line.split())
    print(said if said.startswith(("evigraph: ", "evigraph ")) else f"evigraph: {said}", file=sys.stderr)
    return WRONG_USE if isinstance(error, UsageError) else REFUSED
