"""Tables that lost their cells: a web page prints a cell a line, and rows are found again by their heads.

Knows the heads of columns through a profile; knows nothing of what cells say.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.reading.clean import CleanText, clean
from evigraph.extraction.structure.numbered_rows import numbered_rows, with_author

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.structure.profile import Profile

_FIGURE = re.compile(
    r"^(?:about |at least )?(?:[<>≤≥=±+-]\s*)?\d"
    r"|^(?:p|P|MD|SMD|OR|RR|HR|mean|median|n)\s*[<>=≤≥-]?\s*[-+]?[\d.]"
    r"|^[-–—]$"
    r"|^(?:n/?a|nr|ns|none|nil|not (?:reported|tested|measured|applicable|assessed|significant|available))\W*$",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d+(?:\.\d+)?[ -](?:days?|weeks?|months?|years?)(?: .{0,30})?", re.IGNORECASE)
_LABELLED = re.compile(r"[A-Z][^:]{2,40}: +[a-z0-9]")
_COLUMNS = ("efficacy", "safety")
"""Labels that head columns or whole parts, and never a value on the next line."""
LONGEST_HEAD = 90
LONGEST_CELL = 120
WIDEST = 8
FEWEST_FIGURES = 0.7
FEWEST_PAIRS = 3
LONGEST_VALUE = 4
FEWEST_LINES = 6


def with_rows(raw: str, blocks: Sequence[Block], profile: Profile) -> list[Block]:
    """The blocks with runs of cell lines put together to rows."""
    found: list[Block] = []
    i = 0
    while i < len(blocks):
        if stack := _stack(raw, blocks, i):
            read = with_rows(raw, [replace(b, alone=True) for b in stack], profile)
            found += [b if b.kind is Kind.ROW else replace(b, alone=False) for b in read]
            i += len(stack)
            continue
        if pairs := _pairs(blocks, i, profile):
            found += [_row(raw, [blocks[first], *_values(blocks, first, last)]) for first, last in pairs]
            i = pairs[-1][1]
            continue
        if told := _told_pairs(blocks, i, profile):
            found += [_row(raw, blocks[j : j + 2]) for j in range(i, i + told, 2)]
            i += told
            continue
        if numbered := numbered_rows(blocks, i, profile):
            found += [_row(raw, with_author(row, numbered[0], profile)) for row in numbered]
            i += sum(map(len, numbered))
            continue
        width = _width(blocks, i, profile)
        if not width:
            found.append(blocks[i])
            i += 1
            continue
        end = _end(blocks, i, width, profile, by_figures=not _is_named(blocks[i : i + width], profile))
        found += [_row(raw, blocks[j : j + width]) for j in range(i, end, width)]
        i = end
    return found


def _stack(raw: str, blocks: Sequence[Block], i: int) -> list[Block]:
    """The lines that stand on one another from here on, no blank line between; few of them are no table."""
    stack: list[Block] = []
    for block in blocks[i:]:
        if block.kind is not Kind.PARAGRAPH or block.number or block.alone:
            break
        if stack and raw[stack[-1].end : block.start].count("\n") != 1:
            break
        stack.append(block)
    return stack if len(stack) >= FEWEST_LINES else []


def _pairs(blocks: Sequence[Block], i: int, profile: Profile) -> list[tuple[int, int]]:
    """Where labels with their values on the next lines begin and end; few of them are none unless a part ends there."""
    pairs: list[tuple[int, int]] = []
    while i < len(blocks) and _is_label(blocks[i], profile) and (end := _end_of_value(blocks, i + 1, profile)):
        pairs.append((i, end))
        i = end
    ends = i < len(blocks) and profile.headings.name(blocks[i].text.text) is not None
    return pairs if len(pairs) >= (FEWEST_PAIRS - ends) else []


def _end_of_value(blocks: Sequence[Block], i: int, profile: Profile) -> int:
    """Behind the lines of a value: one, or several where the next label follows them; 0 where there is none."""
    for j in range(i, min(i + LONGEST_VALUE, len(blocks))):
        if not _is_cell(blocks[j]) or _is_label(blocks[j], profile) or profile.headings.name(blocks[j].text.text):
            break
        if j + 1 < len(blocks) and _is_label(blocks[j + 1], profile):
            return j + 1
    return i + 1 if i < len(blocks) and _is_cell(blocks[i]) and not _is_label(blocks[i], profile) else 0


def _values(blocks: Sequence[Block], first: int, last: int) -> list[Block]:
    """The lines of a value as one cell."""
    return [replace(blocks[first + 1], end=blocks[last - 1].end)] if last > first + 1 else []


_CAPTION = re.compile(r"table \d+\b.*", re.IGNORECASE)


def _told_pairs(blocks: Sequence[Block], i: int, profile: Profile) -> int:
    """How many lines below a table's caption are labels and, each on the next line, what is told of it in figures."""
    if not i or not _CAPTION.fullmatch(blocks[i - 1].text.norm):
        return 0
    end = i
    while end + 1 < len(blocks) and _is_told_pair(blocks[end], blocks[end + 1], profile):
        end += 2
    return end - i if end - i >= 2 * FEWEST_TOLD else 0


FEWEST_TOLD = 2


