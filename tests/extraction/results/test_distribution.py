"""How units fall into kinds, and what only looks like it."""

import pytest
from evigraph.extraction.pipeline import extract
from evigraph.ontology.records import Result, SourceDocument

from tests.extraction.sentences import results_of, told

STUDY = """Interventional procedure overview of gel injection for a stiff knee

Summary of key evidence

Study 1 Smith K (2017)

Study details

Study type\tCase series
Study population and number\tn=400
Technique\t{technique}
"""


def read(sentence: str) -> list[tuple[str, ...]]:
    return [told(r, "group n unit") for r in results_of(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Stiffness class was 4 in 29 knees, 5 in 17 and 6 in 8 knees.",
            [("class 4", "29", "knees"), ("class 5", "17", "knees"), ("class 6", "8", "knees")],
        ),
        (
            "The left knee was treated in 13 patients, the right in 10 and both in 8.",
            [("left knee", "13", "patients"), ("right", "10", "patients"), ("both", "8", "patients")],
        ),
        (
            "- Found by scope: crystals in 13 glands, threads in 7 glands and nothing in 8 glands.",
            [("crystals", "13", "glands"), ("threads", "7", "glands"), ("nothing", "8", "glands")],
        ),
    ],
)
def test_each_count_has_its_kind(sentence: str, expected: list[tuple[str, ...]]) -> None:
    assert read(sentence) == expected


def of_technique(text: str) -> list[tuple[str, ...]]:
    found = extract(SourceDocument("own", STUDY.format(technique=text))).findings
    return [told(r, "outcome group n unit") for r in found if isinstance(r, Result)]


def test_a_technique_tells_where_and_how_many_were_treated() -> None:
    assert of_technique("The target knee was the left in 212 people and the right in 188.") == [
        ("treated site", "the left", "212", "patients"),
        ("treated site", "right", "188", "patients"),
    ]
    assert [group for _, group, _, _ in of_technique("Two doses in 26 women and 3 doses in 28.")] == [
        "Two doses",
        "3 doses",
    ]


@pytest.mark.parametrize(
    "text", ["Gel was used in 31 knees and steroid in 9.", "The gel was warm in 7 trials and cold in 2."]
)
def test_what_was_used_side_by_side_and_what_trials_did_is_no_kind(text: str) -> None:
    assert of_technique(text) == []
