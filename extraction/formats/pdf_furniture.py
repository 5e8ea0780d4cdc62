"""Page headers and footers of a PDF: lines that recur at the same height on many pages, and numbers of pages.

Knows pages of lines; knows nothing of what they say.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.formats.pdf_geometry import Line, Page

#: Lines at the top and at the bottom of a page that may be furniture, and points within which their heights agree.
EDGE = 4
HEIGHT = 4.0
#: Share of pages on which a line recurs; of the page's height, that its margins are at most.
SHARE = 0.3
MARGIN = 0.15

_NUMBER = re.compile(r"(?:page )?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?|[ivxl]{1,6}|[-–] ?\d{1,4} ?[-–]", re.IGNORECASE)
Key = tuple[str, int]


def without_furniture(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> list[set[int]]:
    """For each page the ids of the words of its headers and footers; `lines` are those outside of tables."""
    edges = [_edges(page, found) for page, found in zip(pages, lines, strict=True)]
    counted = Counter(key for found in edges for key in {_keys(line)[0] for line in found})
    fewest = max(2, SHARE * len(pages))
    return [
        {id(word) for line in found if _is_furniture(line, counted, fewest) for word in line.words} for found in edges
    ]


def _is_furniture(line: Line, counted: Counter[Key], fewest: float) -> bool:
    return sum(counted[key] for key in _keys(line)) >= fewest or _NUMBER.fullmatch(line.text) is not None


def _edges(page: Page, lines: Sequence[Line]) -> list[Line]:
    """The lines nearest to the top and the bottom of a page, in its margins."""
    found = [*lines[:EDGE], *lines[max(len(lines) - EDGE, EDGE) :]]
    return [line for line in found if not MARGIN * page.height < line.baseline < (1 - MARGIN) * page.height]


def _keys(line: Line) -> list[Key]:
    """A line without its numbers at its height, and at the heights beside."""
    words = re.sub(r"\d+", "#", line.text.lower())
    height = round(line.baseline / HEIGHT)
    return [(words, height), (words, height - 1), (words, height + 1)]
