"""Which class each record becomes and which property each of its fields: the table schema.tsv, read strictly.

Knows records and terms; knows nothing of how quads are made.  A field that the table does not list would not reach
the graph, so a test refuses it; the few fields that are structure and not content are named in `STRUCTURAL`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.ontology import records, terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evigraph.ontology.rdf import NamedNode

TABLE = Path(__file__).with_name("schema.tsv")

#: Fields that say where a finding stands or how it was read: mentions, runs and assertions hold them.
STRUCTURAL = frozenset({"start", "end", "section", "region", "rule", "places"})


class Kind(StrEnum):
    """What kind of term a field's value becomes."""

    CLASS = "class"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    BOOLEAN = "boolean"
    CONCEPT = "concept"
    THING = "thing"
    STUDY = "study"
    HINT = "hint"
    PARTS = "parts"


class Node(StrEnum):
    """Which of the nodes that a record describes carries a field."""

    SELF = "self"
    POPULATION = "population"
    INTERVENTION = "intervention"
    VERSION = "version"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a record: its property, what its value becomes, and which node carries it.

    `schemes` are the concept schemes that are searched, the first that knows the label wins; with `within` the
    longest concept inside the words will do.  `thing` is the kind of shared thing.  `decimals` is the property for
    printed precision, `words` the one for the source's wording.
    """

    name: str
    property: NamedNode
    kind: Kind
    schemes: tuple[str, ...] = ()
    within: bool = False
    thing: str = ""
    decimals: NamedNode | None = None
    words: NamedNode | None = None
    node: Node = Node.SELF


@dataclass(frozen=True, slots=True)
class RecordSchema:
    """What one record class becomes: an instance of `type`, below `path`, keyed by the values of `key`."""

    record: type[records.Finding]
    type: NamedNode
    path: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """The field of that name; raises KeyError where the record has none."""
        return {f.name: f for f in self.fields}[name]


@cache
def schemas() -> Mapping[type[records.Finding], RecordSchema]:
    """The whole table by record class."""
    rows: dict[str, list[dict[str, str]]] = {}
    with TABLE.open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source, delimiter="\t", restval=""):
            rows.setdefault(row["record"], []).append(row)
    found = [_record_schema(name, listed) for name, listed in rows.items()]
    return {schema.record: schema for schema in found}


def _record_schema(name: str, rows: list[dict[str, str]]) -> RecordSchema:
    head, *rest = rows
    options = _options(head["options"], allowed=frozenset({"path", "key"}))
    record = getattr(records, name)
    listed = tuple(_field(row) for row in rest)
    _refuse_unknown(name, {f.name for f in listed} - {f.name for f in fields(record)})
    return RecordSchema(record, term(head["term"]), options.get("path", ""), _list(options.get("key", "")), listed)


def _field(row: dict[str, str]) -> Field:
    options = _options(row["options"], allowed=frozenset({"schemes", "within", "thing", "decimals", "words", "node"}))
    kind = Kind(row["kind"])
    decimals = options.get("decimals", f"{row['term']}Decimals" if kind is Kind.DECIMAL else "")
    return Field(
        name=row["field"],
        property=term(row["term"]),
        kind=kind,
        schemes=_list(options.get("schemes", "")),
        within="within" in options,
        thing=options.get("thing", ""),
        decimals=term(decimals) if decimals else None,
        words=term(options["words"]) if "words" in options else None,
        node=Node(options.get("node", Node.SELF)),
    )


def _options(text: str, *, allowed: frozenset[str]) -> dict[str, str]:
    options = dict(option.split("=", 1) for option in text.split())
    _refuse_unknown(text, options.keys() - allowed)
    return options


def _list(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(",")))


def _refuse_unknown(where: str, unknown: set[str]) -> None:
    if unknown:
        raise ValueError(f"{TABLE.name}, {where}: unknown {', '.join(sorted(unknown))}")


def term(name: str) -> NamedNode:
    """The term of a prefixed name; raises AttributeError where no vocabulary declares it.

    >>> term("hta:study").value
    'https://w3id.org/hta-evidence/ns#study'
    """
    prefix, _, local = name.partition(":")
    namespace: terms.Terms = getattr(terms, prefix.upper())
    return getattr(namespace, local)  # type: ignore[no-any-return]
