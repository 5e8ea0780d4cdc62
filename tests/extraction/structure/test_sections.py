"""Sections and studies, from headings that may mislead."""

import pytest
from evigraph.extraction.structure.sections import study_name

from tests.extraction.written import OVERVIEW, document


def roles(text: str) -> list[tuple[str, str]]:
    return [(s.role_name, s.title) for s in document(text).sections if s.title]


def test_headings_open_the_parts_that_the_profile_names() -> None:
    assert [role for role, _ in roles(OVERVIEW)][1:] == [
        "efficacy summary", "efficacy summary", "safety summary", "key evidence", "study", "study details",
        "efficacy findings", "safety findings", "references",
    ]  # fmt: skip


def test_a_heading_that_no_profile_names_is_a_part_of_the_one_before() -> None:
    (watering,) = [s for s in document(OVERVIEW).sections if s.title == "Watering"]
    assert (watering.role_name, watering.subtitle) == ("efficacy summary", "Watering")


def test_findings_belong_to_the_study_above_them() -> None:
    sections = document(OVERVIEW).sections
    assert {s.study.name for s in sections if s.role.study and s.study} == {"Quill 2015"}
    assert all(s.study is None for s in sections if s.role_name in ("efficacy summary", "references"))


def test_a_table_of_contents_opens_nothing() -> None:
    contents = "Contents\n\nEfficacy summary 2\n\nSafety summary 3\n\nReferences 5\n\n"
    text = OVERVIEW.replace("Efficacy summary\n", contents + "Efficacy summary\n", 1)
    assert [r for r, _ in roles(text) if r == "safety summary"] == ["safety summary"]


def test_a_sentence_that_reads_like_a_heading_opens_nothing() -> None:
    text = OVERVIEW.replace("Watering\n", "Watering\n\nSafety.\n", 1)
    assert [r for r, _ in roles(text) if r == "safety summary"] == ["safety summary"]


@pytest.mark.parametrize(
    ("heading", "name", "number"),
    [
        ("Study 3 Quill A (2015)", "Quill 2015", 3),
        ("Study 4 von Reed B (2020a)", "von Reed 2020a", 4),
        ("Study 2: O'Hara-Lind C, 2011", "O'Hara-Lind 2011", 2),
        ("Quill 2015", "Quill 2015", None),
    ],
)
def test_studies_are_named_by_author_and_year(heading: str, name: str, number: int | None) -> None:
    found = study_name(heading)
    assert found is not None
    assert (found.name, found.number) == (name, number)


@pytest.mark.parametrize("text", ["Efficacy", "Published in 2015", "The year 2015"])
def test_other_lines_name_no_study(text: str) -> None:
    found = study_name(text)
    assert found is None or found.name not in ("Efficacy", "Published 2015")
