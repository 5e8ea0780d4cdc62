"""Documents: their kind, their sentences and tables."""

import pytest

from tests.extraction.written import OVERVIEW, document


def sentences(text: str) -> list[str]:
    found = document(f"Efficacy summary\n\n{text}\n")
    return [s.text for section in found.parts("efficacy summary") for s in found.sentences(section)]


@pytest.mark.parametrize(
    "text",
    [
        "By Quill et al. 3 cases were told.",
        "It is common, e.g. In Oslo.",
        "The device (Tearduct Inc. of Oslo) was used.",
        "It was found by Dr. Quill in no. 7 of the series.",
        "The gain was 3.4 points vs. 1.2 points.",
        "Patients of A. Reed were seen.",
    ],
)
def test_abbreviations_end_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


def test_sentences_end_at_full_stops_before_capitals_and_figures() -> None:
    assert len(sentences("Pain fell. 3 patients bled! Did it last? It did.")) == 4


def test_a_sentence_knows_its_raw_place() -> None:
    text = "Efficacy summary\n\nPain <b>fell</b> by 3·4.  It\u00a0lasted.\n"
    found = document(text)
    section = next(iter(found.parts("efficacy summary")))
    first, second = found.sentences(section)
    assert first.norm == "Pain fell by 3.4."
    assert second.text == "It lasted."
    where = second.where("rule")
    assert text[where["start"] : where["end"]] == "It\u00a0lasted."


def test_a_guidance_numbers_its_paragraphs_and_recommends() -> None:
    guidance = "1 Recommendations\n\n1.1 Use it.\n\n1.2 Do so well.\n\n2 The condition\n\n2.1 It is rare.\n"
    assert document(guidance).is_guidance
    assert not document(OVERVIEW).is_guidance


def test_a_table_has_a_header_rows_and_a_caption() -> None:
    text = "Safety summary\n\nEvents by arm\n\nEvent\tLaser (n=30)\tDrops (n=28)\nFever\t3\t1\nPain\t2\t0\n"
    found = document(text)
    (table,) = [t for s in found.sections for t in found.tables(s)]
    assert table.heads == ("Event", "Laser (n=30)", "Drops (n=28)")
    assert [r.cells[0].text for r in table.rows] == ["Fever", "Pain"]
    assert table.caption is not None
    assert table.caption.text.text == "Events by arm"


def test_a_cell_that_is_missing_or_empty_is_none() -> None:
    found = document("Safety summary\n\nEvent\tNumber\tCourse\nFever\t3\nPain\t\tgone\n")
    (table,) = [t for s in found.sections for t in found.tables(s)]
    assert table.cell(table.rows[0], 2) is None
    assert table.cell(table.rows[1], 1) is None


def test_rows_are_found_where_a_page_prints_a_cell_a_line() -> None:
    lines = ["Event", "Number of patients", "Course", "Fever", "3", "gone in a day", "Bruise", "4", "gone in a week"]
    found = document("Safety summary\n\n" + "\n\n".join(lines) + "\n\nReferences\n\n1. None.\n")
    rows = [[c.text for c in r.cells] for s in found.sections for t in found.tables(s) for r in t.rows]
    assert rows == [["Fever", "3", "gone in a day"], ["Bruise", "4", "gone in a week"]]


def test_labels_with_their_values_on_the_next_line_are_rows() -> None:
    lines = ["Study type", "Case series", "Country", "Iceland", "Follow up", "6 months"]
    text = OVERVIEW.split("Study type")[0] + "\n\n".join(lines) + "\n\nKey efficacy findings\n\n- None.\n"
    found = document(text)
    (details,) = found.parts("study details")
    assert [[c.text for c in b.cells] for b in details.blocks] == [lines[0:2], lines[2:4], lines[4:6]]


TABLES = """Interventional procedures overview

Balloon dilation for blocked tear ducts

Table 1 Study details

Study no.\tFirst author, year, country\tEyes and people (male: female)\tStudy design
1\tQuill A, 2015, Iceland\t48 eyes of 40 people (18:22)\tCase series
{other}
Table 2 Efficacy outcomes

Outcome\tBalloon\tProbing
Healed at 6 months\t74% (20/27)\t47% (10/21)
"""


def test_captioned_tables_are_about_the_only_study() -> None:
    assert [s.study.name for s in document(TABLES.format(other="")).sections if s.study] == ["Quill 2015"]
    two = TABLES.format(other="2\tAmos B, 2016, Norway\t12 eyes of 10 people (4:6)\tCase series\n")
    assert [s.study for s in document(two).sections if s.study] == []
