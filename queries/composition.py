"""A template and typed filters to one SPARQL query; the values of filters never change its algebra.

Knows query text and terms; knows nothing of questions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evigraph.queries.template import LINE, Template, templates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.queries.parameters import Value

VALUES = re.compile(r"VALUES (?P<variables>\?\w+|\((?:\?\w+ ?)+\)) \{[^}]*\}")
#: A line by which nodes are found, and which only sifts them where studies find them.
FINDING = re.compile(r"VALUES (?P<variable>\?\w+) \{[^}]*\} (?P<pattern>\?node \S+ (?P=variable)) \.")
VARIABLE = re.compile(r"\?(\w+)")
ORDER = re.compile(r"\nORDER BY [^\n]*")
#: Variables that filters of one query share with it; all others are renamed where a filter stands twice.
SHARED = frozenset({"study_iri", "node", "document"})


@dataclass(frozen=True, slots=True)
class Filter:
    """One constraint: the parameter `name` has one of the values, or, where it is negated, none of them."""

    name: str
    values: tuple[Value, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A choice of constraints, one of which holds."""

    filters: tuple[Filter, ...]


Constraint = Filter | AnyOf


@dataclass(frozen=True, slots=True)
class Order:
    """Rows by a column, the greatest first where it is descending, at most `limit` of them."""

    column: str
    descending: bool = True
    limit: int | None = None


def compose(template: Template, constraints: Iterable[Constraint] = (), order: Order | None = None) -> str:
    """The query of a template under constraints; raises KeyError where the template has no such parameter."""
    given = tuple(constraints)
    inline: dict[str, Filter] = {}
    for constraint in given:
        if isinstance(constraint, Filter) and constraint.name in template.lines and not constraint.negated:
            inline.setdefault(constraint.name, constraint)
    outside = [(c, _pattern(template, c, i)) for i, c in enumerate(given) if not _is_inline(c, inline)]
    held = [pattern for constraint, pattern in outside if not _is_negated(constraint)]
    denied = [pattern for constraint, pattern in outside if _is_negated(constraint)]
    body = "\n".join(filter(None, _lines(template, inline, held)))
    end = body.rindex("}")  # what is taken away is taken from what the rest has bound
    body = "".join([body[:end], *(f"{pattern}\n" for pattern in denied), body[end:]])
    return _ordered(body, order) + "\n"


def _is_negated(constraint: Constraint) -> bool:
    return isinstance(constraint, Filter) and constraint.negated


def _is_inline(constraint: Constraint, inline: dict[str, Filter]) -> bool:
    return isinstance(constraint, Filter) and inline.get(constraint.name) is constraint


def _lines(template: Template, inline: dict[str, Filter], held: list[str]) -> Iterator[str]:
    """The lines of the query, with what else constrains it wherever the template may narrow its studies."""
    lines = template.sparql.splitlines()
    places = [i for i, line in enumerate(lines) if line.endswith(" # study")]
    places = places or [next(i for i, line in enumerate(lines) if "WHERE {" in line)]
    for number, line in enumerate(lines):
        yield _line(line, inline)
        if number in places:
            yield from held


def _line(line: str, inline: dict[str, Filter]) -> str:
    match = LINE.fullmatch(line.strip())
    if match is None:
        return line
    chosen = inline.get(match["name"])
    if chosen is None:
        return ""
    found = "study" in inline and FINDING.fullmatch(match["code"])
    return f"  {_sifting(found, chosen) if found else bound(match['code'], chosen.values)}"


def _sifting(found: re.Match[str], chosen: Filter) -> str:
    """A line for nodes that are found already: engines begin with VALUES, and read all that has one of them."""
    return f"{found['pattern']} . FILTER({found['variable']} IN ({', '.join(map(_serialised, chosen.values))}))"


def _pattern(template: Template, constraint: Constraint, position: int) -> str:
    """A constraint as a group of its own, whose variables no other part of the query knows."""
    if isinstance(constraint, AnyOf):
        choices = [_filter(template, one, position * 10 + i) for i, one in enumerate(constraint.filters)]
        return f"  {' UNION '.join(f'{{ {choice} }}' for choice in choices)}"
    pattern = _filter(template, replace(constraint, negated=False), position)
    return f"  MINUS {{ {pattern} }}" if constraint.negated else f"  {pattern}"


def _filter(template: Template, constraint: Filter, position: int) -> str:
    code = _code(template, constraint.name)
    shared = SHARED if constraint.name not in ("device", "document") else SHARED - {"document"}
    renamed = VARIABLE.sub(lambda m: m[0] if m[1] in shared else f"?{m[1]}_{position}", code)
    return bound(renamed, constraint.values)


def _code(template: Template, name: str) -> str:
    if name in template.lines:
        return template.lines[name]
    return templates()[template.filters].lines[name] if template.filters else template.lines[name]


def bound(line: str, values: tuple[Value, ...]) -> str:
    """A line with these values in its VALUES; values are serialised as terms and never pasted."""
    match = VALUES.search(line)
    if match is None or not values:
        return line
    listed = " ".join(_serialised(value) for value in values)
    return f"{line[: match.start()]}VALUES {match['variables']} {{ {listed} }}{line[match.end() :]}"


def _serialised(value: Value) -> str:
    return f"({' '.join(map(str, value))})" if isinstance(value, tuple) else str(value)


def _ordered(query: str, order: Order | None) -> str:
    if order is None:
        return query
    direction = "DESC" if order.descending else "ASC"
    limit = "" if order.limit is None else f"\nLIMIT {order.limit}"
    return ORDER.sub(lambda m: m[0].replace("ORDER BY ", f"ORDER BY {direction}(?{order.column}) ", 1) + limit, query)
