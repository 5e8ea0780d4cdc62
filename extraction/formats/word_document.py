"""A Word document to canonical text: its body with lists and tables; headers and footers are parts that are not read.

Knows WordprocessingML; knows no publisher.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.extraction.formats.canonical import CanonicalText, plain, raised
from evigraph.extraction.formats.grid import Cell, spread
from evigraph.extraction.formats.word_numbering import Numbering, W, numbering_of
from evigraph.extraction.formats.word_package import Package
from evigraph.ontology.errors import EvigraphError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

#: Elements inside each other that are read.
DEEPEST = 200

_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_PROPERTIES = {"pPr", "rPr", "tblPr", "tblGrid", "sectPr", "sdtPr", "sdtEndPr"}
_UNREAD = {"del", "moveFrom", "instrText", "delText", "footnoteRef", "endnoteRef"}
_SKIPPED = frozenset(f"{W}{name}" for name in _PROPERTIES | _UNREAD) | {_ALTERNATIVE}
_SIGNS = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-", f"{W}ptab": " "}
_NOTES = {f"{W}footnoteReference": "footnotes.xml", f"{W}endnoteReference": "endnotes.xml"}


def read(content: bytes) -> str:
    """The canonical text of a document; raises EvigraphError where it cannot be read or has no text."""
    package = Package(content)
    root = package.tree(package.main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise EvigraphError("is damaged (it has no body); save it anew")
    _refuse_deep(body)
    document = _Document(numbering_of(package.beside("numbering.xml"), package.beside("styles.xml")))
    document.blocks(body)
    for part, notes in document.notes.items():
        document.append_notes(package.beside(part), notes)
    if not document.out.text:
        raise EvigraphError("has no text in it; give a document with text, not pictures of it")
    return document.out.text


def _refuse_deep(root: Element) -> None:
    level, depth = [root], 0
    while level:
        level, depth = [child for element in level for child in element], depth + 1
        if depth > DEEPEST:
            raise EvigraphError(f"has elements more than {DEEPEST} deep inside each other; save it anew")


class _Document:
    """One walk over a body; `notes` are the notes that it refers to, in order, by the part that holds them."""

    def __init__(self, numbering: Numbering) -> None:
        self.out = CanonicalText()
        self.notes: dict[str, list[str]] = {}
        self._numbering = numbering

    def blocks(self, parent: Element) -> None:
        """Read paragraphs and tables, also those inside content controls and accepted changes."""
        for child in parent:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag not in _SKIPPED:
                self.blocks(child)

    def append_notes(self, part: Element | None, notes: list[str]) -> None:
        """Read the notes that the text refers to, behind it."""
        by_id = {note.get(f"{W}id", ""): note for note in part} if part is not None else {}
        for i, name in enumerate(notes, start=1):
            if name in by_id:
                self.out.paragraph(f"{raised(str(i))} {self._words(by_id[name])}")

    def _paragraph(self, paragraph: Element) -> None:
        mark = self._numbering.mark(paragraph)
        text = plain(self._words(paragraph))
        if text and mark is not None:
            if mark.number:
                self.out.paragraph(f"{mark.number} {text}")
            else:
                self.out.item(text, mark.depth)
        elif text.startswith(("• ", "- ", "– ")):
            self.out.item(text[2:])
        else:
            self.out.paragraph(text)
        for box in paragraph.iter(f"{W}txbxContent"):
            self.blocks(box)

    def _table(self, table: Element) -> None:
        rows = [_merged(row) for row in _inner(table, f"{W}tr")]
        grid = [[Cell(self._cell(cell), columns) for cell, columns, _ in row] for row in rows]
        found = spread(grid)
        _repeat(found, [[(columns, goes_on) for _, columns, goes_on in row] for row in rows])
        self.out.table(found)

    def _cell(self, cell: Element | None) -> str:
        """The text of a cell on one line, inner tables too."""
        if cell is None:
            return ""
        parts: list[str] = []
        for paragraph in cell.iter(f"{W}p"):
            text = plain(self._words(paragraph))
            is_item = self._numbering.mark(paragraph) is not None
            parts.append("; " if is_item and parts and parts[-1][-1:] not in ".;:,?!" else " ")
            parts.append(text)
        return "".join(parts)

    def _words(self, parent: Element) -> str:
        """The words of a paragraph as they read when all changes are accepted."""
        parts: list[str] = []
        self._gather(parent, parts)
        return "".join(parts)

    def _gather(self, parent: Element, parts: list[str]) -> None:
        for child in parent:
            if child.tag == f"{W}r":
                self._run(child, parts)
            elif child.tag == _MATH:
                parts.append(child.text or "")
            elif child.tag not in _SKIPPED and child.tag != f"{W}txbxContent":
                self._gather(child, parts)

    def _run(self, run: Element, parts: list[str]) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None and _is_on(properties.find(f"{W}vanish")):
            return
        text = "".join(self._pieces(run))
        align = properties.find(f"{W}vertAlign") if properties is not None else None
        is_raised = align is not None and align.get(f"{W}val") == "superscript"
        parts.append(raised(text) if is_raised else text)

    def _pieces(self, run: Element) -> Iterator[str]:
        for child in run:
            if child.tag == f"{W}t":
                yield child.text or ""
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag in _NOTES:
                notes = self.notes.setdefault(_NOTES[child.tag], [])
                notes.append(child.get(f"{W}id", ""))
                yield raised(str(len(notes)))


def _inner(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, also inside content controls, without those of inner tables."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED and child.tag not in (f"{W}tr", f"{W}tc", f"{W}p", f"{W}tbl"):
            yield from _inner(child, tag)


def _merged(row: Element) -> list[tuple[Element | None, int, bool]]:
    """The cells of a row with how many columns each spans, and whether it goes on the cell above."""
    before = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
    cells: list[tuple[Element | None, int, bool]] = [(None, before, False)] if before else []
    for cell in _inner(row, f"{W}tc"):
        properties = cell.find(f"{W}tcPr")
        merge = properties.find(f"{W}vMerge") if properties is not None else None
        span = _number(properties.find(f"{W}gridSpan") if properties is not None else None, 1)
        cells.append((cell, max(span, 1), merge is not None and merge.get(f"{W}val", "continue") == "continue"))
    return cells


def _repeat(found: list[list[str]], rows: list[list[tuple[int, bool]]]) -> None:
    """Say a cell that reaches over rows in each of them."""
    for i, row in enumerate(rows):
        at = 0
        for columns, goes_on in row:
            if goes_on and i and at < min(len(found[i]), len(found[i - 1])):
                found[i][at] = found[i - 1][at]
            at += columns


def _number(element: Element | None, otherwise: int) -> int:
    value = element.get(f"{W}val", "") if element is not None else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else otherwise


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "true") not in ("0", "false", "off")
