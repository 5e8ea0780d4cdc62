"""The words behind a node.  Knows readers; knows nothing of how an answer is put."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from evigraph.graph.binding import bound
from evigraph.graph.build import build
from evigraph.graph.provenance import attribute_citations, citations
from evigraph.graph.store import LocalReader, open_store
from evigraph.ontology.rdf import Literal, NamedNode

from tests.graph.samples import OVERVIEW, overview

if TYPE_CHECKING:
    from pathlib import Path

STUDY = "https://w3id.org/hta-evidence/id/study/smith-2020-31-81"
EVENT = "SELECT ?e { ?e a <https://w3id.org/hta-evidence/ns#AdverseEvent> } ORDER BY ?e LIMIT 1"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> LocalReader:
    folder: Path = tmp_path_factory.mktemp("provenance") / "store"
    build([overview()], folder)
    return open_store(folder)


def test_finding_is_cited_with_its_study_and_place(reader: LocalReader) -> None:
    (row,) = reader.select(EVENT).texts()
    (citation,) = citations(reader, row["e"])
    assert (citation.document_id, citation.study, citation.section) == ("sample-overview", "Smith 2020", "key findings")
    assert OVERVIEW[citation.start : citation.end] == citation.quote == "Wound infection=3/24."
    assert citation.rule == "sample.rule"


@pytest.mark.parametrize("node", [STUDY, f"{STUDY}/population"])
def test_attribute_is_cited_where_it_was_read(reader: LocalReader, node: str) -> None:
    assert [c.quote for c in attribute_citations(reader, node, "n_patients")] == ["n=24"]


def test_only_attributes_that_are_asked_for_are_cited(reader: LocalReader) -> None:
    every = {c.attribute for c in citations(reader, STUDY)}
    assert {"", "n_patients"} < every
    assert {c.attribute for c in citations(reader, STUDY, attributes=["n_patients"])} == {"", "n_patients"}
    assert {c.attribute for c in citations(reader, STUDY, attributes=[])} == {""}


def test_nothing_is_cited_of_nothing(reader: LocalReader) -> None:
    assert citations(reader) == []
    assert citations(reader, "https://example.org/unknown") == []


def test_values_are_bound_as_terms() -> None:
    query = "SELECT * { VALUES ?x { <https://example.org/> } ?x ?p ?o }"
    hostile = Literal('"} DELETE { \\')
    assert str(hostile) in bound(query, "x", hostile)
    assert bound(query, "x", NamedNode("https://example.org/a")).count("VALUES") == 1
    with pytest.raises(KeyError):
        bound(query, "y", hostile)
