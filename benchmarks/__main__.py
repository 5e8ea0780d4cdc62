"""Run every benchmark, or those that are named: `python -m benchmarks [NAME...]`.  Each is a folder with a __main__."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
#: The one that takes an hour, and is run by its name alone.
SOAK = "soak"


def main(chosen: list[str]) -> int:
    """Run them one after the other, and return how many failed or missed a target."""
    there = sorted(path.parent.name for path in FOLDER.glob("*/__main__.py"))
    unknown = sorted(set(chosen) - set(there))
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(there)}", file=sys.stderr)
        return 2
    failed = 0
    for name in chosen or [name for name in there if name != SOAK]:
        print(f"== {name}", flush=True)
        failed += (
            subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=FOLDER.parent, check=False).returncode != 0
        )
    return failed


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
