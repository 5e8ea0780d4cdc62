"""The one door to pyoxigraph, and literals as the graph writes them.

Knows RDF terms and their canonical forms; knows no class or property of the ontology.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolution,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
    parse,
    parse_query_results,
    serialize,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

__all__ = [
    "BlankNode",
    "DefaultGraph",
    "Literal",
    "NamedNode",
    "Quad",
    "QueryBoolean",
    "QueryResultsFormat",
    "QuerySolution",
    "QuerySolutions",
    "QueryTriples",
    "RdfFormat",
    "Store",
    "Term",
    "Triple",
    "Variable",
    "boolean",
    "date",
    "decimal",
    "decimal_places",
    "integer",
    "parse",
    "parse_query_results",
    "serialize",
    "sorted_nquads",
    "text",
]

#: What may stand in the object position of a quad.
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

XSD = "http://www.w3.org/2001/XMLSchema#"
BOOLEAN, DECIMAL, INTEGER = (NamedNode(XSD + name) for name in ("boolean", "decimal", "integer"))
DATES = (
    (re.compile(r"\d{4}-\d\d-\d\d"), NamedNode(XSD + "date")),
    (re.compile(r"\d{4}-\d\d"), NamedNode(XSD + "gYearMonth")),
    (re.compile(r"\d{4}"), NamedNode(XSD + "gYear")),
)


def text(value: str) -> Literal:
    """A plain string."""
    return Literal(value)


def integer(value: int) -> Literal:
    """An `xsd:integer`."""
    return Literal(str(value), datatype=INTEGER)


def boolean(value: bool) -> Literal:
    """An `xsd:boolean`."""
    return Literal("true" if value else "false", datatype=BOOLEAN)


def decimal(value: Decimal) -> Literal:
    """An `xsd:decimal` in the canonical form that stores keep, so that a dump equals what was loaded.

    >>> from decimal import Decimal
    >>> decimal(Decimal("3.0")).value
    '3'
    """
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return Literal("0" if plain in ("-0", "") else plain, datatype=DECIMAL)


def decimal_places(value: Decimal) -> int:
    """How many digits stand after the point, as printed.

    >>> from decimal import Decimal
    >>> decimal_places(Decimal("3.0"))
    1
    """
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def date(value: str) -> Literal:
    """ISO 8601 text typed at its own precision; text that is no date stays a string.

    >>> date("2022-10").datatype.value
    'http://www.w3.org/2001/XMLSchema#gYearMonth'
    """
    for pattern, datatype in DATES:
        if pattern.fullmatch(value):
            return Literal(value, datatype=datatype)
    return Literal(value)


def sorted_nquads(quads: Iterable[Quad]) -> bytes:
    """N-Quads lines, each once, in code point order, so that equal sets of quads are equal bytes."""
    lines = serialize(quads, format=RdfFormat.N_QUADS) or b""
    return b"".join(sorted(set(lines.splitlines(keepends=True))))
