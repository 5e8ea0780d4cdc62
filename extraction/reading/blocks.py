"""Lines to blocks: paragraphs, list items and table rows, whole again where a page break cut them.

Knows the shapes of text; knows no publisher and no heading's meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evigraph.extraction.reading.clean import CleanText, clean
from evigraph.extraction.reading.lines import Line, continues, fits, wrap_width

if TYPE_CHECKING:
    from collections.abc import Sequence

Span = tuple[int, int]

_ITEM = re.compile(r"(?P<indent>[ \u00a0]*)(?P<mark>[-•*‣◦▪–o]|\(?[a-z]\))[ \u00a0]+(?=\S)")
_NUMBERED = re.compile(r"\s*(?P<number>\d+(?:\.\d+)+)\.?(?:[ \u00a0]+(?=\S)|\s*$)")
_SENTENCE_END = re.compile(r"[.:;?!][\"”’')\]]*\s*(?:</p>)?\s*$")
_OPEN_TAG = re.compile(r"<p\b[^>]*>(?!.*</p>)", re.IGNORECASE)


_VALUE_BEHIND = re.compile(r"[(%±<>=]|[a-z]{1,3}\b|to\b")
_LEADS_ON = re.compile(
    r"(?:,|\b(?:and|or|of|the|in|with|to|for|a|an|by|from|at|on|that|which|who|after|before|as|than|if|when|because|not"
    r"|was|were|is|are|be|been|had|has|have))\s*$",
    re.IGNORECASE,
)
LONGEST_LABEL = 45
FIRST_CHAPTERS = (1, 2, 3)
MISSING = 3
"""How many numbers may be left out between two numbered paragraphs."""


class Kind(StrEnum):
    """The shapes that text comes in."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item or table row; `alone` when blank lines (or page furniture) stand on both sides.

    `start` and `end` are raw offsets without the item's mark; page furniture that cut the block lies inside them.
    `depth` is the level of a list item, `number` the printed number of a paragraph (`2.3`), `cells` those of a row.
    """

    kind: Kind
    text: CleanText
    start: int
    end: int
    alone: bool = False
    depth: int = 0
    number: str = ""
    cells: tuple[CleanText, ...] = ()


@dataclass(slots=True)
class _Open:
    """A block that is being collected, as raw spans; of a row, as raw spans a cell."""

    kind: Kind
    spans: list[Span]
    cells: list[list[Span]]
    first: int
    last: int
    depth: int = 0
    number: str = ""
    width: int = 0


def blocks_of(text: str, lines: Sequence[Line]) -> list[Block]:
    """The blocks of a text in reading order."""
    width = wrap_width(lines)
    opened: list[_Open] = []
    previous = -1
    i = 0
    while i < len(lines):
        line = lines[i]
        if line.blank or line.furniture:
            i += 1
            continue
        last = _take_row(opened, lines, i) if line.is_row else _take_text(opened, lines, i, previous, width)
        previous, i = last, last + 1
    return [_close(text, lines, o) for o in opened]


def _take_row(opened: list[_Open], lines: Sequence[Line], i: int) -> int:
    """Begin a row, or continue the one before; a cell whose tag is open runs on over the next lines."""
    last = i
    while _OPEN_TAG.search(lines[last].text) and last + 1 < len(lines) and "\t" not in lines[last + 1].text:
        last += 1
        if "</p>" in lines[last].text.lower():
            break
    cells = _cells(lines, i, last)
    before = opened[-1] if opened and opened[-1].kind is Kind.ROW else None
    joint = _joint(lines, before, i, cells)
    if before is None or joint is None or _is_head_again(lines, opened):
        width = before.width if before is not None and before.last + 1 == i else len(cells)
        opened.append(_Open(Kind.ROW, [], [[c] for c in cells], i, last, width=width))
    else:
        _join(before, cells, joint)
        before.last = last
    return last


def _is_head_again(lines: Sequence[Line], opened: Sequence[_Open]) -> bool:
    """Whether the last row repeats an earlier one word for word: the head of a table on its next page."""
    text = lines[opened[-1].last].text
    return any(o.kind is Kind.ROW and o.first == o.last and lines[o.first].text == text for o in opened[:-1])


def _join(row: _Open, cells: list[Span], joint: int) -> None:
    """Add the cells of a row's second half, the first of them to cell `joint`."""
    for j, cell in enumerate(cells, start=joint):
        if j < len(row.cells):
            row.cells[j].append(cell)
        else:
            row.cells.append([cell])


