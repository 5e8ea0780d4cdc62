"""Word files.  The door to python-docx; knows paragraphs, tables and lists, knows nothing of what they say."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Signs that XML has no place for.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
#: When a file says that it was made: no time, so that the same answer is the same file.
NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def word_file(
    title: str, text: str, table: Sequence[Sequence[str]], lists: Iterable[tuple[str, Sequence[str]]]
) -> bytes:
    """A document: a title, a paragraph, a table whose first row is its head, and numbered lists under headings."""
    from docx import Document

    document = Document()
    document.core_properties.author = "evigraph"
    document.core_properties.created = document.core_properties.modified = NO_TIME
    document.add_heading(_clean(title), 1)
    document.add_paragraph(_clean(text))
    if table:
        made = document.add_table(rows=0, cols=len(table[0]), style="Table Grid")
        for cells in table:
            for cell, content in zip(made.add_row().cells, cells, strict=True):
                cell.text = _clean(content)
    for heading, items in lists:
        if items:
            document.add_heading(heading, 2)
        for item in items:
            document.add_paragraph(_clean(item), style="List Number")
    out = BytesIO()
    document.save(out)
    return _timeless(out)


def _timeless(packed: BytesIO) -> bytes:
    """The same package with no times in it."""
    out = BytesIO()
    with ZipFile(packed) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for part in before.namelist():
            after.writestr(ZipInfo(part), before.read(part), ZIP_DEFLATED)
    return out.getvalue()


def _clean(content: str) -> str:
    return UNPRINTABLE.sub("", content)
