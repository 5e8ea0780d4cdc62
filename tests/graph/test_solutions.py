"""SPARQL results in JSON are read alike by the quick reader and by the engine's."""

from __future__ import annotations

from typing import cast

import pytest
from evigraph.graph.solutions import Solutions
from evigraph.ontology.rdf import BlankNode, Literal, NamedNode, Store, parse_query_results
from evigraph.ontology.rdf import QueryResultsFormat as Format
from evigraph.ontology.rdf import QuerySolutions as Rows

QUERY = """
SELECT ?a ?b ?c WHERE {
  VALUES (?a ?b ?c) {
    (<https://example.org/a> "plain" "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>)
    ("Knie"@de UNDEF true)
    (<<( <https://example.org/s> <https://example.org/p> "\\"quoted\\" \\n" )>> "" 3)
  }
}
"""


def test_terms_are_those_of_the_engine() -> None:
    found = cast("Rows", Store().query(QUERY)).serialize(format=Format.JSON) or b""
    read = Solutions.parse(found)
    assert read == Solutions.of(cast("Rows", parse_query_results(found, Format.JSON)))
    assert len(read) == 3


def test_every_kind_of_plain_term_is_read() -> None:
    body = b"""{"head": {"vars": ["x"]}, "results": {"bindings": [
      {"x": {"type": "uri", "value": "https://example.org/a"}}, {"x": {"type": "bnode", "value": "b0"}},
      {"x": {"type": "literal", "value": "Knie", "xml:lang": "de"}}, {}]}}"""
    terms = [row[0] for row in Solutions.parse(body)]
    assert terms == [NamedNode("https://example.org/a"), BlankNode("b0"), Literal("Knie", language="de"), None]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": 1}]}}'])
def test_what_is_no_result_is_refused(body: bytes) -> None:
    with pytest.raises(SyntaxError):
        Solutions.parse(body)
