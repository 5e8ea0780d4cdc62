"""How long questions take on a large graph, warm: `python -m benchmarks.questions [COPIES]`.

The graph is the bundled example in many copies, each with studies and documents of its own; the vocabulary and the
description of the store are there once.  Times are CPU times of this process, so that a busy machine does not decide.
Each question is asked twice, the second time of another study where it names one: questions about all studies find rows
that are kept by then.  Targets are for the second time: understanding at most 5 ms, median at most 10 ms, 95th
percentile at most 50 ms on a million quads.  The first time is told beside it.
"""

from __future__ import annotations

import re
import sys
import time
import tomllib
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import evigraph
from evigraph.graph.folder import StoreFolder
from evigraph.graph.store import open_store
from evigraph.graph.union import with_union
from evigraph.ontology.rdf import RdfFormat, Store
from evigraph.queries.ask import Asker

from benchmarks.measuring import Row, report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "queries" / "cases" / "readings.toml"
OWN = re.compile(rb"(?<=hta-evidence)/(id|graph|text)/(?!device/|org/|vocabulary>|description>|meta>)")
#: Graphs that there is one of, however many documents there are.
SHARED = re.compile(rb"hta-evidence/graph/(?:vocabulary|description)> \.$")
DOCUMENT = re.compile(rb'(?<=ns#documentId> ")([^"]+)')
LABEL = re.compile(rb'"([A-Z][a-z]+|von Falck) ((?:19|20)\d\d)"')
COPIES = 45
TARGETS = {"understanding": 5.0, "median": 10.0, "p95": 50.0}


def main(copies: int) -> int:
    """Build the graph, ask the questions of the grammar's cases twice, of other studies then; report both."""
    questions = [c["question"] for c in tomllib.loads(CASES.read_text("utf-8"))["case"] if " / " not in c["question"]]
    with TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        quads = fill(store, copies)
        asker = Asker(open_store(store))
        first = [timed(partial(asker.ask, named(question, i % copies))) for i, question in enumerate(questions)]
        asked = [named(question, (i + 1) % copies) for i, question in enumerate(questions)]
        understood = [timed(partial(unread, asker, question)) for question in asked]
        answered = [timed(partial(asker.ask, question)) for question in asked]
    found = {"understanding": median(understood), "median": median(answered), "p95": percentile(answered)}
    cold = {"median": median(first), "p95": percentile(first)}
    print(f"{quads:,} quads, {len(asked)} questions")
    rows = [
        Row(
            f"question at {quads:,} quads, {name}",
            f"{value:.1f} ms",
            f"at most {TARGETS[name]:.0f} ms",
            value <= TARGETS[name],
        )
        for name, value in found.items()
    ]
    rows += [Row(f"asked for the first time, {name}", f"{value:.1f} ms", "", None) for name, value in cold.items()]
    return report("questions", rows, quads=quads, questions=len(asked))


def percentile(times: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(times, n=20)[-1]


def fill(store: Path, copies: int) -> int:
    """A store of so many copies of the example; the number of its quads."""
    if not evigraph.build(ROOT / "examples", store=store, workers=1).ok:
        raise SystemExit("the examples were not read")
    with evigraph.open(store) as evidence:
        lines = list(evidence.nquads())
    with StoreFolder(store).next_generation() as generation:
        large = Store(str(generation))
        for number in range(1, copies):
            large.bulk_load(with_union(b"".join(renamed(lines, number))), format=RdfFormat.N_QUADS)
        large.optimize()
        large.flush()
        return len(large)


def renamed(lines: list[bytes], number: int) -> Iterator[bytes]:
    """The quads of one copy: documents and studies under other IRIs and names."""
    for line in lines:
        own = line if SHARED.search(line) else OWN.sub(rb"/\1/copy%d/" % number, line)
        if own != line:
            own = DOCUMENT.sub(rb"\1-%d" % number, own)
            yield LABEL.sub(rb'"\1%s \2"' % letters(number).encode(), own)


def letters(number: int) -> str:
    """A number as letters, so that a name stays one word."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def named(question: str, number: int) -> str:
    """A question about the studies of a copy."""
    return re.sub(r"\b([A-Z][a-z]+) (20\d\d)", rf"\1{letters(number)} \2", question) if number else question


def unread(asker: Asker, question: str) -> None:
    """Understand a question that was not read before."""
    asker.readings(f"{question} ")


def timed(call: Callable[[], object]) -> float:
    """Milliseconds of this process that a call takes."""
    start = time.process_time()
    call()
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else COPIES))
