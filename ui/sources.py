"""What a user names as sources to documents: files, folders, addresses.

Knows where documents lie; knows nothing of what is in them.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from evigraph.extraction.formats import reading as formats
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.iris import key
from evigraph.ui.fetching import fetch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evigraph.ontology.records import SourceDocument

#: Files of a folder that go with the documents and are none.
COMPANIONS = frozenset({"readme", "license", "licence", "changelog"})
#: Endings for media types of documents whose address has none.
ENDINGS = {
    "text/plain": ".txt",
    "text/html": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


def locations(sources: Iterable[str]) -> list[str]:
    """Files and addresses of all sources, those of folders in order of their names.

    Raises EvigraphError where a source does not exist, a folder holds no document, or two have one document id.
    """
    found = [location for source in sources for location in _expanded(source)]
    seen: dict[str, str] = {}
    for location in found:
        document = key(document_id(location))
        if document in seen and seen[document] != location:
            raise EvigraphError(f"{seen[document]} and {location}: one document id ({document}); rename one of them")
        seen[document] = location
    return list(seen.values())


def is_address(source: str) -> bool:
    """Whether a source is an address and not a path."""
    return "://" in source


def document_id(location: str) -> str:
    """The id that the document at a location gets: the name without folder and ending."""
    if not is_address(location):
        return Path(location).stem
    parts = urlsplit(location)
    return PurePosixPath(unquote(parts.path)).stem or parts.hostname or ""


def read(location: str) -> SourceDocument:
    """Read one document; raises EvigraphError with the line to show where that is not possible."""
    if is_address(location):
        return _fetched(location)
    try:
        with Path(location).open("rb") as file:
            content = file.read(formats.LARGEST + 1)
    except OSError as error:
        raise EvigraphError(f"{location}: {error.strerror}; give a file that can be read") from None
    return formats.read(location, content)


def _expanded(source: str) -> list[str]:
    path = Path(source)
    try:
        if is_address(source) or path.is_file():
            return [source]
        if not path.is_dir():
            raise EvigraphError(f"{source}: no such file or folder; give a document, a folder or an address")
    except OSError as error:
        raise EvigraphError(f"{source[:80]}: {error.strerror}; give a document, a folder or an address") from None
    found = sorted(str(p) for p in path.rglob("*") if p.is_file() and _is_document(p.relative_to(path)))
    if not found:
        raise EvigraphError(f"{source}: no document in this folder; give one with files of {' '.join(formats.FORMATS)}")
    return found


def _is_document(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return path.suffix.lower() in formats.FORMATS and not hidden and path.stem.lower() not in COMPANIONS


def _fetched(address: str) -> SourceDocument:
    found = fetch(address, largest=formats.LARGEST)
    name = document_id(address)
    ending = PurePosixPath(urlsplit(found.url).path).suffix.lower()
    ending = ending if ending in formats.FORMATS else ENDINGS.get(found.media_type, ending)
    try:
        return formats.read(f"{name}{ending}", found.content)
    except EvigraphError as error:
        raise EvigraphError(f"{address} ({error})") from None
