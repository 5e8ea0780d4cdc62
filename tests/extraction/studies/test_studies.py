"""Studies from their details, whichever table holds them, and their references."""

import pytest
from evigraph.extraction.studies.references import surname_of
from evigraph.ontology.records import Reference, Study

from tests.extraction.written import OVERVIEW, findings, quoted

INLINE = OVERVIEW.replace("Study type\t", "Study type: ").replace("Country\t", "Country: ")
ROWS = """Interventional procedure overview of balloon dilation

Efficacy summary

It works.

Summary of key evidence

Study details

Study no.	First author, date, country	Design	Number of patients	Follow up
1	Quill A (2015), Iceland	Case series	n=40	6 months
2	Reed B (2018), Norway	Cohort study	n=90	1 year
"""


def test_a_study_has_attributes_with_their_places() -> None:
    (study,) = findings(OVERVIEW, Study)
    assert (study.study, study.design, study.country, study.n_patients) == (
        "Quill 2015",
        "case series",
        ("Iceland",),
        40,
    )
    places = {p.attribute: OVERVIEW[p.start : p.end] for p in study.places}
    assert places["country"] == "Country\tIceland"
    assert places["n_patients"].endswith("n=40 Adults with a blocked tear duct")


def test_a_study_is_joined_to_its_reference() -> None:
    (study,) = findings(OVERVIEW, Study)
    (reference,) = findings(OVERVIEW, Reference)
    assert reference.study == study.study
    assert (
        study.reference == "Quill A, Reed B (2015) Balloon dilation of tear ducts. Annals of Lacrimal Surgery 4: 11-19"
    )
    assert (reference.journal, reference.volume, reference.pages) == ("Annals of Lacrimal Surgery", "4", "11-19")
    assert quoted(OVERVIEW, reference).startswith("1. Quill A")


def test_label_and_value_may_stand_on_one_line() -> None:
    (study,) = findings(INLINE, Study)
    assert (study.design, study.country) == ("case series", ("Iceland",))


def test_a_table_may_have_a_row_a_study() -> None:
    found = findings(ROWS, Study)
    assert [(s.study, s.country, s.n_patients) for s in found] == [
        ("Quill 2015", ("Iceland",), 40),
        ("Reed 2018", ("Norway",), 90),
    ]


@pytest.mark.parametrize("year", ["", " (undated)"])
def test_a_study_without_year_is_read(year: str) -> None:
    text = OVERVIEW.replace("Study 1 Quill A (2015)", f"Study 1 Quill A{year}")
    (study,) = findings(text, Study)
    assert study.study.startswith("Quill")
    assert study.n_patients == 40


@pytest.mark.parametrize(
    ("authors", "surname"),
    [
        ("von Reed C, Quill M et al.", "von Reed"),
        ("de la Quill A", "de la Quill"),
        ("O'Hara-Lind B", "O'Hara-Lind"),
        ("Quill Reed A", "Quill Reed"),
        ("Quill AB", "Quill"),
    ],
)
def test_the_surname_of_the_first_author(authors: str, surname: str) -> None:
    assert surname_of(authors) == surname
