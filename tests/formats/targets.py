"""What must hold of every reader, whatever bytes it gets: canonical text or one clear line, and nothing else."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from evigraph.extraction.formats import html_page, pdf_document, word_document
from evigraph.extraction.pipeline import extract
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.records import SourceDocument

if TYPE_CHECKING:
    from collections.abc import Callable

#: Seconds that the bytes of a test, which are few, may take.
SLOW = 20.0
LINE = re.compile(r"[^\x00-\x08\x0a-\x1f]*")


def read_by(reader: Callable[[bytes], str], content: bytes) -> str:
    """The canonical text, empty where the reader refuses; fails where it is none, or where the refusal is no line."""
    started = time.process_time()
    try:
        text = reader(content)
    except EvigraphError as error:
        refusal, text = str(error), ""
    else:
        refusal = "none"
    assert refusal
    assert "\n" not in refusal
    assert time.process_time() - started < SLOW
    assert not text or text.endswith("\n")
    assert all(LINE.fullmatch(line) for line in text.split("\n"))
    assert "\n\n\n" not in text
    text.encode("utf-8")
    return text


def html(content: bytes) -> None:
    read_by(html_page.read, content)


def docx(content: bytes) -> None:
    read_by(word_document.read, content)


def pdf(content: bytes) -> None:
    read_by(pdf_document.read, content)


def txt(content: bytes) -> None:
    """Whatever a text says: everything that is found in it has its exact words."""
    text = content.decode("utf-8", errors="ignore")
    found = extract(SourceDocument("fuzzed", text))
    for finding in found.findings:
        assert 0 <= finding.start < finding.end <= len(text), finding
    description = found.description
    assert 0 <= description.start <= description.end <= len(text)


TARGETS: dict[str, Callable[[bytes], None]] = {"html": html, "docx": docx, "pdf": pdf, "txt": txt}
