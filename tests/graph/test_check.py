"""What may be loaded of a document, and what is withheld.  Knows records and shapes; knows nothing of store folders."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal

import pytest
from evigraph.graph.check import check
from evigraph.ontology.rdf import RdfFormat, parse
from evigraph.ontology.reasoning import inconsistencies
from evigraph.ontology.records import AdverseEvent, Result
from evigraph.ontology.terms import HTA, RDF

from tests.graph.samples import guidance, overview


def kinds(nquads: bytes) -> list[str]:
    return sorted(
        q.object.value.rsplit("#", 1)[-1] for q in parse(nquads, RdfFormat.N_QUADS) if q.predicate == RDF.type
    )


def test_sound_document_is_whole() -> None:
    checked = check(overview())
    assert (checked.violations, checked.refused) == ((), False)
    assert kinds(checked.nquads).count("OutcomeResult") == 5


def test_sources_contradiction_is_a_warning_and_loaded() -> None:
    checked = check(overview())
    assert [v.message for v in checked.warnings] == ["The source states this differently elsewhere."]
    assert kinds(checked.nquads).count("AdverseEvent") == 2


def test_impossible_fact_is_withheld_and_listed() -> None:
    found = overview()
    event = next(f for f in found.findings if isinstance(f, AdverseEvent))
    wrong = tuple(replace(f, status="rumoured") if f == event else f for f in found.findings)
    checked = check(replace(found, findings=wrong))
    assert {v.message for v in checked.violations} >= {
        "An adverse event is reported, denied, anecdotal or theoretical."
    }
    assert b"rumoured" not in checked.nquads
    assert kinds(checked.nquads).count("OutcomeResult") == 5


def test_fact_without_words_is_withheld_and_listed() -> None:
    found = overview()
    result = next(f for f in found.findings if isinstance(f, Result))
    astray = replace(result, start=10**6, end=10**6 + 5, value=Decimal("4.99"))
    checked = check(replace(found, findings=(*found.findings, astray)))
    assert [v.message for v in checked.violations] == ["The span holds no words."]
    assert b"4.99" not in checked.nquads


def test_document_of_no_known_kind_is_refused_whole() -> None:
    found = overview()
    checked = check(replace(found, description=replace(found.description, kind="leaflet")))
    assert checked.refused
    assert checked.nquads == b""


def test_document_without_sections_is_refused_whole() -> None:
    found = overview()
    astray = replace(found.description, start=10**6, end=10**6 + 5)
    assert check(replace(found, description=astray, findings=())).refused


def test_other_base_moves_the_data() -> None:
    checked = check(overview(), base="https://data.example.org/")
    subjects = {q.subject.value for q in parse(checked.nquads, RdfFormat.N_QUADS)}
    assert all(subject.startswith("https://data.example.org/") for subject in subjects)
    assert HTA.iri.encode() in checked.nquads


@pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java")
def test_what_is_loaded_does_not_contradict_the_ontology() -> None:
    quads = [q for e in (overview(), guidance()) for q in parse(check(e).nquads, RdfFormat.N_QUADS)]
    assert inconsistencies(quads) == ()
