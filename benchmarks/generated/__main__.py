"""Write generated documents into a folder: `python -m benchmarks.generated FOLDER NUMBER [SEED]`."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.generated import SEED, write


def main(folder: str, number: str, seed: str = str(SEED)) -> int:
    written = write(Path(folder), int(number), seed=int(seed))
    size = sum(path.stat().st_size for path in written)
    print(f"{folder}: {len(written)} documents, {size:,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
