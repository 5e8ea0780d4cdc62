"""Build generated documents with one process and with two: `python -m benchmarks.builds [NUMBER [ROUNDS]]`.

Beside one process of spaCy's bare tokenizer over the same texts.  Targets: two processes at least 1.8 times one, and at
most 25 times the tokenizer, both by the clock; processor seconds are given too, since a busy machine spoils the clock.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import spacy

from benchmarks.generated import documents, write
from benchmarks.measuring import Row, evigraph, report, size_of

if TYPE_CHECKING:
    from benchmarks.measuring import Run

NUMBER, ROUNDS = 40, 5
MOST, LEAST = 25.0, 1.8


def main(number: int, rounds: int) -> int:
    texts = [document.text for document in documents(number)]
    bare: list[tuple[float, float]] = []
    one: list[Run] = []
    two: list[Run] = []
    sizes: list[int] = []
    with TemporaryDirectory() as place:
        write(Path(place) / "documents", number)
        for turn in range(rounds):
            bare.append(tokenized(texts))
            one.append(built(Path(place), f"one{turn}", 1, sizes))
            two.append(built(Path(place), f"two{turn}", 2, sizes))
    wall = median(run.wall / clock for run, (clock, _) in zip(two, bare, strict=True))
    spent = median(run.processor / cpu for run, (_, cpu) in zip(two, bare, strict=True))
    gain = median(a.wall / b.wall for a, b in zip(one, two, strict=True))
    memory = max(run.memory for run in two)
    rows = (
        Row(
            f"build of {number:,} documents, two workers",
            f"{wall:.1f} times the tokenizer",
            f"at most {MOST}",
            wall <= MOST,
        ),
        Row("the same in processor time, halved", f"{spent / 2:.1f} times the tokenizer", "-", None),
        Row("two processes", f"{gain:.2f} times one", f"at least {LEAST}", gain >= LEAST),
        Row("memory of all processes", f"{memory / 2**20:,.0f} MiB", "-", None),
        Row("size of the store", f"{median(sizes) / 2**20:,.0f} MiB", "-", None),
    )
    return report(
        f"build-{number}", rows, number=number, rounds=rounds, runs={"one": _told(one), "two": _told(two), "bare": bare}
    )


def tokenized(texts: list[str]) -> tuple[float, float]:
    """Seconds by the clock and of the processor to tokenize all texts once, with a tokenizer that is warm."""
    tokenizer = spacy.blank("en").tokenizer
    tokenizer(texts[0])
    wall, spent = time.perf_counter(), time.process_time()
    for text in texts:
        tokenizer(text)
    return time.perf_counter() - wall, time.process_time() - spent


def built(place: Path, name: str, workers: int, sizes: list[int]) -> Run:
    """Build into a store of its own."""
    store = place / name
    run = evigraph("build", str(place / "documents"), "--store", str(store), "--workers", str(workers))
    sizes.append(size_of(store))
    return run


def _told(runs: list[Run]) -> list[tuple[float, float, int]]:
    return [(run.wall, run.processor, run.memory) for run in runs]


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    raise SystemExit(main(*given, *(NUMBER, ROUNDS)[len(given) :]))
