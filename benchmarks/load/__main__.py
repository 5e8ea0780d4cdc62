"""Load 100,000 triples into an Oxigraph store on disk and in memory, and into rdflib, in turn.

Targets: at least 4 times as fast as rdflib on disk, 14 times in memory.  Clock seconds, since loading uses threads.
"""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from evigraph.extraction.pipeline import extract
from evigraph.graph.check import check
from evigraph.ontology.rdf import RdfFormat, Store
from evigraph.ontology.records import SourceDocument
from rdflib import Graph

from benchmarks.generated import documents
from benchmarks.measuring import Row, in_turn, report

if TYPE_CHECKING:
    from collections.abc import Callable

TRIPLES, ROUNDS = 100_000, 5
DISK, MEMORY = 4.0, 14.0


def main() -> int:
    lines = triples(TRIPLES)
    with TemporaryDirectory() as place:
        stores = (Path(place) / str(number) for number in range(ROUNDS + 1))
        rdflib, disk, memory = in_turn(
            ROUNDS,
            lambda: timed(lambda: Graph().parse(data=lines, format="nt")),
            lambda: timed(lambda: Store(str(next(stores))).bulk_load(lines, format=RdfFormat.N_TRIPLES)),
            lambda: timed(lambda: Store().bulk_load(lines, format=RdfFormat.N_TRIPLES)),
        )
    found = (("load on disk at 100k", rdflib / disk, DISK), ("load in memory at 100k", rdflib / memory, MEMORY))
    rows = [Row(n, f"{ratio:.1f} times rdflib", f"at least {least:.0f}", ratio >= least) for n, ratio, least in found]
    return report("load", rows, rounds=ROUNDS, seconds={"rdflib": rdflib, "disk": disk, "memory": memory})


def triples(number: int) -> bytes:
    """So many different triples of generated documents, as N-Triples."""
    found: dict[bytes, None] = {}
    for document in documents(1000):
        quads = check(extract(SourceDocument(document.id, document.text))).nquads
        found.update(dict.fromkeys(line[: line.rindex(b" <")] + b" .\n" for line in quads.splitlines()))
        if len(found) >= number:
            break
    return b"".join(list(found)[:number])


def timed(work: Callable[[], object]) -> float:
    """Clock seconds that work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    raise SystemExit(main())