def _cells(lines: Sequence[Line], i: int, last: int) -> list[Span]:
    cells, start = [], lines[i].start
    for j in range(i, last + 1):
        for match in re.finditer("\t", lines[j].text):
            cells.append((start, lines[j].start + match.start()))
            start = lines[j].start + match.end()
    return [*cells, (start, lines[last].end)]


def _joint(lines: Sequence[Line], before: _Open | None, i: int, cells: list[Span]) -> int | None:
    """The cell at which a row goes on, or None where a new row begins.

    It goes on where its first cell is empty, where that begins in the middle of a sentence after page furniture or
    beside an empty cell, and where the row before was cut inside a cell, all cells before that one being empty.
    """
    if before is None or any(not (x.furniture or x.blank) for x in lines[before.last + 1 : i]):
        return None
    if before.last + 1 == i and len(before.cells) < before.width == len(before.cells) + len(cells) - 1:
        return len(before.cells) - 1
    texts = [re.sub(r"<[^>]*>", "", cell).strip() for cell in lines[i].text.split("\t")]
    if len(cells) > len(before.cells) > 1 and not any(texts[: len(before.cells) - 1]) and texts[len(before.cells) - 1]:
        return 0
    if len(cells) > len(before.cells) + 1 or len(before.cells) == 1:
        return None
    if not texts[0]:
        return 0 if len(cells) == len(before.cells) else None
    return 0 if texts[0][0].islower() and (i - before.last > 1 or "" in texts) else None


def _take_text(opened: list[_Open], lines: Sequence[Line], i: int, previous: int, width: int | None) -> int:
    line = lines[i]
    item = _ITEM.match(line.text)
    numbered = _paragraph_number(opened, line.text, item.end() if item else 0)
    before = opened[-1] if opened else None
    if numbered:
        item = None
    if item:
        start = line.start + item.end()
        opened.append(_Open(Kind.ITEM, [(start, line.end)], [], i, i, depth=_depth(item)))
    elif numbered:
        start = line.start + numbered.end()
        opened.append(_Open(Kind.PARAGRAPH, [(start, line.end)], [], i, i, number=numbered["number"]))
    elif before is not None and before.kind is not Kind.ROW and _goes_on(lines, before, i, previous, width):
        before.spans.append((line.start, line.end))
        before.last = i
    else:
        opened.append(_Open(Kind.PARAGRAPH, [(line.start, line.end)], [], i, i))
    return i


def _paragraph_number(opened: Sequence[_Open], text: str, start: int) -> re.Match[str] | None:
    """The number that opens a paragraph: one that goes on from the last, so that a figure such as 52.6 opens none."""
    match = _NUMBERED.match(text, start)
    if match is None or _VALUE_BEHIND.match(text, match.end()):
        return None
    number = [int(part) for part in match["number"].split(".")]
    last = next(([int(p) for p in o.number.split(".")] for o in reversed(opened) if o.number), None)
    return match if _goes_on_from(last, number) else None


def _goes_on_from(last: list[int] | None, number: list[int]) -> bool:
    if last is None:
        return number[0] in FIRST_CHAPTERS and number[-1] == 1
    if number[0] == last[0]:
        return number > last and number[-1] <= max(last) + MISSING + 1
    return 0 < number[0] - last[0] <= MISSING and number[-1] == 1


def _depth(item: re.Match[str]) -> int:
    return min(len(item["indent"].expandtabs(4)), 4)


