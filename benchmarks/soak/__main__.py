"""Faults and load: `python -m benchmarks.soak [--kills N] [--seconds N] [--seed N]`.

Targets: whatever is killed, full or damaged, a store holds one version of its documents whole, and the next build
completes; under mixed traffic at saturation every request is answered, refusals say why, and memory stays flat.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.soak.disks import disks
from benchmarks.soak.kills import kills
from benchmarks.soak.load import load


def main() -> int:
    """Do it all, print and return 1 where something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    wrong: list[str] = []
    for work in (
        lambda folder: kills(folder, options.kills, options.seed),
        disks,
        lambda folder: load(folder, options.seconds, options.seed),
    ):
        with tempfile.TemporaryDirectory() as made:
            wrong += work(Path(made))
    for line in wrong:
        print(f"FAULT {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
