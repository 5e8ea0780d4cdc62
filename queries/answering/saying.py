"""Rows as one or two sentences.

Knows templates and rows; knows nothing of what kind of answer was wanted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.queries.answering import figures
from evigraph.queries.answering.sentences import listed, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.queries.answering.rows import Row
    from evigraph.queries.template import Template

#: Kinds that are told with their topic first, since their items do not hold it.
TOPICAL = {"results": figures.label}
LONGEST = 1800


def said(template: Template, rows: Sequence[Row]) -> str:
    """One row as a sentence, several as a list."""
    if len(rows) == 1:
        return capital(sentence(template.answer, rows[0]))
    return f"{capital(topic(template, rows))}: {items(template, rows)}."


def topic(template: Template, rows: Sequence[Row]) -> str:
    """What a list is of: its one subject where all rows share it, else how many of what."""
    if template.lead:
        return sentence(template.lead, rows[0])
    name = TOPICAL.get(template.name)
    subjects = {_ungrouped(row) for row in rows} if name else set()
    return subjects.pop() if len(subjects) == 1 else f"{len(rows)} {template.counted}"


def _ungrouped(row: Row) -> str:
    return figures.label(type(row)({k: v for k, v in row.cells.items() if k != "group"}))


def items(template: Template, rows: Sequence[Row]) -> str:
    """The rows as items of a list."""
    name = TOPICAL.get(template.name)
    mixed = name is not None and len({_ungrouped(row) for row in rows}) > 1
    lines = [(f"{_ungrouped(row)}, " if mixed else "") + sentence(template.item, row) for row in rows]
    text = listed(list(dict.fromkeys(lines)), most=12)
    return text if len(text) <= LONGEST else listed([line[:160] for line in dict.fromkeys(lines)], most=8)


def capital(text: str) -> str:
    """The text with a capital first letter; names that start small, such as "von Falck", stay as they are."""
    return text[:1].upper() + text[1:] if text[:1].islower() and not text.startswith(SMALL_NAMES) else text


SMALL_NAMES = ("von ", "van ", "de ", "di ", "da ", "del ", "den ", "der ", "ten ", "la ", "le ", "el ")


def studies_of(rows: Sequence[Row]) -> list[str]:
    """The names of the studies of rows, each once, in order."""
    return list(dict.fromkeys(row.text("study") for row in rows if row.text("study")))
