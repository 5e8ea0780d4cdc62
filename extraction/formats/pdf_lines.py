"""Words to lines in reading order, one column of a page after the other.  Knows geometry alone."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from evigraph.extraction.formats.canonical import raised
from evigraph.extraction.formats.pdf_geometry import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evigraph.extraction.formats.pdf_geometry import Word

#: Parts of the font size: how far baselines of one line lie apart, a raised number above it, and the smallest of both.
SAME_LINE = 0.45
RAISED = 0.15
SMALLER = 0.85
#: Points of the narrowest gap between columns, and lines that each column has at least.
GUTTER = 12.0
FEWEST = 6
#: Share of a page's lines that may cross a gap between columns, as headings and tables do.
CROSSING = 0.35


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The lines of a text in one column, from top to bottom; small words go with the large ones beside them."""
    baselines: list[float] = []
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (-w.size, w.baseline)):
        at = bisect_left(baselines, word.baseline)
        near = [i for i in (at - 1, at) if 0 <= i < len(rows) and _fits(rows[i][0], word)]
        if near:
            rows[min(near, key=lambda i: abs(baselines[i] - word.baseline))].append(word)
        else:
            baselines.insert(at, word.baseline)
            rows.insert(at, [word])
    return [Line(tuple(sorted(row, key=lambda w: w.left))) for row in rows]


def _fits(first: Word, word: Word) -> bool:
    return abs(first.baseline - word.baseline) <= SAME_LINE * first.size


def reading_order(words: Sequence[Word]) -> list[list[Line]]:
    """The lines of a page as runs that follow each other: what crosses columns, then one column after the other."""
    lines = lines_of(words)
    gutter = _gutter(lines)
    if gutter is None:
        return [lines]
    runs: list[list[Line]] = []
    sides: tuple[list[Word], list[Word]] = [], []
    for line in lines:
        if _covers(line, gutter):
            runs += [lines_of(side) for side in sides]
            sides = [], []
            runs.append([line])
        for word in line.words if not _covers(line, gutter) else ():
            sides[word.left > gutter].append(word)
    runs += [lines_of(side) for side in sides]
    return [run for run in runs if run]


def _gutter(lines: Sequence[Line]) -> float | None:
    """The middle of the gap between two columns of text, None where there is one column."""
    if len(lines) < FEWEST:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    steps = [left + (right - left) * k / 100 for k in range(30, 71, 2)]
    crossed = [(sum(_covers(line, x) for line in lines), abs(x - (left + right) / 2), x) for x in steps]
    crossing, _, x = min(crossed)
    split = [line for line in lines if line.left < x < line.right and not _covers(line, x)]
    if crossing > CROSSING * len(lines) or len(split) < FEWEST:
        return None
    ends = [max(w.right for w in line.words if w.right < x) for line in split]
    far = max(ends)
    full = sum(end > left + 0.8 * (far - left) for end in ends)
    return x if full >= 0.6 * len(ends) else None  # a column of labels is not full of text


def _covers(line: Line, x: float) -> bool:
    """Whether a line has words over a place without a wide gap there."""
    before = max((w.right for w in line.words if w.left < x), default=None)
    after = min((w.left for w in line.words if w.left >= x), default=None)
    if before is None or after is None:
        return before is not None and before > x
    return before > x or after - before < GUTTER


def words_of(line: Line) -> str:
    """The words of a line; raised numbers as raised digits on the word before."""
    text = ""
    for word in line.words:
        small = word.size <= SMALLER * line.size and line.baseline - word.baseline > RAISED * line.size
        number = raised(word.text) if small else word.text
        text += number if not text or number != word.text else f" {number}"
    return text
