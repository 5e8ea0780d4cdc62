"""Terms are closed, declared and cheap.  Knows the ontology file; knows nothing of data."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from evigraph.ontology.rdf import NamedNode, RdfFormat, parse
from evigraph.ontology.terms import HTA, ONTOLOGY, OWL, RDF, RDFS, declared

ROOT = Path(__file__).parents[2]
WRITTEN = [path for kind in ("rq", "ttl") for path in sorted(ROOT.glob(f"*/**/*.{kind}")) if ".venv" not in path.parts]
WRITTEN = [path for path in WRITTEN if "build" not in path.parts]


def test_term_that_nothing_declares_is_an_error() -> None:
    with pytest.raises(AttributeError, match="icre"):
        HTA.icre  # noqa: B018


def test_term_is_its_iri() -> None:
    assert HTA.study == NamedNode("https://w3id.org/hta-evidence/ns#study")
    assert "study" in HTA


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_queries_shapes_rules_and_concepts_use_declared_terms(path: Path) -> None:
    used = set(re.findall(r"(?<![\w:/])hta:([A-Za-z]\w*)", path.read_text(encoding="utf-8")))
    assert used - declared() == set()


def test_every_term_has_a_label() -> None:
    quads = list(parse(path=ONTOLOGY, format=RdfFormat.TURTLE))
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
    terms = {
        q.subject for q in quads if q.predicate == RDF.type and q.object in kinds and isinstance(q.subject, NamedNode)
    }
    labelled = {q.subject for q in quads if q.predicate == RDFS.label}
    assert {term.value for term in terms - labelled if term.value.startswith(HTA.iri)} == set()


def test_terms_import_no_heavy_library() -> None:
    code = "import sys, evigraph.ontology.terms; print({'rdflib', 'spacy', 'owlready2', 'pyshacl'} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "set()"
