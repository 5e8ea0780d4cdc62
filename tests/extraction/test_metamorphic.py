"""What changes no evidence changes no finding: other names, figures and countries, another order, other lines."""

import pytest

from tests.expected_tables import ROOT, TEXTS
from tests.extraction.rewriting import (
    behind_numbers,
    counted,
    other_authors,
    other_countries,
    other_figures,
    other_procedures,
    read,
    reflowed,
    reordered,
)

DOCUMENTS = {
    path.stem: path.read_text(encoding="utf-8") for path in (*TEXTS, *sorted((ROOT / "examples").glob("*.txt")))
}


@pytest.fixture(params=sorted(DOCUMENTS))
def text(request: pytest.FixtureRequest) -> str:
    return DOCUMENTS[request.param]


def test_other_authors(text: str) -> None:
    words = other_authors(text)
    assert counted(read(words(text))) == counted(read(text), words)


def test_other_countries(text: str) -> None:
    words = other_countries(text)
    assert counted(read(words(text))) == counted(read(text), words)


def test_other_procedures_and_conditions(text: str) -> None:
    words = other_procedures()
    assert counted(read(words(text))) == counted(read(text), words)


def test_other_figures(text: str) -> None:
    words = other_figures(text)
    changed = read(behind_numbers(text, words))
    assert counted(changed, ignored={"number"}) == counted(read(text), words, {"number"})


def test_studies_in_another_order(text: str) -> None:
    assert counted(read(reordered(text))) == counted(read(text))


def test_paragraphs_wrapped_by_hand(text: str) -> None:
    assert counted(read(reflowed(text))) == counted(read(text))
