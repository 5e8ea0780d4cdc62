"""The question kinds as example queries that tools can find: SHACL, as SPARQL editors of the SIB read it.

Knows templates and SHACL's terms; knows nothing of stores.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.ontology.rdf import Literal, NamedNode, Triple, text
from evigraph.ontology.terms import BASE, PREFIXES, RDF, RDFS, SCHEMA, SH, XSD
from evigraph.queries.composition import compose
from evigraph.queries.template import templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.queries.template import Template

EXECUTABLE = NamedNode(f"{SH.iri}SPARQLExecutable")
SELECT = NamedNode(f"{SH.iri}SPARQLSelectExecutable")
TARGET = NamedNode(f"{SCHEMA.iri}target")
PREFIX_LIST = NamedNode(f"{SH.iri}prefixes")
ANY_URI = NamedNode(f"{XSD.iri}anyURI")
SLOT = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Example:
    """An example query: `name` is that of its template, `question` one that it answers."""

    name: str
    title: str
    question: str
    sparql: str


def examples() -> list[Example]:
    """Every question kind as an example."""
    return [Example(t.name, t.title, _question(t), compose(t)) for t in templates().values()]


def example_triples(base: str = BASE) -> list[Triple]:
    """Every question kind as an example query of the endpoint, and the prefixes that queries may use."""
    return [*_prefixes(base), *(triple for each in examples() for triple in _told(each, base))]


def _question(template: Template) -> str:
    return SLOT.sub("…", template.asks[0])


def _told(example: Example, base: str) -> Iterator[Triple]:
    node = NamedNode(f"{base}examples#{example.name}")
    yield Triple(node, RDF.type, EXECUTABLE)
    yield Triple(node, RDF.type, SELECT)
    yield Triple(node, RDFS.label, Literal(example.title, language="en"))
    yield Triple(node, RDFS.comment, Literal(f"{example.title}: {example.question}", language="en"))
    yield Triple(node, PREFIX_LIST, _listed(base))
    yield Triple(node, SH.select, text(example.sparql))
    yield Triple(node, TARGET, NamedNode(f"{base}sparql"))


def _prefixes(base: str) -> Iterator[Triple]:
    yield Triple(_listed(base), RDFS.label, Literal("prefixes that queries may use", language="en"))
    for prefix, namespace in PREFIXES.items():
        node = NamedNode(f"{base}examples#prefix-{prefix}")
        yield Triple(_listed(base), SH.declare, node)
        yield Triple(node, RDFS.label, text(prefix))
        yield Triple(node, SH.prefix, text(prefix))
        yield Triple(node, SH.namespace, Literal(namespace, datatype=ANY_URI))


def _listed(base: str) -> NamedNode:
    return NamedNode(f"{base}examples#prefixes")
