"""How a build and its store grow: `python -m benchmarks.growth [NUMBER...]`, by default 10 and 100 documents.

Each size is built with two workers into a store of its own: time, processor time and memory of all processes, bytes of
the store, start-up of `evigraph info`, warm questions about its studies and the list of audit findings.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import evigraph
from evigraph.graph.store import open_store
from evigraph.queries.ask import Asker

from benchmarks.generated import SEED, write
from benchmarks.generated.report import Report
from benchmarks.measuring import Row, processor, report, size_of
from benchmarks.measuring import evigraph as command

NUMBERS = (10, 100)
QUESTIONS = 60
FORMS = (
    "How many people were in {study}?",
    "What is the design of {study}?",
    "How did pain change in {study}?",
    "Which adverse events were reported in {study}?",
    "Where was {study} done?",
    "What was the follow up of {study}?",
)


def main(numbers: list[int]) -> int:
    for number in numbers or NUMBERS:
        with TemporaryDirectory() as place:
            grown(Path(place), number)
    return 0


def grown(place: Path, number: int) -> None:
    """Build and measure one size, and keep what was found."""
    write(place / "documents", number)
    store = place / "store"
    run = command("build", str(place / "documents"), "--store", str(store), "--workers", "2")
    again = command("build", str(place / "documents"), "--store", str(store), "--workers", "2")
    info = [command("info", "--store", str(store)).processor for _ in range(3)]
    asked = asked_of(store, number)
    with evigraph.open(store) as evidence:
        audit = processor(evidence.audit)
        quads = evidence.reader.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
        triples = next(iter(quads.texts()))["n"]
    found = {
        "build, seconds": f"{run.wall:.0f}",
        "build, processor seconds a document": f"{run.processor / number:.2f}",
        "memory of all processes, MiB": f"{run.memory / 2**20:.0f}",
        "build again with nothing new, processor seconds": f"{again.processor:.1f}",
        "triples": f"{int(triples):,}",
        "store, MiB": f"{size_of(store) / 2**20:.0f}",
        "start of info, processor seconds": f"{median(info):.2f}",
        "question, median ms": f"{median(asked):.1f}",
        "question, 95th percentile ms": f"{quantiles(asked, n=20)[-1]:.1f}",
        "list of audit findings, processor seconds": f"{audit:.2f}",
    }
    rows = [Row(f"{name}, {number:,} documents", value, "-", None) for name, value in found.items()]
    report(f"growth-{number}", rows, number=number, found=found, at=time.strftime("%Y-%m-%d", time.gmtime()))


def asked_of(store: Path, number: int) -> list[float]:
    """Milliseconds of this process for questions about studies of the store, warm."""
    asker, random = Asker(open_store(store)), Random(SEED)
    pairs = [random.randrange(number // 2) for _ in range(QUESTIONS)]
    studies = [random.choice(Report.drawn(Random(f"{SEED}:{pair}"), pair).studies).name for pair in pairs]
    questions = [FORMS[i % len(FORMS)].format(study=study) for i, study in enumerate(studies)]
    asker.ask(questions[0])
    return [1000 * processor(partial(asker.ask, question)) for question in questions]


if __name__ == "__main__":
    raise SystemExit(main([int(number) for number in sys.argv[1:]]))
