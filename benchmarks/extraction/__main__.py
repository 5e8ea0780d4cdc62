"""Full extraction beside spaCy's bare tokenizer on the same text, in turn, in processor time: the ratio is what counts.

Misses its target where the median ratio is above 4. Documents may be named; without any, the bundled overview is read.
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from evigraph.extraction.pipeline import extract
from evigraph.ontology.records import SourceDocument

from benchmarks.measuring import Row, report

if TYPE_CHECKING:
    from collections.abc import Callable

OVERVIEW = Path(__file__).parents[2] / "examples" / "cryoablation-overview.txt"
ROUNDS = 15
HIGHEST_RATIO = 4.0


@dataclass(frozen=True)
class Reading:
    """One document: milliseconds of the tokenizer and of extraction, and their ratio, each the median."""

    document: str
    characters: int
    tokenizer: float
    extraction: float
    ratio: float


def row(path: Path) -> Reading:
    """Both take turns, so that a busy machine slows both alike; the first round warms up and does not count."""
    source = SourceDocument(path.stem, path.read_text(encoding="utf-8"))
    tokenizer = spacy.blank("en").tokenizer
    pairs = [(_timed(lambda: tokenizer(source.text)), _timed(lambda: extract(source))) for _ in range(ROUNDS + 1)][1:]
    bare, full = (statistics.median(times) for times in zip(*pairs, strict=True))
    return Reading(path.stem, len(source.text), bare, full, statistics.median(b / a for a, b in pairs))


def _timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return 1000 * (time.process_time() - started)


def main(paths: list[str]) -> int:
    rows = [row(Path(path)) for path in paths or [str(OVERVIEW)]]
    for r in rows:
        print(
            f"{r.document}: {r.characters} characters, tokenizer {r.tokenizer:.1f} ms, "
            f"extraction {r.extraction:.1f} ms, ratio {r.ratio:.2f}"
        )
    found = [
        Row(
            f"reading of {r.document}",
            f"{r.ratio:.2f} times the tokenizer",
            f"at most {HIGHEST_RATIO:.0f}",
            r.ratio <= HIGHEST_RATIO,
        )
        for r in rows
    ]
    return report("extraction", found, rounds=ROUNDS)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
