"""The lines of a text, and which of them are page furniture: running headers and footers that cut what they stand in.

Knows lines; knows neither headings nor tables.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.extraction.reading.clean import level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_LINE = re.compile(r"[^\n]*\n?")
_ENDS_SENTENCE = re.compile(r"[.:;?!)\]>\"”’]\s*$")
_CONTINUES = re.compile(r"\s*(?:<p>\s*)?(?![np]\s*[=<>])[a-z(\[\t]")
_ENDS_OPEN = re.compile(r"\b(?:in|at|of|to|and|or|the|an?|with|from|by|for|than|after|was|were|between)\s*$|,\s*$")
_DIGITS = re.compile(r"\d+")
LONGEST_FURNITURE = 200
LONGEST_WRAPPED = 140
SHORTEST_TITLE = 20
OPENING_LINES = 6
SHORTEST_PAGE = 15
SHORTEST_CUT = 8
SLACK = 3
FEWEST_PAIRS = 4
SHORT = 0.6
"""Share of the width below which a line tells nothing: a heading right on its text, the end of a paragraph."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its line end; `start` and `end` are raw offsets."""

    text: str
    start: int
    end: int
    furniture: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing but white space stands in it."""
        return not self.text or self.text.isspace()

    @property
    def is_row(self) -> bool:
        """Whether it is a row of tab-separated cells."""
        return "\t" in self.text


def _nothing(_: str) -> bool:
    return False


def lines_of(
    text: str, furniture_patterns: Iterable[str] = (), is_known: Callable[[str], bool] = _nothing
) -> list[Line]:
    """All lines of a text, page furniture marked; a known heading or label is none, however often it recurs."""
    lines = []
    for match in _LINE.finditer(text):
        if match.start() == match.end():
            continue
        body = match[0].rstrip("\n").rstrip("\r")
        lines.append(Line(body, match.start(), match.start() + len(body)))
    marked = _furniture(
        lines,
        [re.compile("|".join(f"(?:{p})" for p in furniture_patterns), re.IGNORECASE)] if furniture_patterns else [],
        is_known,
    )
    return [Line(x.text, x.start, x.end, furniture=True) if i in marked else x for i, x in enumerate(lines)]


def _furniture(lines: Sequence[Line], patterns: Sequence[re.Pattern[str]], is_known: Callable[[str], bool]) -> set[int]:
    """Indices of furniture: what a pattern names, and what recurs and cuts a sentence or a table at least once."""
    by_key: dict[str, list[int]] = {}
    marked = set()
    for i, line in enumerate(lines):
        if line.blank or line.is_row or len(line.text) > LONGEST_FURNITURE:
            continue
        levelled = level(line.text).strip()
        key = _key(levelled)
        if any(p.fullmatch(levelled) for p in patterns):
            marked.add(i)
        by_key.setdefault(key, []).append(i)
    recurring = Counter({key: len(places) for key, places in by_key.items()})
    opening = [i for i, x in enumerate(lines) if len(x.text) > SHORTEST_TITLE][:OPENING_LINES]
    titles = [_key(level(lines[i].text)) for i in opening]
    for key, places in by_key.items():
        cutting = [i for i in places if i not in opening and _cuts(lines, i, marked)]
        if is_known(lines[places[0]].text) or (not re.search(r"[a-z]", key) and _close_together(places)):
            continue
        if cutting and recurring[key] > 1:
            marked.update(i for i in places if i not in opening)
        elif any(_names(key, t) for t in titles):
            marked.update(i for i in places if i not in opening and _cuts(lines, i, marked, apart=False))
    return marked


def _close_together(places: Sequence[int]) -> bool:
    """Whether bare numbers follow too closely to number pages: the cells of a table that lost its columns."""
    return any(b - a < SHORTEST_PAGE for a, b in itertools.pairwise(places))


def _names(key: str, title: str) -> bool:
    """Whether a line says no more than the title, perhaps with a number: a running header that stands there once."""
    return key.startswith(title) and re.fullmatch(r"\s*(?:\([^()]*\))?\s*", key[len(title) :]) is not None


def _key(levelled: str) -> str:
    return _DIGITS.sub("#", " ".join(levelled.lower().split()))


def _cuts(lines: Sequence[Line], i: int, marked: set[int], *, apart: bool = True) -> bool:
    """Whether the line stands between two halves of one sentence or table row, with blank lines if it is `apart`."""
    before, after = _neighbour(lines, i, -1, marked), _neighbour(lines, i, 1, marked)
    if before is None or after is None or (apart and (i - before == 1 or after - i == 1)):
        return False
    if _ENDS_SENTENCE.search(lines[before].text):
        return False
    if lines[before].is_row or lines[after].is_row:
        return lines[before].is_row and lines[after].is_row and _CONTINUES.match(lines[after].text) is not None
    return continues(lines[before].text, lines[after].text) and len(lines[before].text) > SHORTEST_CUT


def continues(before: str, after: str) -> bool:
    """Whether a line goes on with the sentence of the line before: it begins small, or that ends with an open word."""
    return _CONTINUES.match(after) is not None or _ENDS_OPEN.search(before) is not None


def _neighbour(lines: Sequence[Line], i: int, step: int, marked: set[int]) -> int | None:
    j = i + step
    while 0 <= j < len(lines):
        if not lines[j].blank and j not in marked:
            return j
        j += step
    return None


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The column at which paragraphs were wrapped by hand, or None where a paragraph is a line.

    A line was wrapped when the next line's first word would not have fitted into the width; in a text that is wrapped,
    one width explains nearly all its line ends.
    """
    pairs = [(len(a.text), _needed(a.text, b.text)) for a, b in itertools.pairwise(lines) if _may_wrap(a, b)]
    if len(pairs) < FEWEST_PAIRS:
        return None
    lengths = sorted(length for length, _ in pairs)
    usual = lengths[int(len(lengths) * 0.98)]
    texts = [len(x.text) for x in lines if not (x.blank or x.is_row or x.furniture)]
    width = max(length for length in texts if length <= usual + SLACK)
    pairs = [(length, needed) for length, needed in pairs if length > width * SHORT]
    if len(pairs) < FEWEST_PAIRS:
        return None
    fitting = sum(length <= width < needed for length, needed in pairs)
    if width > LONGEST_WRAPPED or sum(length > width for length in texts) > 0.05 * len(texts):
        return None
    return width if fitting >= 0.7 * len(pairs) else None


_STARTS_NEW = re.compile(r"\s*(?:[-•*–]\s|\(?[a-z]\)\s|\d+[.)]?\s|\d+(?:\.\d+)+\s|$)")


def _may_wrap(line: Line, following: Line) -> bool:
    if line.blank or line.is_row or line.furniture or following.is_row or following.furniture:
        return False
    return not _STARTS_NEW.match(following.text)


def fits(line: str, following: str, width: int | None) -> bool:
    """Whether a line was wrapped at a width: the first word of the next one would not have fitted."""
    return width is not None and len(line) <= width < _needed(line, following)


def _needed(line: str, following: str) -> int:
    return len(line) + 1 + len(following.lstrip().split(" ", 1)[0])
