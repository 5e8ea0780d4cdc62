"""How a build and its store grow: `python -m benchmarks.growth [--in FOLDER] [NUMBER...]`, by default 10 and 100.

Each size is built with two workers into a store of its own: time, processor time and memory of all processes, bytes of
the store, start-up of `evigraph info`, warm questions about its studies and the list of audit findings.  In a folder
that is given everything stays, and a measurement that was interrupted goes on, with what it had taken before.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from functools import partial
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import evigraph
import spacy
from evigraph.graph.store import open_store
from evigraph.queries.ask import Asker

from benchmarks.generated import SEED, documents, write
from benchmarks.generated.report import Report
from benchmarks.measuring import Row, Run, processor, report, size_of
from benchmarks.measuring import evigraph as command

NUMBERS = (10, 100)
SAMPLE = 200
#: Questions that are asked, and of stores with more documents than some; there some kinds take seconds.
QUESTIONS, FEWER, MANY = 60, 12, 100
FORMS = (
    "How many people were in {study}?",
    "What is the design of {study}?",
    "How did pain change in {study}?",
    "Which adverse events were reported in {study}?",
    "Where was {study} done?",
    "What was the follow up of {study}?",
)


def main(given: list[str]) -> int:
    kept = given[1] if given[:1] == ["--in"] else ""
    for number in map(int, given[2 if kept else 0 :] or NUMBERS):
        with TemporaryDirectory() as place:
            grown(Path(kept or place) / str(number), number)
    return 0


def grown(place: Path, number: int) -> None:
    """Build and measure one size, and keep what was found."""
    write(place / "documents", number)
    store = place / "store"
    run = built(place, store)
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
        "build, processor time halved, times the tokenizer": f"{run.processor / number / 2 / bare(number):.1f}",
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


def built(place: Path, store: Path) -> Run:
    """Build the documents of a place with two workers, or go on with a build that was interrupted."""
    spent = place / "spent.json"
    before = Run(**json.loads(spent.read_text(encoding="utf-8"))) if spent.exists() else Run(0, 0, 0)

    def together(now: Run) -> Run:
        return Run(before.wall + now.wall, before.processor + now.processor, max(before.memory, now.memory))

    def keep(now: Run) -> None:
        spent.write_text(json.dumps(asdict(together(now))), encoding="utf-8")

    if (store / "current").exists():
        return before
    run = command("build", str(place / "documents"), "--store", str(store), "--workers", "2", told=keep)
    keep(run)
    return together(run)


def bare(number: int) -> float:
    """Processor seconds that spaCy's bare tokenizer takes for one of the documents, the first hundreds of them."""
    tokenizer = spacy.blank("en").tokenizer
    texts = [document.text for document in documents(min(number, SAMPLE))]
    tokenizer(texts[0])
    return processor(lambda: [tokenizer(text) for text in texts]) / len(texts)


def asked_of(store: Path, number: int) -> list[float]:
    """Milliseconds of this process for questions about studies of the store, warm."""
    asker, random = Asker(open_store(store)), Random(SEED)
    pairs = [random.randrange(number // 2) for _ in range(FEWER if number > MANY else QUESTIONS)]
    studies = [random.choice(Report.drawn(Random(f"{SEED}:{pair}"), pair).studies).name for pair in pairs]
    questions = [FORMS[i % len(FORMS)].format(study=study) for i, study in enumerate(studies)]
    asker.ask(questions[0])
    return [1000 * processor(partial(asker.ask, question)) for question in questions]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
