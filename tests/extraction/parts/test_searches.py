"""Searches: sources with their dates, the lines of the strategy, and papers that were left out."""

from evigraph.ontology.records import ExcludedStudy, SearchLine, SearchSource, Statement

from tests.extraction.written import findings

TEXT = """Interventional procedure overview of balloon dilation

Efficacy summary

It works.

Literature search strategy

Databases	Date searched	Version/files
Cochrane Library	04/05/2021	Issue 5 of 12
MEDLINE (Ovid)	6 May 2021	1946 to May 2021

The following search was used in MEDLINE and was adapted for the others.

1 tear duct/

2 (block* or narrow*).tw.

3 1 and 2

Appendix

Additional papers identified

Article	Number of patients/follow up	Direction of conclusions	Reasons for non-inclusion
Lind C (2011) Probing. Eye 3: 1-4	Case series n=12 FU=6 months	Most stayed open.	Larger studies are included.
Moss D (2012) Ducts. Eye 4: 1-4	Systematic review n=9 studies (1,200 eyes)	It works.	Older than the others.
"""


def test_sources_have_platform_date_and_version() -> None:
    found = [s for s in findings(TEXT, SearchSource) if s.date_searched]
    assert [(s.source, s.platform, s.date_searched, s.version) for s in found] == [
        ("Cochrane Library", "", "2021-05-04", "Issue 5 of 12"),
        ("MEDLINE", "Ovid", "2021-05-06", "1946 to May 2021"),
    ]


def test_the_lines_of_a_strategy_keep_their_numbers() -> None:
    assert [(line.number, line.query) for line in findings(TEXT, SearchLine)] == [
        (1, "tear duct/"),
        (2, "(block* or narrow*).tw."),
        (3, "1 and 2"),
    ]


def test_lines_of_a_strategy_are_no_statements() -> None:
    assert [s.text for s in findings(TEXT, Statement) if s.topic == "literature search"] == [
        "The following search was used in MEDLINE and was adapted for the others."
    ]


def test_papers_that_were_left_out_have_size_and_reason() -> None:
    lind, moss = findings(TEXT, ExcludedStudy)
    assert (lind.first_author, lind.year, lind.design, lind.n_patients) == ("Lind", "2011", "case series", 12)
    assert (lind.conclusion, lind.reason) == ("Most stayed open.", "Larger studies are included.")
    assert (moss.n_patients, moss.n_studies) == (None, 9)


def test_sources_named_in_a_sentence() -> None:
    text = TEXT.split("Databases\t")[0] + (
        "The following databases were searched up to 3 June 2020: MEDLINE, Embase and the Cochrane Library.\n"
    )
    assert [(s.source, s.date_searched) for s in findings(text, SearchSource)] == [
        ("MEDLINE", "2020-06-03"),
        ("Embase", "2020-06-03"),
        ("Cochrane Library", "2020-06-03"),
    ]


def test_a_sentence_tells_from_when_the_sources_were_searched() -> None:
    text = TEXT.replace(
        "The following search was used in MEDLINE and was adapted for the others.",
        "Searches of Embase, CINAHL and other sources ran from the first entry of each to 6 May 2021.",
    )
    found = [(s.source, s.version) for s in findings(text, SearchSource) if s.source in ("Embase", "CINAHL")]
    assert found == [(name, "from the first entry of each to 6 May 2021") for name in ("Embase", "CINAHL")]
