"""What a user names as sources to documents: files, folders, lists of many, addresses.

Knows where documents lie; knows nothing of what is in them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from evigraph.extraction.formats import reading
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.iris import key
from evigraph.ui import manifest
from evigraph.ui.fetching import fetch
from evigraph.ui.manifest import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evigraph.ontology.records import SourceDocument

#: Files of a folder that go with the documents and are none.
COMPANIONS = frozenset({"readme", "license", "licence", "changelog"})
#: Endings for media types of documents whose address has none.
ENDINGS = {
    "text/plain": ".txt",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a document before they are read; `name` ends in that of its format."""

    source: Source
    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the bytes."""
        return hashlib.sha256(self.content).hexdigest()

    def document(self) -> SourceDocument:
        """Read it; raises EvigraphError with the line to show where that is not possible."""
        try:
            found = reading.read(self.name, self.content)
        except EvigraphError as error:
            if self.name == self.source.location:
                raise
            raise EvigraphError(f"{self.source.location} ({error})") from None
        return replace(found, id=self.source.document_id or found.id)


def listed(given: Iterable[str], *, publisher: str = "") -> list[Source]:
    """All documents of the sources, those of folders in order of their names, those of lists in theirs.

    `publisher` is the profile of those whose list names none.
    Raises EvigraphError where a source does not exist, a folder holds no document, or two have one document id.
    """
    found = [source for one in given for source in _expanded(one)]
    seen: dict[str, Source] = {}
    for source in found:
        document = key(document_id(source))
        before = seen.get(document)
        if before is not None and before.location != source.location:
            both = f"{before.location} and {source.location}"
            raise EvigraphError(f"{both}: one document id ({document}); rename one of them")
        seen[document] = replace(source, publisher=source.publisher or publisher)
    return list(seen.values())


def is_address(location: str) -> bool:
    """Whether a location is an address and not a path."""
    return "://" in location


def document_id(source: Source) -> str:
    """The id that a document gets: the one that is given, else its name without folder and ending."""
    if source.document_id or not is_address(source.location):
        return source.document_id or Path(source.location).stem
    parts = urlsplit(source.location)
    return PurePosixPath(unquote(parts.path)).stem or parts.hostname or ""


def content(source: Source) -> Content:
    """The bytes of one document; raises EvigraphError where it cannot be had, or is not the one that was meant."""
    found = _fetched(source) if is_address(source.location) else _opened(source)
    if source.sha256 and found.sha256 != source.sha256:
        raise EvigraphError(f"{source.location}: not the document that the list means (its sha256 is {found.sha256})")
    return found


def _opened(source: Source) -> Content:
    try:
        with Path(source.location).open("rb") as file:
            return Content(source, source.location, file.read(reading.LARGEST + 1))
    except OSError as error:
        raise EvigraphError(f"{source.location}: {error.strerror}; give a file that can be read") from None


def _fetched(source: Source) -> Content:
    found = fetch(source.location, largest=reading.LARGEST)
    ending = PurePosixPath(urlsplit(found.url).path).suffix.lower()
    ending = ending if ending in reading.FORMATS else ENDINGS.get(found.media_type, ending)
    return Content(source, f"{document_id(replace(source, document_id=''))}{ending}", found.content)


def _expanded(given: str) -> list[Source]:
    path = Path(given)
    try:
        if is_address(given):
            return [Source(given)]
        if path.is_file():
            return list(manifest.listed(path)) if path.suffix.lower() == manifest.ENDING else [Source(given)]
        if path.is_dir():
            return _in_folder(path)
    except OSError as error:
        raise EvigraphError(f"{given[:80]}: {error.strerror}; give a document, a folder or an address") from None
    raise EvigraphError(f"{given}: no such file or folder; give a document, a folder, a list or an address")


def _in_folder(folder: Path) -> list[Source]:
    found = sorted(str(p) for p in folder.rglob("*") if p.is_file() and _is_document(p.relative_to(folder)))
    if not found:
        known = " ".join(reading.FORMATS)
        raise EvigraphError(f"{folder}: no document in this folder; give one with files of {known}")
    return [Source(location) for location in found]


def _is_document(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return path.suffix.lower() in reading.FORMATS and not hidden and path.stem.lower() not in COMPANIONS
