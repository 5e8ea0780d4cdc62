"""Time and memory a page by format: one long document as Word file, web page and PDF, each in a process of its own.

Needs LibreOffice.  Misses its target where a page takes more than 100 ms or a document of a thousand pages 1 GB.
"""

from __future__ import annotations

import multiprocessing
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.formats.measuring import READERS, measured
from tests.formats.word_author import body_of, package

ROOT = Path(__file__).parents[2]
COPIES = 52  # of an example of 19 pages
PAGES = 971
SLOWEST, LARGEST = 0.1, 1 << 30


def main() -> int:
    office = shutil.which("soffice")
    if office is None:
        print("LibreOffice is not installed")
        return 1
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / "long.docx"
        text = (ROOT / "examples" / "cryoablation-overview.txt").read_text(encoding="utf-8")
        word.write_bytes(package(body_of(text) * COPIES))
        for ending in READERS:
            if ending != "docx":
                command = [
                    office,
                    f"-env:UserInstallation=file://{folder}/profile",
                    "--headless",
                    "--convert-to",
                    ending,
                ]
                subprocess.run([*command, "--outdir", folder, word], check=True, capture_output=True)
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                seconds, memory = pool.apply(measured, (word.with_suffix(f".{ending}"),))
            print(f"{ending}: {1000 * seconds / PAGES:.1f} ms a page, {memory >> 20} MB for all", flush=True)
            missed += seconds / PAGES > SLOWEST or memory > LARGEST
    return missed


if __name__ == "__main__":
    sys.exit(main())
