"""Sections and studies, from headings that may mislead."""

import re

import pytest
from evigraph.extraction.structure.study_names import study_name

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


@pytest.mark.parametrize("closed", [r"(?<=[a-z)])\n\n(?=[A-Z])", r"\n\n"])
def test_headings_need_no_blank_lines(closed: str) -> None:
    named = roles(OVERVIEW)[1:]  # the title is none
    assert roles(re.sub(closed, "\n", OVERVIEW))[-len(named) :] == named


def test_a_line_with_a_label_or_in_mid_sentence_is_no_heading() -> None:
    text = OVERVIEW.replace("\n\nSafety summary\n", "\nReferences:\nreferences\n\nSafety summary\n", 1)
    assert roles(text) == roles(OVERVIEW)


def test_the_last_line_of_a_contents_right_above_text_is_its_heading() -> None:
    text = "Contents\nEfficacy summary\nReferences\nSafety summary\nOne infection was seen in 40 adults.\n"
    assert roles(text) == [("contents", "Contents"), ("safety summary", "Safety summary")]


GUIDANCE = """Balloon dilation for blocked tear ducts

1 Guidance

1.1 The evidence on safety and efficacy is adequate.

2 The procedure

2.1 Efficacy

Sections 2.1 and 2.2 tell what the committee looked at.

2.1.1 Watering stopped in 30 of 40 patients.

2.2 Safety

2.2.1 Nosebleed was seen in 3 of 40 patients.
"""


def test_a_numbered_heading_may_have_an_opening_without_a_number() -> None:
    assert [r for r, title in roles(GUIDANCE) if title[-8:] in ("Efficacy", "2 Safety", "Safety")] == [
        "guidance efficacy",
        "guidance safety",
    ]


CAPTION = "Table 2 Outcomes in the case series (Quill 2015)"


def test_a_caption_tells_whose_findings_a_table_holds() -> None:
    table = f"{CAPTION}\n\nOutcome\tBefore\tAfter\nWatering score\t7.1\t2.4\n\nSafety\n\nNo infection was seen.\n\n"
    sections = document(OVERVIEW.replace("Safety summary\n", table + "Safety summary\n", 1)).sections
    (captioned,) = [s for s in sections if s.title == CAPTION]
    assert (captioned.role_name, captioned.study and captioned.study.name) == ("findings", "Quill 2015")
    assert [s.study for s in sections if s.title == "Safety"] == [None]


@pytest.mark.parametrize("title", ["Table 2 Key results", "Table 3 Safety by study", "Results of each study"])
def test_a_table_of_findings_by_study(title: str) -> None:
    sections = document(f"{OVERVIEW}\n{title}\n\nQuill A, 2015\n\nOutcome\tBefore\tAfter\nScore\t7.1\t2.4\n").sections
    assert [(s.role_name, s.study and s.study.name) for s in sections[-2:]] == [
        ("outcome table", None),
        ("findings", "Quill 2015"),
    ]


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
