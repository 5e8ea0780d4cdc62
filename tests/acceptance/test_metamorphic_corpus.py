"""What changes no evidence changes no finding in the published documents either.  Knows the texts in ../shared."""

from __future__ import annotations

import os

import pytest

from tests.expected_tables import ROOT
from tests.extraction.rewriting import CHANGES, other_procedures, worded

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


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_no_evidence(text: str, change: str) -> None:
    after, before = CHANGES[change](text)
    assert after == before


def test_other_procedures_and_conditions(text: str) -> None:
    after, before = worded(text, other_procedures(OTHERS))
    assert after == before
