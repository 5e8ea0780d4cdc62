"""Ask every kind of question of 100,000 triples, here and in rdflib: `python -m benchmarks.templates [SECONDS]`.

Target: at least 12 times as fast as rdflib with identical answers, each.  rdflib gets so many seconds for a kind, 60
unless given, in a process that is ended then: a kind it does not finish counts by that time, without its answers.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import evigraph
from evigraph.graph.store import open_store
from evigraph.queries.composition import compose
from evigraph.queries.template import templates
from rdflib import Graph
from rdflib.term import Identifier

from benchmarks.generated import write
from benchmarks.measuring import ROOT, Row, report

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from evigraph.graph.store import LocalReader

DOCUMENTS, SECONDS, ROUNDS = 8, 60.0, 5
LEAST = 12.0
#: What an answer is compared by: its rows in any order, numbers by their value.
Rows = list[tuple[str, ...]]


def main(seconds: float) -> int:
    with TemporaryDirectory() as place:
        write(Path(place) / "documents", DOCUMENTS)
        evigraph.build(ROOT / "examples", Path(place) / "documents", store=Path(place) / "store", workers=1)
        reader = open_store(Path(place) / "store")
        lines = Path(place) / "graph.nt"
        triples = {line[: line.rindex(b" <")] + b" .\n" for line in reader.nquads()}
        lines.write_bytes(b"".join(sorted(triples)))
        compared = [kind_of(name, reader, lines, seconds) for name in templates()]
    ended = [name for name, _, same in compared if same is None]
    others = [name for name, _, same in compared if same is False]
    slow = [f"{name} {ratio:.1f}" for name, ratio, _ in compared if ratio < LEAST]
    least, most = min(ratio for _, ratio, _ in compared), max(ratio for _, ratio, _ in compared)
    same = f"{len(compared) - len(ended) - len(others)} of {len(compared)} the same"
    notes = [
        f"other rows: {', '.join(others)}" if others else "",
        f"rdflib was ended: {', '.join(ended)}" if ended else "",
    ]
    ratios = f"{least:.1f} to {most:,.0f} times rdflib"
    rows = (
        Row("every kind of question at 100k", ratios, f"at least {LEAST:.0f}", not slow, ", ".join(slow)),
        Row("their answers", same, "identical", not others, "; ".join(notes)),
    )
    return report("templates", rows, triples=len(triples), seconds=seconds, kinds=compared)


def kind_of(name: str, reader: LocalReader, lines: Path, seconds: float) -> tuple[str, float, bool | None]:
    """How many times rdflib's time a kind takes less, and whether the answers are the same, None where it was ended."""
    query = compose(templates()[name])
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        found = reader.select(query)
        times.append(time.perf_counter() - started)
    ours = sorted(tuple(map(plain, row)) for row in found)
    peer = limited(query, lines, seconds)
    theirs = "ended" if peer is None else f"{peer[0] * 1000:.0f} ms"
    print(f"{name}: {median(times) * 1000:.1f} ms, rdflib {theirs}", flush=True)
    if peer is None:
        return name, seconds / median(times), None
    return name, peer[0] / median(times), peer[1] == ours


def limited(query: str, lines: Path, seconds: float) -> tuple[float, Rows] | None:
    """rdflib's time and rows, None where it takes too long."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=asked, args=(query, lines, theirs))
    process.start()
    theirs.close()
    try:
        ours.recv()  # the graph is loaded
        return ours.recv() if ours.poll(seconds) else None
    except EOFError:  # rdflib cannot answer it
        return None
    finally:
        process.kill()
        process.join()


def asked(query: str, lines: Path, answer: Connection) -> None:
    """Load the graph, then answer the query, in a process of its own."""
    graph = Graph().parse(lines, format="nt")
    answer.send(len(graph))
    started = time.perf_counter()
    rows = [row for row in graph.query(query) if isinstance(row, tuple)]
    answer.send((time.perf_counter() - started, sorted(tuple(map(plain, row)) for row in rows)))


def plain(term: object) -> str:
    """A term as what it says."""
    value = "" if term is None else str(term) if isinstance(term, Identifier) else str(getattr(term, "value", term))
    try:
        return f"{Decimal(value).normalize():f}"
    except InvalidOperation:
        return value


if __name__ == "__main__":
    raise SystemExit(main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
