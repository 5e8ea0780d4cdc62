"""Names are slugs and semantic keys.  Knows the naming scheme; knows nothing of documents."""

from __future__ import annotations

import re

import pytest
from evigraph.ontology.iris import Iris, key, slug, study_key, surname
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Morton's neuroma", "mortons-neuroma"),
        ("VAS, 0 to 10", "vas-0-to-10"),
        ("Çelik Ødegård", "celik-odegard"),
        (">50%", "gt-50"),
        ("<50%", "lt-50"),
        ("≥ 2 lines", "ge-2-lines"),
        ("", ""),
    ],
)
def test_slug_of(label: str, expected: str) -> None:
    assert slug(label) == expected


@given(st.text())
def test_slug_is_safe_short_and_stable(label: str) -> None:
    made = slug(label)
    assert re.fullmatch(r"[a-z0-9]*(?:-[a-z0-9]+)*", made)
    assert len(made) <= 80
    assert slug(made) == made
    assert bool(made) == bool(label.strip())


@given(st.text(min_size=1), st.text(min_size=1))
def test_keys_of_different_labels_differ(one: str, other: str) -> None:
    assert (key(one) == key(other)) == (one == other) or not (one.strip() and other.strip())


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ("von Meer C, Ebbe M et al.", "von Meer"),
        ("O'Dell G", "O'Dell"),
        ("Hill-Rivers S, Ebbe M", "Hill-Rivers"),
        ("Brook, Ellen E", "Brook"),
        ("Smith J-P, Jones B", "Smith"),
    ],
)
def test_surname_of(authors: str, expected: str) -> None:
    assert surname(authors) == expected


@pytest.mark.parametrize("pages", ["81–7", "81-7", "81", "81‑87"])
def test_study_key_takes_the_first_page(pages: str) -> None:
    assert study_key("Smith A, Jones B", "2020", "31", pages) == "smith-2020-31-81"


def test_study_without_page_has_no_key_of_its_own() -> None:
    assert study_key("Smith A", "2020", "", "81") == ""


def test_mention_is_named_by_words_and_not_by_white_space() -> None:
    iris = Iris()
    assert iris.mention("d", "s", "two  words\n", 0) == iris.mention("d", "s", "two words", 0)
    assert iris.mention("d", "s", "two words", 0) != iris.mention("d", "s", "two words", 1)


def test_base_moves_data_alone() -> None:
    assert Iris("https://data.example.org/").document("d").value == "https://data.example.org/id/doc/d"
