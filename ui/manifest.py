"""A list of many documents as a CSV file: where each is, and what is known of it beforehand.

    source,document_id,publisher,sha256
    overviews/ip-1849.pdf,htg652-overview,,
    https://example.org/report.html,,ours.toml,9f86d081884c7d65...

Knows the columns; knows nothing of documents.  Only `source` is needed; paths are relative to the list.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.ontology.errors import EvigraphError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

#: Ending of a list, its columns, and lines that one may have.
ENDING = ".csv"
COLUMNS = ("source", "document_id", "publisher", "sha256")
LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Source:
    """One document: a file or address, and what overrides or checks what is found there.

    `document_id` replaces the name without ending, `publisher` is the file of its publisher's profile, `sha256` the
    hexadecimal SHA-256 that its bytes must have; each may be empty.
    """

    location: str
    document_id: str = ""
    publisher: str = ""
    sha256: str = ""


def listed(path: Path) -> Iterator[Source]:
    """The documents of a list, in its order; raises UsageError, naming the line, where it is no such list."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file, strict=True)
            _check_columns(path, lines.fieldnames or ())
            for number, line in enumerate(lines, start=2):
                yield _source(path, number, line)
    except OSError as error:
        raise EvigraphError(f"{path}: {error.strerror}; give a list that can be read") from None
    except (csv.Error, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: no CSV in UTF-8 ({error}); write: {','.join(COLUMNS)}") from None


def _check_columns(path: Path, found: Sequence[str]) -> None:
    unknown = [name for name in found if name not in COLUMNS]
    if unknown or "source" not in found or len(set(found)) < len(found):
        wrong = f"unknown column {unknown[0]!r}" if unknown else "its first line names no column source, or one twice"
        raise UsageError(f"{path}: {wrong}; known are {', '.join(COLUMNS)}")


def _source(path: Path, number: int, line: Mapping[str | None, str | list[str] | None]) -> Source:
    cells = {name: str(line.get(name) or "").strip() for name in COLUMNS}
    if number > LONGEST or None in line or not cells["source"]:
        raise UsageError(f"{path}: line {number} has no source, too many cells, or is one too many; mend it")
    if cells["sha256"] and not re.fullmatch(r"[0-9a-f]{64}", cells["sha256"]):
        raise UsageError(f"{path}: line {number}: a sha256 is 64 hexadecimal digits in lower case")
    folder = path.parent
    location = cells["source"] if "://" in cells["source"] else str(folder / cells["source"])
    publisher = str(folder / cells["publisher"]) if cells["publisher"] else ""
    return Source(location, cells["document_id"], publisher, cells["sha256"])
