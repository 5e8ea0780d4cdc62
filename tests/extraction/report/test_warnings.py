"""What is strange in a document is said, read as far as possible, and nothing is invented."""

from __future__ import annotations

import pytest
from evigraph.extraction.pipeline import extract
from evigraph.extraction.report.language import language_of
from evigraph.ontology.records import AdverseEvent, Extraction, Result, SourceDocument, Study

from tests.extraction.details.made import all_of, made

TWO = """Interventional procedure overview of steam closure of anal fistula

Efficacy summary

Healing

Healing was seen in 74% (23/31) of people (Ito 2019). It was seen in 60% (12/20) in another study (Fox 2018).

Summary of key evidence on steam closure of anal fistula

Study {one} Ito K (2019)

Study details

Study type\tCase series
Study population and number\tn=31

Study {two} Moreau ({year})

Study details

Study type\tCase series
Study population and number\tn=12
"""


def strange(extraction: Extraction, kind: str) -> list[str]:
    return [line for line in extraction.warnings if line.startswith(kind)]


def two(one: int = 1, second: int = 2, year: str = "2020") -> Extraction:
    return extract(SourceDocument("made", TWO.format(one=one, two=second, year=year)))


def test_nothing_is_said_of_a_document_without_faults() -> None:
    assert made().warnings == ()


def test_a_section_of_which_nothing_was_read() -> None:
    read = made(more="Key safety findings\n\n- The ward was quiet.\n\n- Nurses sang.")
    assert strange(read, "unread section") == [
        "unread section: none of 2 sentences, items and rows under “Key safety findings” was read"
    ]


def test_a_study_without_a_year_keeps_its_name() -> None:
    read = two(year="undated")
    assert [s.study for s in all_of(Study, read)] == ["Ito 2019", "Moreau"]
    assert strange(read, "study without year") == ["study without year: Moreau"]


def test_a_study_that_only_the_summary_names_keeps_its_results() -> None:
    read = two()
    assert strange(read, "study without section") == [
        "study without section: Fox 2018 is cited in the summary and described nowhere"
    ]
    assert [str(r.value) for r in all_of(Result, read) if r.study == "Fox 2018"] == ["60"]


def test_a_study_without_details_is_told() -> None:
    read = made(more="Study 2 Okoro N (2021)\n\nKey efficacy findings\n\n- Healed=50% (4/8)")
    assert strange(read, "study without details") == [
        "study without details: Okoro 2021 has a heading and no table or list of its own"
    ]


def test_two_studies_of_one_number() -> None:
    assert strange(two(one=1, second=1), "contradictory headings") == [
        "contradictory headings: study number 1 is Ito 2019 and Moreau 2020"
    ]


def test_a_heading_that_denies_what_stands_below_it() -> None:
    read = made(more="Safety summary\n\nNo harm\n\nBleeding was seen in 2 of 31 people (Ito 2019).")
    assert [e.n for e in all_of(AdverseEvent, read)] == [2]
    assert strange(read, "contradictory headings") == ["contradictory headings: “No harm” stands above bleeding"]


def test_a_ragged_table() -> None:
    table = "Outcome\tSteam\tSham\nHealed\t12\t3\nPain score\t2.1\nLeak\t1\t4\tmore"
    assert strange(made(findings=table), "ragged table") == [
        "ragged table: rows of 2, 3 and 4 cells under “Key efficacy findings”"
    ]


FRENCH = (
    "Les patients ont été suivis pendant une durée moyenne de 12 mois avec une guérison chez 18 des 20 patients, "
    "et une infection dans 3 cas (15 %)."
)


def test_text_in_another_language_is_said_and_gives_no_number() -> None:
    alone = made(findings=f"- Healed=74% (23/31)\n\n- {FRENCH}\n\n- {FRENCH}")
    plain = made(findings="- Healed=74% (23/31)")
    assert strange(alone, "text in another language") == [
        "text in another language: 2 paragraphs in French, of which no number was read"
    ]
    assert [r.value for r in all_of(Result, alone)] == [r.value for r in all_of(Result, plain)]
    assert all_of(AdverseEvent, alone) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FRENCH, "French"),
        ("Die Patienten wurden nach der Behandlung nicht mit einer weiteren Dosis behandelt.", "German"),
        ("Los pacientes fueron tratados con una dosis y las complicaciones fueron leves en los dos grupos.", "Spanish"),
        ("The patients were treated with one dose and the complications were mild in both groups.", "English"),
        ("Moreau C, Dubois L (2019) Les fistules. Annales de chirurgie 12: 3-9", "English"),
    ],
)  # fmt: skip
def test_languages_are_told_by_their_frequent_words(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_study_goes_by_the_name_by_which_it_is_cited() -> None:
    text = (
        TWO.format(one=1, two=2, year=2018).replace("Ito K (2019)", "Ito K (2016)") + "\nHealing lasted (Ito 2019).\n"
    )
    read = extract(SourceDocument("own", text))
    assert {f.study for f in read.findings if isinstance(f, Study)} == {"Ito 2019", "Moreau 2018"}
    assert strange(read, "contradictory headings") == ["contradictory headings: study Ito 2016 is cited as Ito 2019"]
