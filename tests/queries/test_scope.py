"""Several procedures in one store: which of them a question is about, and what of it only says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from evigraph.queries.knowledge.bases import KnownBase, bases_of
from evigraph.queries.knowledge.names import Names
from evigraph.queries.understanding.conversation import resolved
from evigraph.queries.understanding.scan import Scanner

if TYPE_CHECKING:
    from evigraph.queries.ask import Asker

NEUROMA, VALVE = "Image-guided cryoablation of peripheral neuroma", "Endobronchial valve insertion for emphysema"


@pytest.fixture(scope="module")
def scanner(asker: Asker) -> Scanner:
    names = asker._knowledge.names
    studies = tuple(study.iri for study in names.studies)
    bases = (KnownBase(NEUROMA, ("doc/a",), studies, ()), KnownBase(VALVE, ("doc/b",), (), ()))
    return Scanner(replace(names, bases=bases), lambda _: True)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("What does the neuroma guidance recommend?", NEUROMA),
        ("Which databases were searched for endobronchial valves?", VALVE),
        ("How many patients did Yoon 2016 include?", NEUROMA),
        ("What does the guidance recommend?", ""),
        ("Is there more on neuroma than on emphysema?", ""),
    ],
)
def test_the_procedure_that_is_meant(scanner: Scanner, text: str, title: str) -> None:
    assert scanner.read(text).scope.title == title
    assert scanner.read(text).scope.several == 2


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("ISBN of the emphysema guidance", "ISBN of the guidance"),
        ("How many trials are there (endobronchial valve insertion)?", "How many trials are there ?"),
        ("Which trials of endobronchial valves are there?", "Which trials of are there ?"),
        ("Did neuroma grow back?", "Did neuroma grow back?"),
        ("What is endobronchial valve insertion?", "What is endobronchial valve insertion?"),
    ],
)
def test_what_only_says_which_procedure_is_meant_is_taken_out(scanner: Scanner, text: str, bare: str) -> None:
    assert scanner.read(text).text == bare


def test_a_scope_holds_what_stands_in_its_documents_or_is_of_its_studies(scanner: Scanner) -> None:
    scope = scanner.read("What does the emphysema guidance recommend?").scope
    assert scope.holds("doc/b/recommendation/1-1")
    assert not scope.holds("doc/a/recommendation/1-1")
    assert not scope.holds("", "study/of-none")
    assert scanner.read("What is recommended?").scope.holds("doc/a/recommendation/1-1")


def test_a_scope_carries_over_a_conversation(scanner: Scanner) -> None:
    history = ["What does paragraph 1.1 of the emphysema guidance say?"]
    assert resolved(history, "and paragraph 1.2?", scanner.read).scope.title == VALVE


def test_bases_are_documents_of_one_name_or_on_each_other() -> None:
    rows = [
        {"document": "c", "title": "Valves", "basis": "a"},
        {"document": "a", "title": "Valve insertion", "study": "s"},
        {"document": "b", "title": "Lasers"},
    ]
    assert [(base.documents, base.studies) for base in bases_of(rows)] == [(("b",), ()), (("a", "c"), ("s",))]


def test_names_with_bases_are_read_as_they_were_written(asker: Asker) -> None:
    names = asker._knowledge.names
    assert names.bases
    assert Names.loads(names.dumps()) == names
