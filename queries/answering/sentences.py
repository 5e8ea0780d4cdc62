"""A row as a sentence or as an item of a list, by the lines of its template.

Knows the small language of those lines: {column}, {column:s} for a plural, [parts that fall away with an empty column].
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.queries.answering import figures

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evigraph.queries.answering.rows import Row

OPTIONAL = re.compile(r"\[((?:[^\[\]])*)\]")
FIELD = re.compile(r"\{(\w+)(:s)?\}")
LONGEST_CELL = 600
COMPUTED: Mapping[str, Callable[[Row], str]] = {
    "figure": figures.figure,
    "spread": figures.spread,
    "when": figures.when,
    "label": figures.label,
    "course": figures.course,
    "denied": figures.denied,
    "report": figures.report,
}
# Signs of the language that stand in a value are put aside while the line is filled.
ASIDE = str.maketrans("[]{}", "\x02\x03\x04\x05")
BACK = str.maketrans("\x02\x03\x04\x05", "[]{}")


def sentence(line: str, row: Row) -> str:
    """The line with the row's values.

    >>> from evigraph.queries.answering.rows import Row
    >>> sentence("{study}: {age} years[ (range {low} to {high})].", Row({"study": "Smith 2020", "age": 41}))
    'Smith 2020: 41 years.'
    """
    while OPTIONAL.search(line):
        line = OPTIONAL.sub(lambda match: _kept(match[1], row), line)
    filled = FIELD.sub(lambda match: _value(match, row), line)
    return _tidy(filled).translate(BACK)


def _kept(part: str, row: Row) -> str:
    if all(_value(field, row) for field in FIELD.finditer(part)):
        return FIELD.sub(lambda match: _value(match, row), part)
    return ""


def _value(match: re.Match[str], row: Row) -> str:
    name, plural = match.groups()
    computed = COMPUTED.get(name)
    value = computed(row) if computed and name not in row.cells else figures.printed(row, name)
    value = _shortened(value).translate(ASIDE)
    return f"{value}s" if plural and value and not value.endswith("s") else value


def _shortened(value: str) -> str:
    return value if len(value) <= LONGEST_CELL else value[: LONGEST_CELL - 1].rsplit(" ", 1)[0] + "…"


def _tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", text).replace(" no any ", " no ")
    text = re.sub(r"\s+([,.;:])", r"\1", text)
    return re.sub(r",\s*([.:;])", r"\1", text).strip()


def listed(items: list[str], *, most: int = 8) -> str:
    """Items as one phrase; how many more there are where not all are told."""
    shown = items if len(items) <= most else items[: most - 1]
    rest = [f"{len(items) - len(shown)} more"] if len(items) > len(shown) else []
    parts = [*shown, *rest]
    separator = "; " if any("," in item or ";" in item for item in parts) else ", "
    return separator.join(parts)
