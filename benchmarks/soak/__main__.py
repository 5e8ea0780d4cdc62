"""Faults and load: `python -m benchmarks.soak [PART...] [--kills N] [--seconds N] [--seed N]`, all parts or some.

Targets: whatever is killed, full or damaged, a store holds one version of its documents whole, and the next build
completes; under mixed traffic at saturation every request is answered, refusals say why, and memory stays flat.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import table
from benchmarks.soak.disks import disks
from benchmarks.soak.kills import kills
from benchmarks.soak.load import load

if TYPE_CHECKING:
    from collections.abc import Callable

#: What there is to do in a folder, under options.
PARTS: dict[str, Callable[[Path, argparse.Namespace], list[str]]] = {
    "kills": lambda folder, options: kills(folder, options.kills, options.seed),
    "disks": lambda folder, _: disks(folder),
    "load": lambda folder, options: load(folder, options.seconds, options.seed),
}


def main() -> int:
    """Do it all, print and return 1 where something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    wrong: list[str] = []
    for part in options.parts or PARTS:
        with tempfile.TemporaryDirectory() as made:
            wrong += PARTS[part](Path(made), options)
    table.write()
    for line in wrong:
        print(f"FAULT {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
