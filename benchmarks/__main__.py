"""Run every benchmark, or those that are named: `python -m benchmarks [--full] [NAME...]`.

Each is a folder with a __main__.  In full the large ones take hours; the quick form shows that they work.  What they
measure is kept in benchmarks/results and goes into the table of docs/performance.md.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks import table

FOLDER = Path(__file__).parent
#: What measures nothing beside a peer.
OTHERS = {"generated", "soak"}
#: What benchmarks with a size of their own are given: in the quick form, and in full.
GIVEN = {
    "builds": (["20", "1"], ["1000", "5"]),
    "growth": (["10"], ["10", "100", "1000", "10000"]),
    "questions": (["20"], ["160"]),
    "shacl": (["1"], ["5"]),
    "templates": (["5"], ["120"]),
}


def main(given: list[str]) -> int:
    """Run them one after the other, and return how many failed or missed a target."""
    full, chosen = "--full" in given, [name for name in given if name != "--full"]
    there = sorted({path.parent.name for path in FOLDER.glob("*/__main__.py")} - OTHERS)
    unknown = sorted(set(chosen) - set(there))
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(there)}", file=sys.stderr)
        return 2
    failed = 0
    for name in chosen or there:
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}", *GIVEN.get(name, ([], []))[full]]
        failed += subprocess.run(command, cwd=FOLDER.parent, check=False).returncode != 0
    table.write()
    return failed


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
