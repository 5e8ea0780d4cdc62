"""The other side of isolation: a document's bytes on standard input, its canonical text on standard output.

Knows how a process is held to its memory; knows no format.  Run by `isolation`, never imported.
"""

from __future__ import annotations

import importlib
import resource
import sys

from evigraph.extraction.formats.isolation import READ, REFUSED, TOO_LARGE
from evigraph.ontology.errors import EvigraphError


def main(reader: str, memory: int) -> int:
    """Read one document; the exit code tells what standard output is."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    module = importlib.import_module(f"evigraph.extraction.formats.{reader}")
    try:
        text, code = module.read(sys.stdin.buffer.read()), READ
    except EvigraphError as error:
        text, code = str(error), REFUSED
    except (MemoryError, RecursionError):
        text, code = "", TOO_LARGE
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.flush()
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
