"""Page headers and footers of a PDF: lines that recur at the same height on many pages, and numbers of pages.

Knows pages of lines; knows nothing of what they say.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.extraction.formats.pdf_geometry import Line, Page, Word

#: Lines at the top and at the bottom of a page that may be furniture, and points within which their heights agree.
EDGE = 4
HEIGHT = 4.0
#: Share of pages on which a line recurs; of the page's height, in which a bare number is that of the page.
SHARE = 0.3
MARGIN = 0.12

_NUMBER = re.compile(r"(?:page )?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?|[ivxl]{1,6}|[-–] ?\d{1,4} ?[-–]", re.IGNORECASE)
Key = tuple[str, int]


def without_furniture(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> list[set[int]]:
    """For each page the ids of the words of its headers and footers; `lines` are those outside of tables."""
    counted = Counter(key for found in lines for key in {key for line in _edges(found) for key in _keys(line)[:1]})
    fewest = max(2, SHARE * len(pages))
    taken: list[set[int]] = []
    for page, found in zip(pages, lines, strict=True):
        words: set[int] = set()
        for line in _edges(found):
            if sum(counted[key] for key in _keys(line)) >= fewest or _is_number(line, page):
                words.update(map(id, line.words))
        taken.append(words)
    return taken


def _edges(lines: Sequence[Line]) -> list[Line]:
    """The lines nearest to the top and the bottom of a page."""
    return [*lines[:EDGE], *lines[max(len(lines) - EDGE, EDGE) :]]


def _keys(line: Line) -> list[Key]:
    """A line without its numbers at its height, and at the heights beside."""
    words = re.sub(r"\d+", "#", line.text.lower())
    height = round(line.baseline / HEIGHT)
    return [(words, height), (words, height - 1), (words, height + 1)]


def _is_number(line: Line, page: Page) -> bool:
    inside = MARGIN * page.height < line.baseline < (1 - MARGIN) * page.height
    return not inside and _NUMBER.fullmatch(line.text) is not None


def words_outside(page: Page, taken: set[int]) -> Iterator[Word]:
    """The words of a page that are not taken."""
    return (word for word in page.words if id(word) not in taken)