def _is_told_pair(label: Block, value: Block, profile: Profile) -> bool:
    named = _is_cell(label) and len(label.text.norm) <= LONGEST_HEAD and not label.text.norm.endswith((".", ":"))
    figures = _is_cell(value) and _DIGIT.search(value.text.norm) and not profile.headings.name(value.text.text)
    told = profile.headings.name(label.text.text) is None or not _SENTENCES.search(value.text.norm)
    return named and bool(figures) and told and not _FIGURE.match(label.text.norm)


_DIGIT = re.compile(r"\d")
_SENTENCES = re.compile(r"[a-z)\d]\. [A-Z]")


def _is_label(block: Block, profile: Profile) -> bool:
    named = _is_cell(block) and len(block.text.text) <= LONGEST_HEAD and profile.labels.name(block.text.text)
    return bool(named) and named not in _COLUMNS


def _is_cell(block: Block) -> bool:
    return block.kind is Kind.PARAGRAPH and block.alone and not block.number


def _width(blocks: Sequence[Block], i: int, profile: Profile) -> int:
    """How many columns a table that begins here has; 0 where none begins."""
    heads = _heads(blocks, i)
    if len(heads) < 2 or heads[0].text.text == heads[1].text.text:
        return 0
    if profile.columns.name(blocks[i].text.text) is None:
        return _width_of_unknown(blocks, i, heads, profile)
    named = next((k for k, b in enumerate(heads) if profile.columns.name(b.text.text) is None), len(heads))
    if named >= 3 or (named == 2 and len(heads) == 2):
        return named if _fits_words(blocks, i, named, profile) else 0
    return next((k for k in range(min(WIDEST, len(heads)), 1, -1) if _fits_figures(blocks, i, k, profile)), 0)


FEWEST_ROWS = 3


def _width_of_unknown(blocks: Sequence[Block], i: int, heads: Sequence[Block], profile: Profile) -> int:
    """The same under a first head that no profile names: at least three rows of figures under three heads or more."""
    for k in range(min(WIDEST, len(heads)), 2, -1):
        rows = [blocks[i + k * n : i + k * (n + 1)] for n in range(1, FEWEST_ROWS + 1)]
        known = any(profile.headings.name(b.text.text) for b in heads[:k])
        if not known and all(len(row) == k and _is_figure_row(row) for row in rows):
            return k
    return 0


def _heads(blocks: Sequence[Block], i: int) -> list[Block]:
    """The lines that may be heads: short, without a figure at their beginning, no label with its value."""
    found: list[Block] = []
    for block in blocks[i : i + WIDEST]:
        text = block.text.norm
        if (
            not _is_cell(block)
            or len(text) > LONGEST_HEAD
            or (_FIGURE.match(text) and not _TIME.fullmatch(text))
            or text.endswith((".", ":"))
            or _LABELLED.match(text)
        ):
            break
        found.append(block)
    return found


def _fits_figures(blocks: Sequence[Block], i: int, k: int, profile: Profile) -> bool:
    """Whether what follows k heads are rows of a label and k-1 figures."""
    first = blocks[i + k : i + 2 * k]
    second = blocks[i + 2 * k : i + 3 * k]
    return (
        len(first) == k
        and _is_figure_row(first)
        and (len(second) < k or _is_figure_row(second) or not _label_of_row(second, profile))
    )


def _is_figure_row(row: Sequence[Block]) -> bool:
    if not all(_is_cell(b) and len(b.text.norm) <= LONGEST_CELL for b in row) or _FIGURE.match(row[0].text.norm):
        return False
    figures = sum(_FIGURE.match(b.text.norm) is not None for b in row[1:])
    return figures >= FEWEST_FIGURES * (len(row) - 1) and figures > 0


def _label_of_row(row: Sequence[Block], profile: Profile) -> bool:
    return (
        len(row) > 1 and profile.headings.name(row[0].text.text) is None and _FIGURE.match(row[1].text.norm) is not None
    )


def _fits_words(blocks: Sequence[Block], i: int, k: int, profile: Profile) -> bool:
    """Whether rows of words follow k known heads: at least one whole row that is no heading."""
    row = blocks[i + k : i + 2 * k]
    return (
        len(row) == k
        and all(_is_cell(b) for b in row)
        and profile.headings.name(row[0].text.text) is None
        and not profile.labels.name(row[0].text.text)
    )


def _is_named(heads: Sequence[Block], profile: Profile) -> bool:
    return len(heads) > 1 and all(profile.columns.name(b.text.text) is not None for b in heads)


def _end(blocks: Sequence[Block], i: int, width: int, profile: Profile, *, by_figures: bool) -> int:
    """Where the table ends: before a row that is none."""
    end = i + width
    while end + width <= len(blocks):
        row = blocks[end : end + width]
        if not all(_is_cell(b) for b in row) or profile.headings.name(row[0].text.text) is not None:
            break
        if by_figures and not _is_figure_row(row):
            break
        if not by_figures and not _is_word_row(row):
            break
        end += width
    return end


def _is_word_row(row: Sequence[Block]) -> bool:
    return not row[0].text.norm.rstrip().endswith(":")


def _row(raw: str, cells: Sequence[Block]) -> Block:
    whole: CleanText = clean(raw, [(b.start, b.end) for b in cells])
    texts = tuple(b.text if raw[b.start : b.end] == b.text.text else clean(raw, [(b.start, b.end)]) for b in cells)
    return Block(Kind.ROW, whole, cells[0].start, cells[-1].end, alone=True, cells=texts)
