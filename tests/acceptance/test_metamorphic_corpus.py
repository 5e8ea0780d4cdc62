"""What changes no evidence changes no finding in the published documents either.  Knows the texts in ../shared."""

from __future__ import annotations

import os

import pytest

from tests.expected_tables import ROOT
from tests.extraction.rewriting import (
    behind_numbers,
    counted,
    other_authors,
    other_countries,
    other_figures,
    read,
    reflowed,
    reordered,
    swapped,
)

#: Procedures and conditions of the published documents, each with another of its kind.
OTHERS = {
    "cryoablation": "electroporation", "neuroma": "polyp", "neuromas": "polyps", "radiofrequency": "microwave",
    "osteoarthritis": "arthropathy", "micropulse": "nanopulse", "glaucoma": "uveitis",
}  # fmt: skip

CORPUS = ROOT.parent / "shared" / "corpus"
NAMES = sorted(path.stem for path in CORPUS.glob("*.txt")) or ["none"]


@pytest.fixture(params=NAMES)
def text(request: pytest.FixtureRequest) -> str:
    if not CORPUS.is_dir():
        if "EVIGRAPH_CI" in os.environ:
            pytest.fail(f"{CORPUS} is missing")
        pytest.skip(f"needs {CORPUS}")
    return (CORPUS / f"{request.param}.txt").read_text(encoding="utf-8")


def test_other_authors(text: str) -> None:
    words = other_authors(text)
    assert counted(read(words(text))) == counted(read(text), words)


def test_other_countries(text: str) -> None:
    words = other_countries(text)
    assert counted(read(words(text))) == counted(read(text), words)


def test_other_procedures_and_conditions(text: str) -> None:
    words = swapped(OTHERS | {old.capitalize(): new.capitalize() for old, new in OTHERS.items()})
    assert counted(read(words(text))) == counted(read(text), words)


def test_other_figures(text: str) -> None:
    words = other_figures(text)
    changed = read(behind_numbers(text, words))
    assert counted(changed, ignored={"number"}) == counted(read(text), words, {"number"})


def test_studies_in_another_order(text: str) -> None:
    assert counted(read(reordered(text))) == counted(read(text))


def test_paragraphs_wrapped_by_hand(text: str) -> None:
    assert counted(read(reflowed(text))) == counted(read(text))
