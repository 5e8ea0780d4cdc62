"""Time and memory a page by format: one long document as Word file, web page and PDF, each in a process of its own.

Needs LibreOffice.  Misses its target where a page takes more than 100 ms or a document of a thousand pages 1 GB.
"""

from __future__ import annotations

import importlib
import multiprocessing
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.formats.word_author import body_of, package

ROOT = Path(__file__).parents[2]
COPIES = 52  # of an example of 19 pages
PAGES = 971
READERS = {"docx": "word_document", "html": "html_page", "pdf": "pdf_document"}
SLOWEST, LARGEST = 0.1, 1 << 30


def measured(path: Path) -> tuple[float, int]:
    """Seconds of processor time, and bytes of memory at the most, that reading a file takes."""
    reader = importlib.import_module(f"evigraph.extraction.formats.{READERS[path.suffix[1:]]}")
    content = path.read_bytes()
    started = time.process_time()
    reader.read(content)
    return time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


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
