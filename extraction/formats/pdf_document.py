"""A PDF to canonical text: words and ruled lines to paragraphs, lists and tables that go on over pages.

Knows the order of a page's parts; knows neither PDFium nor any publisher.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.extraction.formats.canonical import CanonicalText
from evigraph.extraction.formats.pdf_aligned import AlignedTable, with_aligned_tables
from evigraph.extraction.formats.pdf_blocks import (
    Block,
    Setting,
    blocks_of,
    continued,
    goes_on,
    setting_of,
    with_depths,
)
from evigraph.extraction.formats.pdf_furniture import without_furniture
from evigraph.extraction.formats.pdf_joining import joining_of
from evigraph.extraction.formats.pdf_lines import lines_of, reading_order
from evigraph.extraction.formats.pdf_page import opened, pages
from evigraph.extraction.formats.pdf_parts import with_joined_tables
from evigraph.extraction.formats.pdf_tables import Table, tables_of, without_empty
from evigraph.ontology.errors import EvigraphError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.extraction.formats.pdf_geometry import Line, Page, Word
    from evigraph.extraction.formats.pdf_joining import Joining

#: Letters a page has at least on average; below, it is a picture of text.
FEWEST_LETTERS = 20


@dataclass(frozen=True, slots=True)
class _Laid:
    """A page taken apart: tables, and the lines between them, run by run in reading order; `columns` if it has some."""

    parts: tuple[Table | tuple[Line, ...], ...]
    columns: bool


def read(content: bytes) -> str:
    """The canonical text of a PDF; raises EvigraphError where it cannot be read or is a scan."""
    with opened(content) as document:
        found = list(pages(document))
    _refuse_scan(found)
    joining = joining_of(found)
    laid = _laid(found, joining)
    setting = setting_of([part for page in laid for part in page.parts if not isinstance(part, Table)])
    out = CanonicalText()
    for part in with_depths(with_joined_tables(_joined_blocks(laid, setting, joining), joining)):
        if isinstance(part, Table):
            out.table(without_empty(part).rows)
        elif part.mark is not None:
            out.item(part.text, part.depth)
        else:
            out.paragraph(part.text)
    return out.text


def _refuse_scan(found: Sequence[Page]) -> None:
    letters = sum(len(word.text) for page in found for word in page.words)
    if letters < FEWEST_LETTERS * len(found) and any(page.pictures for page in found):
        raise EvigraphError("is a scan (pictures of pages without text); recognise its text (OCR) first")
    if not letters:
        raise EvigraphError("has no text in it; give a document with text")


def _laid(found: Sequence[Page], joining: Joining) -> list[_Laid]:
    """The pages without their headers and footers."""
    split = [tables_of(page.rules, page.words, joining) for page in found]
    taken = without_furniture(found, [lines_of(outside) for _, outside in split])
    laid: list[_Laid] = []
    for (tables, outside), furniture in zip(split, taken, strict=True):
        last = laid[-1].parts[-1] if laid and laid[-1].parts else None
        words = [word for word in outside if id(word) not in furniture]
        laid.append(_page(tables, words, joining, last if isinstance(last, AlignedTable) else None))
    return laid


def _page(tables: Sequence[Table], words: Sequence[Word], joining: Joining, before: Table | None) -> _Laid:
    parts: list[Table | tuple[Line, ...]] = []
    left, columns = list(words), False
    for table in (*tables, None):
        above = [word for word in left if table is None or word.baseline < table.top + 1]
        left = left[:0] if table is None else [word for word in left if word.baseline >= table.top + 1]
        for part in with_aligned_tables(lines_of(above), joining, None if parts else before):
            runs = [] if isinstance(part, Table) else reading_order([word for line in part for word in line.words])
            columns = columns or len(runs) > 1
            parts += [part] if isinstance(part, Table) else [tuple(run) for run in runs if run]
        parts += [table] if table is not None else []
    return _Laid(tuple(parts), columns)


def _joined_blocks(laid: Sequence[_Laid], setting: Setting, joining: Joining) -> Iterator[Table | Block]:
    """Tables and blocks in order; a block that a page or column cut is whole again."""
    held: Block | None = None
    for page in laid:
        for part in page.parts:
            if isinstance(part, Table):
                if held is not None:
                    yield held
                held = None
                yield part
                continue
            for i, block in enumerate(blocks_of(part, setting, joining, is_column=page.columns)):
                if held is not None and i == 0 and goes_on(held, block):
                    held = continued(held, block, joining)
                    continue
                if held is not None:
                    yield held
                held = block
    if held is not None:
        yield held
