"""HermiT says whether data contradicts the ontology.  Knows OWL; knows nothing of documents."""

from __future__ import annotations

import shutil

import pytest
from evigraph.ontology import reasoning
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.rdf import NamedNode, Quad, date
from evigraph.ontology.terms import DCTERMS, HTA, HTC, RDF

STUDY = NamedNode("https://example.org/study")
SOUND = [
    Quad(STUDY, RDF.type, HTA.Study),
    Quad(STUDY, HTA.design, NamedNode(f"{HTC}case-series")),
    Quad(STUDY, DCTERMS.issued, date("2022")),
]
java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java")


@java
def test_sound_data_is_consistent() -> None:
    assert reasoning.inconsistencies(SOUND) == ()


@java
@pytest.mark.parametrize(
    "wrong",
    [
        Quad(STUDY, RDF.type, HTA.OutcomeResult),
        Quad(STUDY, HTA.design, NamedNode(f"{HTC}randomised-controlled-trial")),
        Quad(NamedNode("https://example.org/population"), HTA.population, STUDY),
    ],
    ids=["a study that is a result", "a randomised case series", "a study that is a population"],
)
def test_contradiction_is_found(wrong: Quad) -> None:
    assert reasoning.inconsistencies([*SOUND, wrong]) == ("the graph contradicts the ontology",)


def test_absent_java_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reasoning.shutil, "which", lambda _: None)
    with pytest.raises(EvigraphError, match="needs Java"):
        reasoning.inconsistencies(SOUND)
