"""A row as a sentence or as an item of a list, by the lines of its template.

Knows the small language of those lines: {column}, {column:s} for a plural, [parts that fall away with an empty column].
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from evigraph.queries.answering import figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from evigraph.queries.answering.rows import Row

SIGNS = re.compile(r"\{(\w+)(:s)?\}|([\[\]])")
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


@dataclass(frozen=True, slots=True)
class _Field:
    column: str
    plural: bool


#: What stands in a line: text, a column, or a part that may fall away.
_Part: TypeAlias = "str | _Field | tuple[_Part, ...]"


def sentence(line: str, row: Row) -> str:
    """The line with the row's values.

    >>> from evigraph.queries.answering.rows import Row
    >>> sentence("{study}: {age} years[ (range {low} to {high})].", Row({"study": "Smith 2020", "age": 41}))
    'Smith 2020: 41 years.'
    """
    return _tidy("".join(_filled(_parts(line), row)))


@lru_cache(maxsize=256)
def _parts(line: str) -> tuple[_Part, ...]:
    """A line taken apart; raises IndexError for a bracket that nothing opens."""
    open_: list[list[_Part]] = [[]]
    end = 0
    for sign in SIGNS.finditer(line):
        open_[-1].append(line[end : sign.start()])
        end = sign.end()
        if sign[3] == "[":
            open_.append([])
        elif sign[3] == "]":
            part = tuple(open_.pop())
            open_[-1].append(part)
        else:
            open_[-1].append(_Field(sign[1], plural=bool(sign[2])))
    return (*open_[0], line[end:])


def _filled(parts: tuple[_Part, ...], row: Row) -> Iterator[str]:
    for part in parts:
        if isinstance(part, tuple):
            yield from _filled(part, row) if all(_value(f, row) for f in part if isinstance(f, _Field)) else ()
        else:
            yield _value(part, row) if isinstance(part, _Field) else part


def _value(field: _Field, row: Row) -> str:
    name = field.column
    computed = COMPUTED.get(name)
    value = _shortened(computed(row) if computed and name not in row.cells else figures.printed(row, name))
    return f"{value}s" if field.plural and value and not value.endswith("s") else value


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