_LABELLED = re.compile(r"\s*[A-Z][^.:;]{2,60}:\s*\S")
"""A line with a label of its own, which goes on from no other."""


_ENTRY = re.compile(r"\s*(?:\d{1,2}[.)]\s+[A-Z]|Study \d+\b[:.]?\s+[A-Z])")
"""The next one of a numbered list: "2. Smith J", "Study 2 Smith J"."""


_OWN_LABEL = re.compile(r"\s*[A-Z][^.:;\d]{2,40}:(?!//)\s*\S")


def _goes_on(lines: Sequence[Line], before: _Open, i: int, previous: int, width: int | None) -> bool:
    """Whether a line belongs to the block before: wrapped by hand, or cut by page furniture."""
    last, line = lines[before.last], lines[i]
    if line.text.lstrip().startswith("©"):
        return False
    between = lines[previous + 1 : i]
    if before.number and before.first == before.last and not _text_of(lines, before).strip():
        return True
    if _ENTRY.match(line.text) or (_OWN_LABEL.match(line.text) and _SENTENCE_END.search(last.text)):
        return False
    if not between and width and _stands_alone(lines, i, width, last):
        return False
    if not between:
        return fits(last.text, line.text, width) or (_may_be_cut(last.text) and continues(last.text, line.text))
    if not any(x.furniture for x in between) or _SENTENCE_END.search(last.text):
        return False
    return continues(last.text, line.text) or (
        len(last.text) > 60
        and last.text.rstrip()[-1:].islower()
        and not _short(line)
        and not _LABELLED.match(line.text)
    )


def _stands_alone(lines: Sequence[Line], i: int, width: int, last: Line) -> bool:
    """Whether a line of text wrapped by hand is a heading: short, without an end, the next one beginning anew."""
    line, following = lines[i], lines[i + 1] if i + 1 < len(lines) else None
    if following is None or following.blank or following.is_row or not _short(line):
        return False
    if not _SENTENCE_END.search(last.text) and not _OWN_LABEL.match(following.text):
        return False
    capital = line.text.lstrip()[:1].isupper() and following.text.lstrip()[:1].isupper()
    return capital and not fits(line.text, following.text, width)


def _may_be_cut(text: str) -> bool:
    """Whether a line may end in mid-sentence: no sentence ends there, and it is no cell or label."""
    return not _SENTENCE_END.search(text) and (len(text) > LONGEST_LABEL or _LEADS_ON.search(text) is not None)


def _short(line: Line) -> bool:
    return len(line.text) < 60 and not _SENTENCE_END.search(line.text)


def _text_of(lines: Sequence[Line], block: _Open) -> str:
    return "".join(
        lines[j].text[s - lines[j].start : e - lines[j].start] for j in (block.first,) for s, e in block.spans[:1]
    )


def _close(text: str, lines: Sequence[Line], block: _Open) -> Block:
    alone = _free(lines, block.first, -1) and _free(lines, block.last, 1)
    if block.kind is Kind.ROW:
        return _close_row(text, lines, block, alone=alone)
    body = clean(text, block.spans)
    start, end = body.raw_span(0, len(body.text)) if body else block.spans[0]
    if block.number:
        start = lines[block.first].start + lines[block.first].text.index(block.number)
    return Block(block.kind, body, start, max(end, start), alone, block.depth, block.number)


def _close_row(text: str, lines: Sequence[Line], block: _Open, *, alone: bool) -> Block:
    cells = tuple(
        clean(text, [span for span in spans if text[slice(*span)].strip()] or spans[:1]) for spans in block.cells
    )
    whole = clean(text, [(lines[block.first].start, lines[block.last].end)])
    start = lines[block.first].start
    end = max(lines[block.last].start + len(lines[block.last].text.rstrip()), start + 1)
    return Block(Kind.ROW, whole, start, end, alone, cells=cells)


def _free(lines: Sequence[Line], i: int, step: int) -> bool:
    j = i + step
    return not 0 <= j < len(lines) or lines[j].blank or lines[j].furniture
