"""Fuzzing of the readers with atheris, for as long as one likes: `make fuzz SECONDS=3600`, or by hand

    python -m tests.formats.fuzz html -max_total_time=60 CORPUS

An input that breaks a reader is left as a file in `tests/formats/cases`, named by its target: bytes of a format are
then tried by the suite (give them its ending), choices of hypothesis are to be made a document first.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

HERE = Path(__file__).parent

with atheris.instrument_imports(include=["evigraph"]):
    from tests.formats import test_fuzz
    from tests.formats.targets import TARGETS


#: Bytes as they are, and bytes as choices of the shapes that the suite makes documents of.
MADE = {
    "pages": test_fuzz.test_pages,
    "word-documents": test_fuzz.test_word_documents,
    "pdfs": test_fuzz.test_pdfs,
    "damaged": test_fuzz.test_damaged_files,
    "texts": test_fuzz.test_texts,
}
ALL = {**TARGETS, **{name: test.hypothesis.fuzz_one_input for name, test in MADE.items()}}


def main() -> None:
    name, *options = sys.argv[1:]
    kept = f"-artifact_prefix={HERE / 'cases' / name}-"
    atheris.Setup([sys.argv[0], "-len_control=0", "-max_len=8192", *options, kept], ALL[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
