"""Fuzzing of what clients send with atheris, for as long as one likes: `make fuzz SECONDS=3600`, or by hand

python -m tests.ui.fuzz requests -max_total_time=60
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["evigraph"]):
    from tests.ui.test_fuzz import TARGETS


def main() -> None:
    name, *options = sys.argv[1:]
    target = TARGETS[name].hypothesis.fuzz_one_input  # type: ignore[attr-defined]
    atheris.Setup([sys.argv[0], "-len_control=0", "-max_len=8192", *options], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
