"""A publisher that the program has never met is read by its profile alone."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from evigraph.extraction.formats.reading import read
from evigraph.extraction.pipeline import extract
from evigraph.extraction.structure.outline import outline
from evigraph.extraction.structure.profile import profile_in
from evigraph.extraction.structure.roles import ROLES
from evigraph.ontology.errors import UsageError
from evigraph.ontology.records import AdverseEvent, Recommendation, Result, Study

from tests.formats.conversion import converted
from tests.formats.word_author import word_document

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "publishers"
PROFILE = FOLDER / "fjordland.toml"
APPRAISAL = FOLDER / "fjordland-appraisal.txt"
SOURCE = read(APPRAISAL.name, APPRAISAL.read_bytes())
PAGE = ROOT / "docs" / "publishers.md"


@pytest.fixture(scope="module")
def appraisal():
    return extract(SOURCE, publisher=str(PROFILE))


def of(kind, extraction):
    return [finding for finding in extraction.findings if isinstance(finding, kind)]


def test_without_its_profile_nothing_of_the_evidence_is_found() -> None:
    assert of((Study, Result, AdverseEvent, Recommendation), extract(SOURCE)) == []


def test_the_program_knows_none_of_its_words() -> None:
    profile = tomllib.loads(PROFILE.read_text(encoding="utf-8"))
    words = ["fjordland"] + [
        pattern for part in ("headings", "labels") for patterns in profile[part].values() for pattern in patterns
    ]
    folders = ("ontology", "extraction", "graph", "queries", "ui")
    program = {path: path.read_text(encoding="utf-8").lower() for f in folders for path in (ROOT / f).rglob("*.py")}
    everyday = {"source", "place", "included", "kind of study"}
    own = [word for word in words if word not in everyday]
    assert len(own) > 15
    assert [(word, path) for path, text in program.items() for word in own if word in text] == []


def test_document_says_who_it_is(appraisal) -> None:
    described = appraisal.description
    assert (described.publisher, described.identifier) == ("Fjordland Council for Medical Technology", "14/2023")
    assert described.title == "Steam ablation of the great saphenous vein for varicose veins"
    assert described.date_published == "2023-06-14"


def test_table_with_a_row_a_study(appraisal) -> None:
    studies = {
        s.study: (s.design, s.country, s.n_patients, s.female_n, s.follow_up_value) for s in of(Study, appraisal)
    }
    assert studies == {
        "Hallberg 2016": ("randomised controlled trial", ("Sweden",), 126, 86, 12),
        "Oduya 2019": ("cohort study", ("Ireland",), 88, 54, 24),
        "Brandl 2021": ("case series", ("Austria",), 41, 20, 6),
    }


def test_results_of_studies_and_of_the_summary_of_findings(appraisal) -> None:
    results = {(r.study, r.group.split(";")[0], r.statistic, str(r.value), r.n) for r in of(Result, appraisal)}
    assert results >= {
        ("Hallberg 2016", "steam", "percentage", "92.1", 58),
        ("Hallberg 2016", "laser", "percentage", "93.7", 59),
        ("Hallberg 2016", "steam", "mean", "2.1", None),
        ("", "Steam", "risk ratio", "0.98", None),
        ("", "Steam", "mean difference", "-1.5", None),
    }
    (ratio,) = [r for r in of(Result, appraisal) if r.statistic == "risk ratio"]
    assert (str(ratio.ci_low), str(ratio.ci_high), ratio.comparator) == ("0.90", "1.08", "Laser")


def test_harm(appraisal) -> None:
    events = {(e.study, e.event, e.status, e.n, e.denominator) for e in of(AdverseEvent, appraisal)}
    assert events == {
        ("Oduya 2019", "deep vein thrombosis", "reported", 1, 94),
        ("Brandl 2021", "skin burn", "reported", 1, 41),
        ("Hallberg 2016", "pulmonary embolism", "none reported", None, None),
    }


def test_recommendations_with_their_strength(appraisal) -> None:
    assert [(r.number, r.recommendation_type) for r in of(Recommendation, appraisal)] == [
        ("1", "standard arrangements"),
        ("2", "only in research"),
        ("3", "research recommendation"),
    ]
    first = of(Recommendation, appraisal)[0]
    assert SOURCE.quote(first.start, first.end) == f"Advice 1: {first.text}"


@pytest.mark.parametrize("ending", ["docx", "html", "pdf"])
def test_other_formats_of_it_say_the_same(appraisal, ending: str, tmp_path: Path) -> None:
    path = tmp_path / "fjordland-appraisal.docx"
    path.write_bytes(word_document(APPRAISAL.read_text(encoding="utf-8"), running="Appraisal 14/2023"))
    content = path.read_bytes() if ending == "docx" else converted([path], ending, tmp_path)[path.stem]
    found = extract(read(f"{path.stem}.{ending}", content), publisher=str(PROFILE))
    said = [[repr(f).split("end=")[1].partition(", ")[2] for f in of((Study, Result), e)] for e in (found, appraisal)]
    assert [len(facts) for facts in said] == [len(said[0])] * 2
    assert {f.study for f in of(Study, found)} == {f.study for f in of(Study, appraisal)}


def test_explanation_names_what_the_profile_does_not_know() -> None:
    unknown = {entry.text for entry in outline(SOURCE) if not entry.name}
    assert unknown >= {
        "Good that came of it",
        "People and places",
        "Kind of study",
        "Sureness",
        "What the Council advises",
    }
    left = {entry.text for entry in outline(SOURCE, profile_in(str(PROFILE))) if not entry.name}
    assert left & unknown == left
    assert left >= {"Steam", "Laser"}
    assert not left & {"Good that came of it", "People and places", "Kind of study", "Sureness"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = ", "no TOML"),
        ("", "has no name"),
        ('name = "x"\ncolour = "red"', "unknown key 'colour'"),
        ('name = "x"\ndocument = "letter"', "document is"),
        ('name = "x"\nheadings = 1', r"write: \[headings\]"),
        ('name = "x"\n[headings]\n"summary" = ["a"]', "no part is called 'summary'"),
        ('name = "x"\n[headings]\n"analysis" = "a"', "no list of patterns"),
        ('name = "x"\n[headings]\n"analysis" = ["("]', "no regular expression"),
    ],
)
def test_profile_that_is_wrong_is_told_in_one_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message) as said:
        profile_in(str(path))
    assert str(path) in str(said.value)
    assert "\n" not in str(said.value)


def test_page_names_every_part() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in ROLES if f"`{name}`" not in page] == []
    generic = tomllib.loads((ROOT / "extraction/profiles/generic.toml").read_text(encoding="utf-8"))
    named = [name for part in ("labels", "columns", "paragraphs") for name in generic[part]]
    assert [name for name in named if f"`{name}`" not in page] == []
