"""Concepts: the vocabulary's, and those that a document defines itself."""

from evigraph.extraction.scanning.concepts import harms, outcomes_and_instruments
from evigraph.extraction.scanning.local_terms import learned
from evigraph.ontology.records import Abbreviation, Region


def abbreviation(short: str, long: str) -> Abbreviation:
    return Abbreviation(start=0, end=1, section="", region=Region.FRONT_MATTER, rule="t", short=short, long=long)


def test_outcomes_and_harms_are_named_apart() -> None:
    text = "Quality of life rose and pneumonia was rare."
    assert [m.concept.label for m in outcomes_and_instruments(learned([]))(text)] == ["quality of life"]
    assert [m.concept.label for m in harms()(text)] == ["pneumonia"]


def test_a_score_that_no_concept_names_is_learned_from_its_short_form() -> None:
    scan = outcomes_and_instruments(learned([abbreviation("TDWS", "Tear Duct Watering Score")]))
    assert {(m.concept.label, m.concept.scheme) for m in scan("The TDWS fell.")} == {
        ("Tear Duct Watering Score", "outcome"),
        ("TDWS", "instrument"),
    }


def test_a_short_form_of_a_known_outcome_means_that_outcome() -> None:
    scan = outcomes_and_instruments(learned([abbreviation("QXL", "quality of life")]))
    assert [m.concept.label for m in scan("QXL rose.")] == ["quality of life"]


def test_a_short_form_of_something_else_is_not_learned() -> None:
    assert list(learned([abbreviation("BTD", "balloon tear duct dilation")]).scan("BTD was done.")) == []
