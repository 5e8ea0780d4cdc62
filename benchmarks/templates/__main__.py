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
from evigraph.graph.answer import Request, answer
from evigraph.graph.store import open_store, rows
from evigraph.graph.union import with_union
from evigraph.ontology.rdf import RdfFormat, Store
from evigraph.queries.composition import compose
from evigraph.queries.template import templates
from rdflib import Graph
from rdflib.term import Identifier

from benchmarks.generated import write
from benchmarks.measuring import ROOT, Row, report

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from multiprocessing.connection import Connection

    from evigraph.graph.solutions import Solutions
    from evigraph.graph.store import LocalReader

DOCUMENTS, SECONDS, ROUNDS = 8, 60.0, 5
LEAST = 12.0
#: What an answer is compared by: its rows in any order, numbers by their value.
Rows = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question: processor milliseconds from files, in memory and of rdflib, and whether rows are the same.

    `theirs` is None where rdflib failed; `same` is None there, and where it was ended, which counts by its time.
    """

    name: str
    rows: int
    files: float
    memory: float
    theirs: float | None
    same: bool | None

    @property
    def ratio(self) -> float | None:
        """How many times rdflib's time this takes less, both in memory."""
        return None if self.theirs is None else round(self.theirs / self.memory, 1)

    @property
    def ratio_of_files(self) -> float | None:
        """How many times rdflib's time this takes less from files."""
        return None if self.theirs is None else round(self.theirs / self.files, 1)


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
            memory = in_memory(reader)
            compared = [kind_of(name, reader, memory, peer) for name in templates()]
    kinds = [{**asdict(kind), "ratio": kind.ratio, "ratio_of_files": kind.ratio_of_files} for kind in compared]
    return report("templates", rows_of(compared), triples=len(triples), seconds=seconds, kinds=kinds)


def in_memory(reader: LocalReader) -> Store:
    """The same graph in memory, as rdflib has it."""
    store = Store()
    store.bulk_load(with_union(b"".join(reader.nquads())), format=RdfFormat.N_QUADS)
    return store


def rows_of(compared: Sequence[Kind]) -> tuple[Row, ...]:
    """The targets: that each kind is quick enough, in memory and from files, and that all answers are the same."""
    failed = [kind.name for kind in compared if kind.theirs is None]
    notes = {
        "other rows": [kind.name for kind in compared if kind.same is False],
        "rdflib was ended": [kind.name for kind in compared if kind.same is None and kind.name not in failed],
        "rdflib failed": failed,
    }
    same = f"{sum(kind.same is True for kind in compared)} of {len(compared)} the same"
    note = "; ".join(f"{what}: {', '.join(names)}" for what, names in notes.items() if names)
    return (
        speed("both in memory", {kind.name: kind.ratio for kind in compared if kind.ratio is not None}),
        speed("from files", {kind.name: kind.ratio_of_files for kind in compared if kind.ratio_of_files is not None}),
        Row("their answers", same, "identical", not notes["other rows"], note),
    )


def speed(where: str, ratios: Mapping[str, float]) -> Row:
    """The least, middle and greatest ratio, and the kinds below the target."""
    slow = [f"{name} {ratio:.1f}" for name, ratio in sorted(ratios.items(), key=itemgetter(1)) if ratio < LEAST]
    least, middle, most = min(ratios.values()), median(ratios.values()), max(ratios.values())
    told = f"{least:.1f} to {most:,.0f} times rdflib, half of them {middle:.0f} or more"
    return Row(f"every kind of question at 100k, {where}", told, f"at least {LEAST:.0f}", not slow, ", ".join(slow))


def kind_of(name: str, reader: LocalReader, memory: Store, peer: Peer) -> Kind:
    """A kind asked here and there."""
    query = compose(templates()[name])
    files, found = timed(lambda: reader.select(query))
    kept, _ = timed(lambda: rows(answer(memory, Request(query=query))))
    theirs, their_rows = peer.answer(query)
    same = None if their_rows is None else their_rows == sorted(tuple(map(plain, row)) for row in found)
    kind = Kind(name, len(found), files, kept, theirs, same)
    print(f"{name}: {files:.1f} ms, {kept:.1f} in memory, rdflib {theirs}: {kind.ratio} times, same {same}", flush=True)
    return kind


def timed(ask: Callable[[], Solutions]) -> tuple[float, Solutions]:
    """Processor milliseconds, the median of some rounds, and the answer."""
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        found = ask()
        times.append((time.process_time() - started) * 1000)
    return round(median(times), 3), found


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
        found = [row for row in graph.query(query) if isinstance(row, tuple)]
        taken = (time.process_time() - started) * 1000
        pipe.send((round(taken, 1), sorted(tuple(map(plain, row)) for row in found)))


def plain(term: object) -> str:
    """A term as what it says."""
    value = "" if term is None else str(term) if isinstance(term, Identifier) else str(getattr(term, "value", term))
    try:
        return f"{Decimal(value).normalize():f}"
    except InvalidOperation:
        return value


if __name__ == "__main__":
    raise SystemExit(main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
