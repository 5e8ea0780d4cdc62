"""Concepts are found by label and closed upwards.  Knows concept files; knows nothing of documents."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from evigraph.ontology.terms import HTC
from evigraph.ontology.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from pathlib import Path

FILE = """
@prefix hta: <https://w3id.org/hta-evidence/ns#> .
@prefix htc: <https://w3id.org/hta-evidence/concept/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
htc:pain a skos:Concept ; skos:inScheme htc:outcome-scheme ; skos:prefLabel "pain"@en .
htc:pain-intensity a skos:Concept ; skos:inScheme htc:outcome-scheme ; skos:broader htc:pain ;
  skos:prefLabel "pain intensity"@en , "Schmerzstärke"@de ; skos:altLabel "pain score"@en ;
  skos:hiddenLabel "how sore"@en .
htc:sore a skos:Concept ; skos:inScheme htc:event-scheme ; skos:broader htc:pain ; skos:prefLabel "pain"@en .
htc:vas a skos:Concept ; skos:inScheme htc:instrument-scheme ; skos:prefLabel "VAS"@en ;
  hta:measures htc:pain-intensity ; hta:scaleMin 0 ; hta:scaleMax 10 ; hta:scaleDirection "higher is worse" .
htc:outcome-scheme a skos:ConceptScheme .
"""


@pytest.fixture(scope="module")
def concepts(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    path: Path = tmp_path_factory.mktemp("concepts") / "some.ttl"
    path.write_text(FILE, encoding="utf-8")
    return vocabulary(path)


def test_label_is_found_in_its_scheme(concepts: Vocabulary) -> None:
    assert concepts.find("Pain scores", "outcome").iri == f"{HTC}pain-intensity"
    assert concepts.find("pain", "event").iri == f"{HTC}sore"
    assert concepts.find("pain", "instrument") is None


def test_first_scheme_that_knows_the_label_wins(concepts: Vocabulary) -> None:
    assert concepts.find("pain", "event", "outcome").scheme == "event"


def test_longest_concept_inside_the_words(concepts: Vocabulary) -> None:
    assert concepts.find_within("worse pain intensity at night", "outcome").label == "pain intensity"
    assert concepts.find_within("bruising", "outcome") is None


def test_closure_holds_the_concept_and_all_above(concepts: Vocabulary) -> None:
    assert concepts.closure(f"{HTC}pain-intensity") == {f"{HTC}pain-intensity", f"{HTC}pain"}


def test_instrument_knows_its_scale(concepts: Vocabulary) -> None:
    vas = concepts.find("VAS", "instrument")
    assert (vas.scale_min, vas.scale_max, vas.scale_direction) == (Decimal(0), Decimal(10), "higher is worse")
    assert vas.measures == (f"{HTC}pain-intensity",)


def test_hidden_labels_are_for_questions_alone(concepts: Vocabulary) -> None:
    assert list(concepts.lexicon("outcome").scan("how sore")) == []
    assert [s.concept.label for s in concepts.lexicon("outcome", hidden=True).scan("how sore")] == ["pain intensity"]


def test_every_scheme_of_the_schema_has_concepts() -> None:
    from evigraph.ontology.schema import schemas

    asked = {scheme for schema in schemas().values() for field in schema.fields for scheme in field.schemes}
    assert asked <= vocabulary().schemes
