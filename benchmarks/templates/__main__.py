"""Ask every kind of question of 100,000 triples, here and in rdflib: `python -m benchmarks.templates [SECONDS]`.

Target: at least 12 times as fast as rdflib with identical answers, each.  Times are of processors, so that a busy
machine does not decide.  rdflib gets so many seconds for a kind, 60 unless given, in a process that is ended then: a
kind that it does not finish counts by that time, without its answers.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from contextlib import closing
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from operator import itemgetter
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
    from collections.abc import Sequence
    from multiprocessing.connection import Connection

    from evigraph.graph.store import LocalReader

DOCUMENTS, SECONDS, ROUNDS = 8, 60.0, 5
LEAST = 12.0
#: What an answer is compared by: its rows in any order, numbers by their value.
Rows = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question: processor milliseconds here and there, and whether the rows are the same.

    `theirs` is None where rdflib failed; `same` is None there, and where it was ended, which counts by its time.
    """

    name: str
    rows: int
    ours: float
    theirs: float | None
    same: bool | None

    @property
    def ratio(self) -> float | None:
        """How many times rdflib's time this takes less."""
        return None if self.theirs is None else round(self.theirs / self.ours, 1)


def main(seconds: float) -> int:
    """Ask every kind here and there, and report how they compare."""
    with TemporaryDirectory() as place:
        write(Path(place) / "documents", DOCUMENTS)
        evigraph.build(ROOT / "examples", Path(place) / "documents", store=Path(place) / "store", workers=1)
        reader = open_store(Path(place) / "store")
        lines = Path(place) / "graph.nt"
        triples = {line[: line.rindex(b" <")] + b" .\n" for line in reader.nquads()}
        lines.write_bytes(b"".join(sorted(triples)))
        with closing(Peer(lines, seconds)) as peer:
            compared = [kind_of(name, reader, peer) for name in templates()]
    kinds = [{**asdict(kind), "ratio": kind.ratio} for kind in compared]
    return report("templates", rows_of(compared), triples=len(triples), seconds=seconds, kinds=kinds)


def rows_of(compared: Sequence[Kind]) -> tuple[Row, Row]:
    """The two targets: that each is quick enough, and that all answers are the same."""
    ratios = {kind.name: kind.ratio for kind in compared if kind.ratio is not None}
    slow = [f"{name} {ratio:.1f}" for name, ratio in sorted(ratios.items(), key=itemgetter(1)) if ratio < LEAST]
    notes = {
        "other rows": [kind.name for kind in compared if kind.same is False],
        "rdflib was ended": [kind.name for kind in compared if kind.same is None and kind.name in ratios],
        "rdflib failed": [kind.name for kind in compared if kind.name not in ratios],
    }
    least, middle, most = min(ratios.values()), median(ratios.values()), max(ratios.values())
    told = f"{least:.1f} to {most:,.0f} times rdflib, half of them {middle:.0f} or more"
    same = f"{sum(kind.same is True for kind in compared)} of {len(compared)} the same"
    note = "; ".join(f"{what}: {', '.join(names)}" for what, names in notes.items() if names)
    return (
        Row("every kind of question at 100k", told, f"at least {LEAST:.0f}", not slow, ", ".join(slow)),
        Row("their answers", same, "identical", not notes["other rows"], note),
    )


def kind_of(name: str, reader: LocalReader, peer: Peer) -> Kind:
    """A kind asked here and there."""
    query = compose(templates()[name])
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        found = reader.select(query)
        times.append((time.process_time() - started) * 1000)
    theirs, rows = peer.answer(query)
    same = None if rows is None else rows == sorted(tuple(map(plain, row)) for row in found)
    kind = Kind(name, len(found), round(median(times), 3), theirs, same)
    print(f"{name}: {kind.ours:.1f} ms, rdflib {theirs} ms, {kind.ratio} times, same {same}", flush=True)
    return kind


class Peer:
    """rdflib with the graph loaded, in a process that is ended where a query takes longer than so many seconds."""

    def __init__(self, lines: Path, seconds: float) -> None:
        self._lines = lines
        self.seconds = seconds
        self._start()

    def _start(self) -> None:
        self._pipe, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.Process(target=serve, args=(self._lines, theirs))
        self._process.start()
        theirs.close()
        self._pipe.recv()  # the graph is loaded

    def answer(self, query: str) -> tuple[float | None, Rows | None]:
        """Processor milliseconds and rows; no rows where it takes too long, and no time where rdflib fails."""
        self._pipe.send(query)
        taken: float | None = self.seconds * 1000
        try:
            if self._pipe.poll(self.seconds):
                found: tuple[float, Rows] = self._pipe.recv()
                return found
        except EOFError:
            taken = None
        self.close()
        self._start()
        return taken, None

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()


def serve(lines: Path, pipe: Connection) -> None:
    """Load the graph, then answer queries, in a process of its own."""
    graph = Graph().parse(lines, format="nt")
    pipe.send(len(graph))
    while True:
        query = pipe.recv()
        started = time.process_time()
        rows = [row for row in graph.query(query) if isinstance(row, tuple)]
        taken = (time.process_time() - started) * 1000
        pipe.send((round(taken, 1), sorted(tuple(map(plain, row)) for row in rows)))


def plain(term: object) -> str:
    """A term as what it says."""
    value = "" if term is None else str(term) if isinstance(term, Identifier) else str(getattr(term, "value", term))
    try:
        return f"{Decimal(value).normalize():f}"
    except InvalidOperation:
        return value


if __name__ == "__main__":
    raise SystemExit(main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
