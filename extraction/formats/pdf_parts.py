"""Tables that go on over pages to whole ones: the head that every page repeats once, a row that was cut whole again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evigraph.extraction.formats.pdf_tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.extraction.formats.pdf_blocks import Block
    from evigraph.extraction.formats.pdf_joining import Joining

#: Points by which the columns of a table that goes on may be out of line.
ALIGNED = 3.0
#: Rows that the head of a table has at most.
HEAD = 3
SENTENCE_ENDS = (".", ":", ";", "?", "!")

Row = tuple[str, ...]


def with_joined_tables(parts: Iterable[Table | Block], joining: Joining) -> Iterator[Table | Block]:
    """All parts; tables that follow each other with the same columns are one."""
    held: Table | None = None
    for part in parts:
        if isinstance(part, Table):
            if held is not None and _same_columns(held, part):
                held = _joined(held, part, joining)
                continue
            if held is not None:
                yield held
            held = part
            continue
        if held is not None:
            yield held
        held = None
        yield part
    if held is not None:
        yield held


def _same_columns(a: Table, b: Table) -> bool:
    return len(a.edges) == len(b.edges) and all(abs(x - y) <= ALIGNED for x, y in zip(a.edges, b.edges, strict=True))


def _joined(a: Table, b: Table, joining: Joining) -> Table:
    rows = list(b.rows)
    head = next((n for n in range(min(HEAD, len(rows)), 0, -1) if rows[:n] == list(a.rows[:n])), 0)
    rows = rows[head:]
    whole = list(a.rows)
    if rows and whole and _is_cut(whole[-1], rows[0]):
        whole[-1] = tuple(
            joining.joined(x, y) if x and y else x or y for x, y in zip(whole[-1], rows.pop(0), strict=True)
        )
    return replace(a, rows=(*whole, *rows))


def _is_cut(last: Row, first: Row) -> bool:
    """Whether a row goes on the last one of the page before: it has no label, or begins in the middle of a sentence."""
    if not first[0]:
        return True
    if first[0][:1].islower() and not last[0].endswith(SENTENCE_ENDS):
        return True
    halves = [(x, y) for x, y in zip(last, first, strict=True) if y]
    return len(halves) < len(first) and all(x and not x.endswith(SENTENCE_ENDS) for x, _ in halves)
