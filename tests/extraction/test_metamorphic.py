"""What changes no evidence changes no finding: other names, figures and countries, another order, other lines."""

import pytest

from tests.expected_tables import ROOT, TEXTS
from tests.extraction.rewriting import CHANGES, other_procedures, worded

#: Procedures and conditions of our documents, each with another of its kind.
OTHERS = {
    "aerosol": "vapour", "arterialisation": "catheterisation", "blepharospasm": "strabismus",
    "chylothorax": "hydrothorax", "chemotherapy": "radiotherapy", "colitis": "enteritis",
    "cryoablation": "electroporation", "diabetes": "lipodystrophy", "duodenal": "ileal", "hydrogel": "polymer",
    "hydrorelease": "neurolysis", "ischaemia": "erysipelas", "microbiota": "mycobiota",
    "pyloromyotomy": "fundoplasty", "resurfacing": "remodelling", "scoliosis": "kyphosis", "tethering": "stapling",
    "thoracic": "cervical",
}  # fmt: skip
DOCUMENTS = {
    path.stem: path.read_text(encoding="utf-8") for path in (*TEXTS, *sorted((ROOT / "examples").glob("*.txt")))
}


@pytest.fixture(params=sorted(DOCUMENTS))
def text(request: pytest.FixtureRequest) -> str:
    return DOCUMENTS[request.param]


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_no_evidence(text: str, change: str) -> None:
    after, before = CHANGES[change](text)
    assert after == before


def test_other_procedures_and_conditions(text: str) -> None:
    after, before = worded(text, other_procedures(OTHERS))
    assert after == before
