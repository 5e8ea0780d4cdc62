"""What servers answer, as a store of our own would: one form of terms, rows and triples, whoever wrote them.

Knows the formats of answers; knows nothing of requests.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from evigraph.graph.answer import GRAPHS, RESULTS, Answer
from evigraph.graph.stores.client import ROWS, YES_OR_NO
from evigraph.ontology.rdf import (
    Literal,
    Quad,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
    serialize,
)
from evigraph.ontology.terms import PREFIXES, XSD

if TYPE_CHECKING:
    from evigraph.graph.answer import Request
    from evigraph.ontology.rdf import Term

JSON = RESULTS["json"]
#: Booleans as some servers keep them.
BOOLEANS = {"1": "true", "0": "false"}


def answered(kind: str, body: bytes, request: Request) -> Answer:
    """What a server answered to a query of a kind, in the format that was asked for.

    Raises ValueError, SyntaxError, KeyError or TypeError where it is no answer.
    """
    if kind == YES_OR_NO:
        told = {"head": {}, "boolean": _is_yes(json.loads(body))}
        return Answer("boolean", json.dumps(told).encode(), JSON.media_type)
    return _rows(body, request) if kind == ROWS else _graph(body, request)


def canonical(term: Term) -> Term:
    """A term as we write it, whatever a server makes of it."""
    if isinstance(term, Literal) and term.datatype == XSD.boolean:
        return Literal(BOOLEANS.get(term.value, term.value), datatype=XSD.boolean)
    return term


def _is_yes(found: dict[str, Any]) -> bool:
    """A boolean; Virtuoso tells some of them as a row."""
    if "boolean" in found:
        return bool(found["boolean"])
    (value,) = found["results"]["bindings"][0].values()
    return bool(value["value"] in ("1", "true"))


def _rows(body: bytes, request: Request) -> Answer:
    found = json.loads(body)
    bindings = [{name: _term(term) for name, term in row.items()} for row in found["results"]["bindings"]]
    told = {"head": {"vars": found["head"]["vars"]}, "results": {"bindings": bindings[: request.cap]}}
    plain, truncated = json.dumps(told).encode(), len(bindings) > request.cap
    format_ = RESULTS[request.results]
    if format_ == JSON:
        return Answer("solutions", plain, JSON.media_type, truncated)
    rows = cast("QuerySolutions", parse_query_results(plain, JSON))
    return Answer("solutions", rows.serialize(format=format_) or b"", format_.media_type, truncated)


def _term(term: dict[str, str]) -> dict[str, str]:
    """A term of the results; servers write older forms of the standard, and booleans as numbers."""
    kind = "literal" if term["type"] == "typed-literal" else term["type"]
    value = BOOLEANS.get(term["value"], term["value"]) if term.get("datatype") == XSD.boolean.value else term["value"]
    return {**term, "type": kind, "value": value}


def _graph(body: bytes, request: Request) -> Answer:
    quads = list(parse(body, format=RdfFormat.TURTLE))
    format_ = GRAPHS[request.graph]
    kept = [Quad(quad.subject, quad.predicate, canonical(quad.object)) for quad in quads[: request.cap]]
    written = serialize(kept, format=format_, prefixes=PREFIXES) or b""
    return Answer("graph", written, format_.media_type, len(quads) > request.cap)
