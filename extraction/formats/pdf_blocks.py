"""Lines of a page to paragraphs and list items: where one ends, and what its list's depth is.

Knows how print sets paragraphs apart: by room, size, weight, marks, and lines that could have held another word.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from evigraph.extraction.formats.pdf_geometry import Line
from evigraph.extraction.formats.pdf_tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evigraph.extraction.formats.pdf_joining import Joining

#: Signs that open a list item.
BULLETS = frozenset("•◦▪▫■□●○‣⁃∙·–—-*\uf0b7\uf0a7\uf0d8\uf076\uf02d➢➤✓❖o")
#: Parts of a text's usual distance of lines that a wider one has; of its size, by which sizes and margins may differ.
ROOM = 1.2
SIZE = 0.06
INDENT = 0.8
#: Of its size, the room that a word needs beside its letters: a space, and what programs leave free at the margin.
SPACE = 0.85
#: Points by which lists of one depth may be out of line.
ALIGNED = 3.0
SENTENCE_ENDS = (".", ":", ";", "?", "!")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or list item: its text and its first and last line; `mark` is where its bullet stands, None without.

    `margin` is where the lines around it end at the right, `depth` how deep its list is.
    """

    text: str
    first: Line
    last: Line
    margin: float
    mark: float | None = None
    depth: int = 0


def distances(runs: Iterable[Sequence[Line]]) -> dict[float, float]:
    """The usual distance of lines that follow each other, by font size: the most frequent one."""
    counts: dict[float, Counter[float]] = {}
    for run in runs:
        for a, b in pairwise(run):
            if a.size == b.size and 0 < b.baseline - a.baseline < 3 * a.size:
                counts.setdefault(a.size, Counter())[round((b.baseline - a.baseline) * 2) / 2] += 1
    return {size: min(d for d, n in count.items() if n >= 0.3 * max(count.values())) for size, count in counts.items()}


def blocks_of(run: Sequence[Line], usual: dict[float, float], joining: Joining) -> list[Block]:
    """The paragraphs and items of lines in one column."""
    groups: list[list[Line]] = []
    margin = max((line.right for line in run), default=0.0)
    for line in run:
        if groups and _goes_on(groups[-1], line, usual, margin):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_block(group, margin, joining) for group in groups]


def goes_on(before: Block, block: Block) -> bool:
    """Whether a block at the top of a page or column goes on the last one of the page or column before."""
    a, b = before.last, block.first
    if block.mark is not None or not _alike(a, b) or not _is_full(a, b, before.margin):
        return False
    return not before.text.endswith(SENTENCE_ENDS) or block.text[:1].islower()


def continued(before: Block, block: Block, joining: Joining) -> Block:
    """Two halves of a block as one."""
    return replace(before, text=joining.joined(before.text, block.text), last=block.last, margin=block.margin)


def with_depths(parts: Iterable[Table | Block]) -> Iterator[Table | Block]:
    """All parts, with the depth of each item: how many marks of the items above stand further left."""
    marks: list[float] = []
    for part in parts:
        if isinstance(part, Table) or part.mark is None:
            marks = []
            yield part
            continue
        at = part.mark
        marks = [mark for mark in marks if mark < at - ALIGNED]
        yield replace(part, depth=len(marks))
        marks.append(at)


def _goes_on(group: Sequence[Line], line: Line, usual: dict[float, float], margin: float) -> bool:
    last = group[-1]
    room = usual.get(last.size, 1.2 * last.size) * ROOM
    if not _alike(last, line) or _is_item(line) or not 0 < line.baseline - last.baseline <= room:
        return False
    hanging = len(group) == 1 and _is_item(last)
    left = last.words[1].left if hanging else last.left
    if not hanging and len(group) > 1 and line.left - left > INDENT * line.size:
        return False
    if _is_item(group[0]) and line.left < group[0].words[1].left - INDENT * line.size:
        return False
    return _is_full(last, line, margin)


def _alike(a: Line, b: Line) -> bool:
    return abs(a.size - b.size) <= SIZE * max(a.size, b.size) and a.bold == b.bold


def _is_full(a: Line, b: Line, margin: float) -> bool:
    """Whether the first word of a line would not have fitted on the line before."""
    word = b.words[0]
    return a.right + SPACE * a.size + (word.right - word.left) > margin


def _is_item(line: Line) -> bool:
    return len(line.words) > 1 and line.words[0].text in BULLETS


def _block(group: Sequence[Line], margin: float, joining: Joining) -> Block:
    first = group[0]
    if not _is_item(first):
        return Block(joining.text(group), first, group[-1], margin)
    mark = first.words[0].left
    rest = Line(first.words[1:])
    return Block(joining.text([rest, *group[1:]]), rest, group[-1] if len(group) > 1 else rest, margin, mark)
