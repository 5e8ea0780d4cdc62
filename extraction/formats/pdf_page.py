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
#: Part of their size that lies between two words beside what their letters leave free.
OWN = 0.08
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
        return self.across(x, x, y, y)[0], self.down(x, y)

    def across(self, x0: float, x1: float, y0: float, y1: float) -> Point:
        """Where a box begins and ends, as it is seen from the left."""
        left, bottom, right, top = self.box
        if self.turned == 0:
            return x0 - left, x1 - left
        if self.turned == 1:
            return y0 - bottom, y1 - bottom
        return (right - x1, right - x0) if self.turned == 2 else (top - y1, top - y0)

    def down(self, x: float, y: float) -> float:
        """How far below the upper edge a point is seen."""
        left, bottom, right, top = self.box
        if self.turned == 0:
            return top - y
        if self.turned == 1:
            return x - left
        return y - bottom if self.turned == 2 else right - x


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
    right: float
    baseline: float
    size: float
    index: int


def _words(text: PdfTextPage, view: _View) -> Iterator[Word]:
    handle = text.raw
    collected: list[_Letter] = []
    for letter in _letters(handle, view):
        if letter is None or (collected and _is_apart(handle, collected[-1], letter)):
            if collected:
                yield _word(handle, collected)
            collected = []
        if letter is not None:
            collected.append(letter)
    if collected:
        yield _word(handle, collected)


def _letters(handle: raw.FPDF_TEXTPAGE, view: _View) -> Iterator[_Letter | None]:
    """The letters in the order of the page, None where a word ends; what stands askew is left out.

    The calls are bound to names, as they are made for every letter.
    """
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    edges = [ctypes.byref(edge) for edge in (left, right, bottom, top)]
    origin = ctypes.byref(x), ctypes.byref(y)
    code_at, box_at, origin_at, size_at = (
        raw.FPDFText_GetUnicode, raw.FPDFText_GetCharBox, raw.FPDFText_GetCharOrigin, raw.FPDFText_GetFontSize,
    )  # fmt: skip
    style: _Style | None = None
    for i in range(min(raw.FPDFText_CountChars(handle), LETTERS)):
        code = code_at(handle, i)
        code = 0x2D if code in _END_OF_LINE_HYPHENS else code
        if code <= 0x20 or 0xD800 <= code < 0xE000:
            style = None
            yield None
            continue
        nominal = size_at(handle, i)
        if style is None or style.nominal != nominal:
            style = _style(handle, i, nominal, view.turned)
        if not style.askew:
            box_at(handle, i, *edges)
            origin_at(handle, i, *origin)
            begin, end = view.across(left.value, right.value, bottom.value, top.value)
            yield _Letter(chr(code), begin, end, view.down(x.value, y.value), style.size, i)


@dataclass(frozen=True, slots=True)
class _Style:
    """How letters are set: their size as the file names it and as it is seen, and whether they stand askew."""

    nominal: float
    size: float
    askew: bool


def _style(handle: raw.FPDF_TEXTPAGE, i: int, nominal: float, turned: int) -> _Style:
    matrix = raw.FS_MATRIX()
    scale = 1.0
    if raw.FPDFText_GetMatrix(handle, i, ctypes.byref(matrix)):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
    upright = -turned * math.pi / 2 % (2 * math.pi)
    angle = (raw.FPDFText_GetCharAngle(handle, i) - upright) % (2 * math.pi)
    return _Style(nominal, max(round(nominal * scale * 2) / 2, 0.5), min(angle, 2 * math.pi - angle) > ASKEW)


def _is_apart(handle: raw.FPDF_TEXTPAGE, a: _Letter, b: _Letter) -> bool:
    """Whether two letters belong to two words; a no-break space keeps words together, but not a list's sign."""
    if NO_BREAK in (a.sign, b.sign):
        return not (a.sign + b.sign).replace(NO_BREAK, "").isalnum()
    if a.size != b.size or abs(a.baseline - b.baseline) > 0.1 * a.size:
        return True
    room = b.left - a.right
    return (room > GAP * a.size and room > _free(handle, a) + _free(handle, b) + OWN * a.size) or b.right < a.left


def _free(handle: raw.FPDF_TEXTPAGE, letter: _Letter) -> float:
    """What a letter leaves free of the place that its font gives it, which is much for a point among wide letters."""
    box = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(handle, letter.index, ctypes.byref(box)):
        return 0.0
    given = float(min(box.right - box.left, abs(box.top - box.bottom)))  # the letter may stand on a turned page
    return max(given - (letter.right - letter.left), 0.0) / 2


def _word(handle: raw.FPDF_TEXTPAGE, letters: list[_Letter]) -> Word:
    first, last = letters[0], letters[-1]
    bold = raw.FPDFText_GetFontWeight(handle, first.index) >= BOLD
    text = "".join([letter.sign for letter in letters])
    return Word(text, first.left, max(last.right, first.right), first.baseline, first.size, bold)


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
