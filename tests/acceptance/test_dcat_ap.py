"""The catalogue conforms to the European application profile DCAT-AP 3.0.0.  Knows its shapes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from evigraph.graph.catalogue.dcat import EVIDENCE, FACTS, VOCABULARY, File, catalogue
from evigraph.graph.catalogue.terms import DCT
from evigraph.graph.catalogue.versions import Version, versions
from evigraph.graph.store import open_store
from evigraph.ontology.publisher import Publisher
from evigraph.ontology.rdf import RdfFormat, serialize
from pyshacl import validate
from rdflib import Graph

from tests.acceptance.gold_records import SHARED

if TYPE_CHECKING:
    from pathlib import Path

    from evigraph.ontology.rdf import NamedNode

SHAPES = SHARED / "w3c/dcat-ap-3.0.0/dcat-ap-SHACL.ttl"
if not SHAPES.is_file() and not os.environ.get("EVIGRAPH_CI"):
    pytest.skip("no DCAT-AP shapes in ../shared", allow_module_level=True)

PUBLISHER = Publisher(name="Example Agency", base="https://evidence.example.org/", contact="mailto:data@example.org")
FILES = [
    File(path=f"dump/{kind}.nq", dataset=kind, title=kind, media_type="application/n-quads", size=7, sha256="ab" * 32)
    for kind in (FACTS, EVIDENCE, VOCABULARY)
]


@pytest.fixture(scope="module")
def held(store: Path) -> list[Version]:
    return versions(open_store(store).select)


@pytest.mark.parametrize("without", [None, DCT.title, DCT.publisher])
def test_catalogue_conforms_and_one_with_a_gap_does_not(held: list[Version], without: NamedNode | None) -> None:
    told = catalogue(PUBLISHER, held, FILES, endpoint=f"{PUBLISHER.base}sparql")
    kept = [triple for triple in told if triple.predicate != without]
    data = Graph().parse(data=serialize(kept, format=RdfFormat.N_TRIPLES), format="nt")
    conforms, _, report = validate(data, shacl_graph=Graph().parse(SHAPES), advanced=True)
    assert conforms is (without is None), report
