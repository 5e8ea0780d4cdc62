"""Overviews and guidance that nobody wrote, as many as are wanted: invented procedures, studies and figures.

The same seed gives the same documents, byte for byte, and a larger set begins with the smaller one.  Every second
document is the guidance on the overview before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from benchmarks.generated.guidance import guidance
from benchmarks.generated.overview import overview
from benchmarks.generated.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEED = 1
#: Documents of one folder, so that no folder grows beyond what file systems like.
A_FOLDER = 1000


@dataclass(frozen=True, slots=True)
class Generated:
    """A document: its id and its text."""

    id: str
    text: str


def documents(number: int, *, seed: int = SEED) -> Iterator[Generated]:
    """So many documents, one after the other."""
    for index in range(number):
        pair = index // 2
        random = Random(f"{seed}:{pair}")
        report = Report.drawn(random, pair)
        if index % 2:
            yield Generated(f"gen{pair:05}-guidance", guidance(report, random))
        else:
            yield Generated(f"gen{pair:05}-overview", overview(report, random))


def write(folder: Path, number: int, *, seed: int = SEED) -> list[Path]:
    """Write documents as files, and return where they are."""
    written = []
    for index, document in enumerate(documents(number, seed=seed)):
        path = folder / f"{index // A_FOLDER:03}" / f"{document.id}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document.text, encoding="utf-8")
        written.append(path)
    return written
