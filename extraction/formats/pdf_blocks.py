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
#: Share of short lines with room behind them from which on room sets paragraphs apart; how short a line is then.
SPACED = 0.7
LOOSE = 0.25
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


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set: the usual distance of its lines by font size, where its lines end at the right.

    `spaced` tells whether paragraphs are set apart by room, so that a line that could hold more ends none by itself.
    """

    distance: dict[float, float]
    margin: float
    spaced: bool = False

    def is_near(self, a: Line, b: Line) -> bool:
        """Whether two lines are no further apart than those of one paragraph."""
        return 0 < b.baseline - a.baseline <= self.distance.get(a.size, 1.2 * a.size) * ROOM


def setting_of(runs: Sequence[Sequence[Line]]) -> Setting:
    """The setting of a document; lines of a size that has few are as far apart as those of the size that has most."""
    counts: dict[float, Counter[float]] = {}
    pairs = [
        (a, b)
        for run in runs
        for a, b in pairwise(run)
        if a.size == b.size and 0 < b.baseline - a.baseline < 3 * a.size
    ]
    for a, b in pairs:
        counts.setdefault(a.size, Counter())[round((b.baseline - a.baseline) * 2) / 2] += 1
    usual = {size: min(d for d, n in count.items() if n >= 0.3 * max(count.values())) for size, count in counts.items()}
    body = max(counts, key=lambda size: (counts[size].total(), size), default=1.0)
    wide = usual.get(body, 1.2) / body
    rights = sorted(max(line.right for line in run) for run in runs)
    setting = Setting(
        {size: min(distance, wide * size) for size, distance in usual.items()},
        rights[int(len(rights) * 0.9)] if rights else 0.0,
    )
    ended = [(a, b) for a, b in pairs if not _is_full(a, b, setting.margin) and not _is_item(b)]
    return replace(setting, spaced=sum(not setting.is_near(a, b) for a, b in ended) >= SPACED * len(ended))


def blocks_of(run: Sequence[Line], setting: Setting, joining: Joining, *, is_column: bool = False) -> list[Block]:
    """The paragraphs and items of lines that follow each other, over the whole page or in one of its columns."""
    groups: list[list[Line]] = []
    margin = max([line.right for line in run] if is_column else [setting.margin, *(line.right for line in run)])
    for line in run:
        if groups and _goes_on(groups[-1], line, setting, margin):
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


def _goes_on(group: Sequence[Line], line: Line, setting: Setting, margin: float) -> bool:
    """Whether a line belongs to the block whose lines are given."""
    last = group[-1]
    if not _alike(last, line) or _is_item(line) or not setting.is_near(last, line) or not _is_in_line(group, line):
        return False
    return _is_full(last, line, margin - (LOOSE * (margin - last.left) if setting.spaced else 0.0))


def _is_in_line(group: Sequence[Line], line: Line) -> bool:
    """Whether a line begins where the lines of its block do, behind the mark of an item."""
    indent = INDENT * line.size
    if _is_item(group[0]):
        return line.left >= group[0].words[1].left - indent
    return len(group) == 1 or line.left - group[-1].left <= indent


def _alike(a: Line, b: Line) -> bool:
    return abs(a.size - b.size) <= SIZE * max(a.size, b.size) and a.bold == b.bold


def _is_full(a: Line, b: Line, margin: float) -> bool:
    """Whether the first word of a line would not have fitted on the line before, or goes on its sentence."""
    word = b.words[0]
    if word.text[0].islower() and not a.words[-1].text.endswith(SENTENCE_ENDS):
        return True
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
