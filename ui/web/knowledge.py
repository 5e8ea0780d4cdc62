"""Ontology, shapes, JSON-LD context and example queries as files that programs read.

Knows where they come from; knows nothing of requests.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from evigraph.graph.answer import GRAPHS
from evigraph.ontology.rdf import Literal, NamedNode, RdfFormat, Triple, parse, serialize
from evigraph.ontology.schema import Kind, schemas
from evigraph.ontology.terms import HTA, ONTOLOGY, OWL, PREFIXES, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

#: Datatypes of XML Schema by kinds of fields.
DATATYPES = {Kind.INTEGER: "integer", Kind.DECIMAL: "decimal", Kind.BOOLEAN: "boolean"}
#: What ties a term to others, in the words of the page.
TIES = {
    "broader": RDFS.subClassOf,
    "broader property": RDFS.subPropertyOf,
    "property of": RDFS.domain,
    "value": RDFS.range,
}


@cache
def read(*files: Path) -> tuple[Triple, ...]:
    """The triples of Turtle files."""
    quads = chain.from_iterable(parse(path=path, format=RdfFormat.TURTLE) for path in files)
    return tuple(Triple(quad.subject, quad.predicate, quad.object) for quad in quads)


def ontology() -> tuple[Triple, ...]:
    """Classes and properties."""
    return read(ONTOLOGY)


def shapes() -> tuple[Triple, ...]:
    """All shapes that graphs are checked against."""
    return read(*sorted((ONTOLOGY.parent / "shapes").glob("*.ttl")))


def written(triples: Iterable[Triple], format_: str) -> bytes:
    """Triples in a format by its name."""
    return serialize(triples, format=GRAPHS[format_], prefixes=PREFIXES) or b""


@cache
def context() -> bytes:
    """A JSON-LD context: every property of the ontology by its name, with the type of its values."""
    told: dict[str, object] = {"@version": 1.1, **PREFIXES, "id": "@id", "type": "@type", "label": "rdfs:label"}
    for name, values in _properties().items():
        told[name] = {"@id": f"hta:{name}", **({"@type": values} if values else {})}
    return json.dumps({"@context": told}, indent=1).encode() + b"\n"


def _properties() -> Mapping[str, str]:
    """What kind of value each property has: `@id`, a datatype, or nothing special."""
    links = {subject for subject, triple in _of_names() if triple.object == OWL.ObjectProperty}
    typed = {subject for subject, triple in _of_names() if triple.object == OWL.DatatypeProperty}
    kinds = dict.fromkeys(links, "@id") | {iri: _datatypes().get(iri, "") for iri in typed}
    return {iri.removeprefix(HTA.iri): kinds[iri] for iri in sorted(kinds)}


def _of_names() -> Iterator[tuple[str, Triple]]:
    """The triples of the ontology whose subject has a name, with that name."""
    for triple in ontology():
        if isinstance(triple.subject, NamedNode):
            yield triple.subject.value, triple


@cache
def _datatypes() -> Mapping[str, str]:
    """The datatypes of properties that records have values for: without one, a program would take 5.1 for a double."""
    fields = chain.from_iterable(schema.fields for schema in schemas().values())
    return {field.property.value: f"xsd:{DATATYPES[field.kind]}" for field in fields if field.kind in DATATYPES}


def terms() -> list[dict[str, object]]:
    """Every class and property for the page of the ontology: its name, kind, label, comment, and what it is tied to."""
    said: dict[str, dict[str, list[str]]] = {}
    for subject, triple in _of_names():
        if subject.startswith(HTA.iri) and isinstance(triple.object, NamedNode | Literal):
            values = said.setdefault(subject, {})
            values.setdefault(triple.predicate.value, []).append(triple.object.value)
    return [_term(iri, values) for iri, values in sorted(said.items())]


def _term(iri: str, values: Mapping[str, list[str]]) -> dict[str, object]:
    types = values.get(RDF.type.value, [])
    kind = "class" if OWL.Class.value in types else "property"
    return {
        "iri": iri,
        "name": iri.removeprefix(HTA.iri),
        "kind": kind,
        "label": next(iter(values.get(RDFS.label.value, [])), iri),
        "comment": next(iter(values.get(RDFS.comment.value, [])), ""),
        "ties": {name: values[of.value] for name, of in TIES.items() if of.value in values},
    }
