"""One file read in a process that another one starts, which a module that runs as a program cannot be found by."""

from __future__ import annotations

import importlib
import resource
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

READERS = {"docx": "word_document", "html": "html_page", "pdf": "pdf_document"}


def measured(path: Path) -> tuple[float, int]:
    """Seconds of processor time, and bytes of memory at the most, that reading a file takes."""
    reader = importlib.import_module(f"evigraph.extraction.formats.{READERS[path.suffix[1:]]}")
    content = path.read_bytes()
    started = time.process_time()
    reader.read(content)
    return time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
