"""The door to pySHACL and rdflib: core shapes on one document at a time.

Knows shapes and quads; knows nothing of records.  Shapes nest their property shapes, to be read; here each property
shape is given the targets of its node shape, so that pySHACL takes all nodes at a time: the same results in an eighth
of the time.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pyshacl
from evigraph.graph.conformance import surely_conforms
from evigraph.graph.constraints import Severity, Violation, broken_constraints, shape_files
from evigraph.ontology import rdf
from evigraph.ontology.errors import EvigraphError
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SH, XSD
from rdflib.term import Node

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

STRING = rdf.NamedNode(str(XSD.string))


def violations(quads: Iterable[rdf.Quad]) -> list[Violation]:
    """What core shapes and SPARQL-based constraints find in the quads of one document, ordered."""
    listed = list(quads)
    store = rdf.Store()
    store.extend(listed)
    return sorted({*core_violations(listed), *broken_constraints(store)})


def file_violations(path: Path) -> list[Violation]:
    """What the shapes find in an RDF file of any format; raises EvigraphError where it is none."""
    try:
        return violations(rdf.parse(path=path))
    except (SyntaxError, ValueError, OSError) as error:
        raise EvigraphError(f"{path}: cannot be read as RDF: {' '.join(str(error).split())}") from None


def core_violations(quads: Iterable[rdf.Quad]) -> list[Violation]:
    """What the core shapes find; graph names do not matter.  pySHACL is asked only where something may be wrong."""
    listed = list(quads)
    if surely_conforms(listed):
        return []
    shapes = core_shapes()
    return reported(data_graph(listed, known=_names(shapes)), shapes)


def reported(data: Graph, shapes: Graph) -> list[Violation]:
    """What pySHACL reports of any data against any shapes, ordered."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    if not isinstance(report, Graph):
        return []
    return sorted({_violation(report, result) for result in report.objects(None, SH.result)})


def _violation(report: Graph, result: Node) -> Violation:
    def text(predicate: URIRef) -> str:
        value = report.value(result, predicate)
        return "" if value is None or isinstance(value, BNode) else str(value)

    severity = Severity(text(SH.resultSeverity).removeprefix(str(SH)))
    return Violation(text(SH.focusNode), text(SH.resultMessage), severity, text(SH.resultPath), text(SH.value))


@cache
def all_shapes() -> Graph:
    """The shapes that ship, as their files have them."""
    shapes = Graph()
    for path in shape_files():
        shapes.parse(path)
    return shapes


@cache
def core_shapes() -> Graph:
    """The shapes without SPARQL-based constraints, property shapes with targets of their own."""
    shapes = Graph()
    for triple in all_shapes():
        if triple[1] not in (SH.sparql, SH.property):
            shapes.add(triple)
    for node, _, nested in all_shapes().triples((None, SH.property, None)):
        shapes.add((nested, RDF.type, SH.PropertyShape))
        for target in all_shapes().objects(node, SH.targetClass):
            shapes.add((nested, SH.targetClass, target))
    return shapes


@cache
def _names(shapes: Graph) -> frozenset[str]:
    """The IRIs that shapes speak of: triples with other predicates need not be looked at."""
    return frozenset(str(o) for o in shapes.objects() if isinstance(o, URIRef)) | {str(RDF.type)}


def data_graph(quads: Iterable[rdf.Quad], known: frozenset[str] | None = None) -> Graph:
    """Quads as an rdflib graph, only those with known predicates where some are given."""
    graph = Graph()
    terms = _Terms()
    for quad in quads:
        if known is None or quad.predicate.value in known:
            graph.add((terms[quad.subject], terms[quad.predicate], terms[quad.object]))
    return graph


class _Terms(dict[rdf.Term, Node]):
    """rdflib's terms for ours, each made once."""

    def __missing__(self, term: rdf.Term) -> Node:
        self[term] = made = _rdflib_term(term)
        return made


def _rdflib_term(term: rdf.Term) -> Node:
    if isinstance(term, rdf.NamedNode):
        return URIRef(term.value)
    if isinstance(term, rdf.Literal):
        datatype = None if term.language or term.datatype == STRING else URIRef(term.datatype.value)
        return Literal(term.value, lang=term.language, datatype=datatype)
    return BNode(str(term))
