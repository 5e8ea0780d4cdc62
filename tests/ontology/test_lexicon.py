"""Phrases are found whole and longest first.  Knows words; knows no concept."""

from __future__ import annotations

from itertools import pairwise

import pytest
from evigraph.ontology.lexicon import Lexicon, normalised
from hypothesis import given
from hypothesis import strategies as st

LEXICON = Lexicon(
    (label, label)
    for label in ("pain", "pain relief", "pain relief response", "Morton's neuroma", "US", "follow-up", "analysis")
)


def found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in LEXICON.scan(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pain relief responses were seen.", ["Pain relief responses"]),
        ("pain relief, then pain", ["pain relief", "pain"]),
        ("Morton’s neuromas and mortons neuroma", ["Morton’s neuromas", "mortons neuroma"]),
        ("done in the US by us", ["US"]),
        ("Follow up was long", ["Follow up"]),
        ("the analysis", ["analysis"]),
        ("painless", []),
        ("pain relief", ["pain relief"]),
    ],
)
def test_longest_phrase_is_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_two_concepts_of_one_phrase_are_both_found() -> None:
    both = Lexicon([("pain", "outcome"), ("Pain", "event")])
    assert [span.concept for span in both.scan("pain")] == ["outcome", "event"]


@given(st.text())
def test_spans_are_ordered_and_apart(text: str) -> None:
    spans = list(LEXICON.scan(f"{text} pain relief {text}"))
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert any(span.concept == "pain relief" for span in spans)


@pytest.mark.parametrize(("label", "form"), [("Follow-up visits", "follow up visit"), ("%", "%"), ("Studies", "study")])
def test_labels_are_compared_in_a_plain_form(label: str, form: str) -> None:
    assert normalised(label) == form
