"""Pages of a PDF as words and ruled lines.  Knows how PDFium tells letters and paths; the only door to pypdfium2."""

from __future__ import annotations

import ctypes
import math
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
from evigraph.extraction.formats.pdf_geometry import Page, Rule, Word
from evigraph.ontology.errors import EvigraphError
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

#: Pages and, on one page, letters and pieces of paths that are read.
PAGES = 3000
LETTERS = 100_000
PIECES = 50_000
#: Depth of drawings inside drawings.
DEEPEST = 8
BOLD = 600
#: Radians by which letters may stand askew, and parts of their size that may lie between two letters of a word.
ASKEW = 0.02
GAP = 0.28
#: Points by which a ruled line may be off its axis, and of the shortest line that is one.
OFF_AXIS = 0.5
SHORTEST_RULE = 4.0

_END_OF_LINE_HYPHENS = frozenset({0x2, 0xFFFE})
NO_BREAK = "\u00a0"
Point = tuple[float, float]


@contextmanager
def opened(content: bytes) -> Iterator[PdfDocument]:
    """An opened PDF; raises EvigraphError where it is damaged, has a password or too many pages."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if raw.FPDF_ERR_PASSWORD in (getattr(error, "err_code", None), raw.FPDF_GetLastError()):
            raise EvigraphError("has a password; save it without") from None
        raise EvigraphError("is damaged (no PDF that can be opened); save it anew") from None
    with document:
        if len(document) > PAGES:
            raise EvigraphError(f"has more than {PAGES} pages; give its parts one by one")
        yield document


def pages(document: PdfDocument) -> Iterator[Page]:
    """The pages of a PDF in order."""
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            raise EvigraphError(f"is damaged (page {number + 1} cannot be opened); save it anew") from None
        text = page.get_textpage()
        yield _page(page, text)
        text.close()
        page.close()


@dataclass(frozen=True, slots=True)
class _View:
    """How a page is turned, and with it every point on it."""

    box: tuple[float, float, float, float]
    turned: int

    @property
    def size(self) -> Point:
        left, bottom, right, top = self.box
        return (top - bottom, right - left) if self.turned % 2 else (right - left, top - bottom)

    def point(self, x: float, y: float) -> Point:
        """A point as it is seen, from the upper left corner."""
        left, bottom, right, top = self.box
        turns: tuple[Point, ...] = (
            (x - left, top - y),
            (y - bottom, x - left),
            (right - x, y - bottom),
            (top - y, right - x),
        )
        return turns[self.turned]


def _page(page: PdfPage, text: PdfTextPage) -> Page:
    view = _View(page.get_bbox(), page.get_rotation() // 90 % 4)
    width, height = view.size
    words = [w for w in _words(text, view) if -1 <= w.left <= width + 1 and -1 <= w.baseline <= height + 1]
    rules, pictures = _rules(page, view)
    return Page(width, height, tuple(words), tuple(rules), pictures)


@dataclass(slots=True)
class _Letter:
    sign: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float
    index: int


def _words(text: PdfTextPage, view: _View) -> Iterator[Word]:
    handle = text.raw
    collected: list[_Letter] = []
    for letter in _letters(handle, view):
        if letter is None or (collected and _is_apart(collected[-1], letter)):
            if collected:
                yield _word(handle, collected)
            collected = []
        if letter is not None:
            collected.append(letter)
    if collected:
        yield _word(handle, collected)


def _letters(handle: raw.FPDF_TEXTPAGE, view: _View) -> Iterator[_Letter | None]:
    """The letters in the order of the page, None where a word ends."""
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    edges = [ctypes.byref(edge) for edge in (left, right, bottom, top)]
    origin = ctypes.byref(x), ctypes.byref(y)
    upright = -view.turned * math.pi / 2 % (2 * math.pi)
    for i in range(min(raw.FPDFText_CountChars(handle), LETTERS)):
        code = raw.FPDFText_GetUnicode(handle, i)
        if code in _END_OF_LINE_HYPHENS:
            code = 0x2D
        if code <= 0x20 or 0xD800 <= code < 0xE000:
            yield None
            continue
        angle = (raw.FPDFText_GetCharAngle(handle, i) - upright) % (2 * math.pi)
        if min(angle, 2 * math.pi - angle) > ASKEW:
            yield None
            continue
        raw.FPDFText_GetCharBox(handle, i, *edges)
        raw.FPDFText_GetCharOrigin(handle, i, *origin)
        ends = view.point(left.value, top.value), view.point(right.value, bottom.value)
        (x0, x1), (y0, y1) = sorted(p[0] for p in ends), sorted(p[1] for p in ends)
        size = round(raw.FPDFText_GetFontSize(handle, i) * 2) / 2 or round(2 * (y1 - y0)) / 2
        yield _Letter(chr(code), x0, y0, x1, y1, view.point(x.value, y.value)[1], size, i)


def _is_apart(a: _Letter, b: _Letter) -> bool:
    """Whether two letters belong to two words; a no-break space keeps words together, but not a list's sign."""
    if NO_BREAK in (a.sign, b.sign):
        return not (a.sign + b.sign).replace(NO_BREAK, "").isalnum()
    if a.size != b.size or abs(a.baseline - b.baseline) > 0.1 * a.size:
        return True
    return b.left - a.right > GAP * a.size or b.right < a.left


def _word(handle: raw.FPDF_TEXTPAGE, letters: list[_Letter]) -> Word:
    first = letters[0]
    return Word(
        "".join(letter.sign for letter in letters),
        min(letter.left for letter in letters),
        min(letter.top for letter in letters),
        max(letter.right for letter in letters),
        max(letter.bottom for letter in letters),
        first.baseline,
        first.size,
        raw.FPDFText_GetFontWeight(handle, first.index) >= BOLD,
    )


def _rules(page: PdfPage, view: _View) -> tuple[list[Rule], int]:
    """The ruled lines of a page, and how many pictures it has."""
    rules: list[Rule] = []
    pictures = pieces = 0
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE), max_depth=DEEPEST):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
            continue
        pieces += raw.FPDFPath_CountSegments(item.raw)
        if pieces > PIECES:  # a drawing, not a table
            break
        matrix = item.get_matrix()
        for a, b in _edges(item.raw):
            rules += _rule(view.point(*matrix.on_point(*a)), view.point(*matrix.on_point(*b)))
    return rules, pictures


def _edges(path: raw.FPDF_PAGEOBJECT) -> Iterator[tuple[Point, Point]]:
    """The straight pieces of a path, the closing one included."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for i in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if kind == raw.FPDF_SEGMENT_MOVETO:
            yield from pairwise(points)
            points = []
        points.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    yield from pairwise(points)


def _rule(a: Point, b: Point) -> list[Rule]:
    (x0, y0), (x1, y1) = a, b
    if abs(y0 - y1) <= OFF_AXIS and abs(x0 - x1) >= SHORTEST_RULE:
        return [Rule(upright=False, at=(y0 + y1) / 2, start=min(x0, x1), end=max(x0, x1))]
    if abs(x0 - x1) <= OFF_AXIS and abs(y0 - y1) >= SHORTEST_RULE:
        return [Rule(upright=True, at=(x0 + x1) / 2, start=min(y0, y1), end=max(y0, y1))]
    return []
