"""Question kinds for programs: what each takes and gives, and its rows for given values.

    registry = Registry(open_store("evigraph-store"))
    registry.run("results", {"study": "Yoon 2016", "time": "12"}).rows

One door for everything that offers the kinds as they are: HTTP, MCP, published example queries, the docs.  Knows
templates and how values are named; knows nothing of questions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evigraph.graph.provenance import citations
from evigraph.ontology.errors import UsageError
from evigraph.ontology.rdf import NamedNode
from evigraph.ontology.vocabulary import vocabulary
from evigraph.queries.answer import Cited
from evigraph.queries.answering.rows import rows_of
from evigraph.queries.composition import Filter, compose
from evigraph.queries.knowledge.cache import open_knowledge
from evigraph.queries.parameters import IRI, PLAIN, Parameter, Type
from evigraph.queries.synthesis.computations import computed
from evigraph.queries.template import Template, templates
from evigraph.queries.understanding.filters import SCHEMES, THINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from evigraph.graph.store import Reader
    from evigraph.queries.answer import Plain
    from evigraph.queries.answering.rows import Row
    from evigraph.queries.knowledge.names import Names
    from evigraph.queries.parameters import Value

#: How many rows are given, and how many of them are cited.
ROWS, CITED = 1000, 100


@dataclass(frozen=True, slots=True)
class QueryKind:
    """A kind as programs see it: `examples` are questions of it, `columns` those of its rows.

    `computed` are those of the columns that no document prints.
    """

    name: str
    title: str
    examples: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    computed: tuple[str, ...]
    sparql: str

    @property
    def schema(self) -> dict[str, object]:
        """The JSON Schema of its arguments; each takes one value or several, of which one has to hold."""
        return {
            "type": "object",
            "properties": {p.name: _schema(p) for p in self.parameters},
            "additionalProperties": False,
        }


def _schema(parameter: Parameter) -> dict[str, object]:
    one = {"type": "string"} if parameter.type not in PLAIN else dict(PLAIN[parameter.type])
    described = f"{parameter.type}: a name or an IRI" if parameter.type not in PLAIN else str(parameter.type)
    return {"description": described, "anyOf": [one, {"type": "array", "items": one}]}


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one call, with the query that gave them and the words behind the first of them.

    `computed` are the columns that no document prints.
    """

    kind: str
    sparql: str
    columns: tuple[str, ...]
    computed: tuple[str, ...]
    rows: tuple[Mapping[str, Plain], ...]
    citations: tuple[Cited, ...]
    truncated: bool


def kinds() -> Mapping[str, QueryKind]:
    """All kinds by name."""
    return {name: _kind(template) for name, template in templates().items()}


def _kind(template: Template) -> QueryKind:
    return QueryKind(
        name=template.name,
        title=template.title,
        examples=template.asks,
        parameters=tuple(template.all_parameters.values()),
        columns=tuple(c for c in template.columns if not c.endswith("_iri")),
        computed=template.computed,
        sparql=template.sparql,
    )


class Registry:
    """Runs kinds against one reader."""

    def __init__(self, reader: Reader, *, indexes: Path | None = None) -> None:
        """Names are kept in the folder `indexes`, where one is given."""
        self._reader = reader
        self._indexes = indexes

    def run(self, name: str, given: Mapping[str, str | Sequence[str]], *, limit: int = ROWS) -> Table:
        """The rows of a kind under these values, at most `limit`.

        Raises UsageError for a kind or parameter that there is none of, and for a value that is none of its type.
        """
        template = templates().get(name)
        if template is None:
            raise UsageError(f"{name[:80]!r}: no such kind of query; there are: {', '.join(templates())}")
        sparql = compose(template, list(self._filters(template, given)))
        rows = computed(template, rows_of(self._reader.select(sparql)))
        kept = rows[:limit]
        return Table(
            kind=name,
            sparql=sparql,
            columns=_kind(template).columns,
            computed=template.computed,
            rows=tuple(row.plain() for row in kept),
            citations=self._cited(kept),
            truncated=len(rows) > len(kept),
        )

    def _filters(self, template: Template, given: Mapping[str, str | Sequence[str]]) -> Iterator[Filter]:
        for name, value in given.items():
            parameter = template.all_parameters.get(name)
            if parameter is None:
                raise UsageError(f"{name[:80]!r}: {template.name} takes {', '.join(template.all_parameters)}")
            values = [value] if isinstance(value, str) else value
            yield Filter(name, tuple(self._value(parameter, one) for one in values))

    def _value(self, parameter: Parameter, given: str) -> Value:
        """A value by its IRI or by its name."""
        if parameter.type in PLAIN or IRI.fullmatch(given):
            return parameter.value(given)
        found = next(named(self._names, parameter.type, given), None)
        if found is None:
            raise UsageError(f"{parameter.name}: no {parameter.type} is called {given[:80]!r}")
        return NamedNode(found)

    @cached_property
    def _names(self) -> Names:
        return open_knowledge(self._reader, self._indexes).names

    def _cited(self, rows: Sequence[Row]) -> tuple[Cited, ...]:
        nodes = list(dict.fromkeys(row.text("node") for row in rows[:CITED] if row.text("node")))
        found = (c for c in citations(self._reader, *nodes, attributes=()) if not c.attribute)
        return tuple(Cited(c.document_id, c.study, c.section, c.quote, c.start, c.end) for c in found)


def named(names: Names, kind: Type, label: str) -> Iterator[str]:
    """The IRIs of what is called so, whatever the case."""
    wanted = label.casefold()
    if kind is Type.STUDY:
        yield from (s.iri for s in names.studies if wanted in map(str.casefold, (s.name, s.surname, *s.aliases)))
    elif kind is Type.PAPER:
        yield from (p.iri for p in names.papers if wanted == f"{p.author} {p.year}".strip().casefold())
    elif kind in THINGS:
        yield from (t.iri for t in names.things if t.kind == THINGS[kind] and t.label.casefold() == wanted)
    else:
        found = (vocabulary().find(label, scheme) for scheme in SCHEMES.get(kind, ()))
        yield from (concept.iri for concept in found if concept)
        yield from (c.iri for c in names.local if c.label.casefold() == wanted and c.scheme in SCHEMES.get(kind, ()))
