"""The bytes of a file to a source document, by the ending of its name.

Knows formats; knows nothing of where files come from, and nothing of what they say.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from evigraph.extraction.formats.isolation import isolated
from evigraph.extraction.formats.signatures import refuse_other
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.records import SourceDocument

if TYPE_CHECKING:
    from collections.abc import Callable

#: Bytes of the largest document that is read.
LARGEST = 20_000_000


def read(name: str, content: bytes) -> SourceDocument:
    """Read a document; its id is the name without folder and ending.

    Raises EvigraphError where the format is unknown, or the bytes are empty, too many, or not what the ending says.
    """
    path = PurePath(name)
    ending = path.suffix.lower()
    if ending not in FORMATS:
        raise EvigraphError(f"{name}: no format that is read; give one of these: {' '.join(FORMATS)}")
    if not content.strip():
        raise EvigraphError(f"{name}: empty; give a file with text in it")
    if len(content) > LARGEST:
        raise too_large(name)
    try:
        refuse_other(ending, content)
        text = FORMATS[ending](content)
    except EvigraphError as error:
        raise EvigraphError(f"{name}: {error}") from None
    return SourceDocument(path.stem, text, ending[1:])


def too_large(name: str) -> EvigraphError:
    """The error for a document of too many bytes."""
    return EvigraphError(f"{name}: larger than {LARGEST // 1_000_000} MB; no document is, give the document alone")


def _text(content: bytes) -> str:
    """The text of a file in UTF-8, with its line ends as they are."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise EvigraphError(f"not UTF-8 (byte {error.start}); save it as text in UTF-8") from None
    if "\0" in text:
        raise EvigraphError("not text (it has a zero byte); save it as text in UTF-8")
    return text


def _apart(reader: str) -> Callable[[bytes], str]:
    return lambda content: isolated(reader, content)


#: Endings of the formats that are read.
FORMATS: dict[str, Callable[[bytes], str]] = {
    ".txt": _text,
    ".html": _apart("html_page"),
    ".htm": _apart("html_page"),
    ".docx": _apart("word_document"),
    ".pdf": _apart("pdf_document"),
}
