"""The API asked for what its description allows and forbids, with schemathesis: `make schema EXAMPLES=50`, or by hand

    python -m tests.ui.schema TOOL EXAMPLES [OPTION...]

A name that the graph does not hold is refused with 400 though any text is one by its type, so that the check which
wants all that is well-formed to be accepted is left out.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import evigraph

from tests.serving import serving

ROOT = Path(__file__).parents[2]


def main() -> int:
    tool, examples, *options = sys.argv[1:]
    with tempfile.TemporaryDirectory() as made:
        evigraph.build(ROOT / "examples", store=Path(made) / "store", workers=1)
        with serving("--store", Path(made) / "store", "--timeout", 60) as address:
            command = [tool, "run", f"{address}openapi.json", "--max-examples", examples, "--request-timeout", "60"]
            left_out = ["--exclude-checks", "positive_data_acceptance", "--phases", "examples,coverage,fuzzing"]
            return subprocess.run([*command, *left_out, *options], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
