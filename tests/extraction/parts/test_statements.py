"""Statements: paragraphs, cells and sentences under their topics."""

from evigraph.ontology.records import Statement

from tests.extraction.written import OVERVIEW, findings, quoted

ANALYSIS = """Analysis

Follow-up issues: 3 patients moved away.

They were not traced.

Study design issues: Patients were not chosen at random.

Key efficacy findings
"""
DETAILS = """Follow up	Mean 6 months
Patient selection criteria	Adults with watering were included. Those with gout were excluded.
Conflict of interest	None.
"""


def topics(text: str) -> list[tuple[str, str]]:
    return [(s.topic, s.text) for s in findings(text, Statement)]


def test_labelled_paragraphs_take_what_goes_on_without_a_label() -> None:
    text = OVERVIEW.replace("Key efficacy findings\n", ANALYSIS)
    assert topics(text) == [
        ("follow-up issues", "3 patients moved away. They were not traced."),
        ("study design issues", "Patients were not chosen at random."),
    ]


def test_a_statement_stands_behind_its_label() -> None:
    text = OVERVIEW.replace("Key efficacy findings\n", ANALYSIS)
    first, second = findings(text, Statement)
    assert quoted(text, first) == "3 patients moved away.\n\nThey were not traced."
    assert second.studies == ("Quill 2015",)


def test_selection_is_split_into_whom_it_takes_and_whom_not() -> None:
    text = OVERVIEW.replace("Follow up\tMean 6 months\n", DETAILS)
    assert topics(text) == [
        ("patient selection", "Adults with watering were included."),
        ("exclusion criteria", "Those with gout were excluded."),
        ("conflict of interest", "None."),
    ]


def test_an_indication_ends_where_treatment_begins() -> None:
    section = "Indications and current treatment\n\nTears run over. Usual treatment is probing. It may be repeated.\n\n"
    assert topics(OVERVIEW.replace("Efficacy summary\n", section + "Efficacy summary\n", 1)) == [
        ("indication", "Tears run over."),
        ("current treatment", "Usual treatment is probing. It may be repeated."),
    ]


def test_what_an_outcome_depends_on_is_a_statement_of_the_evidence() -> None:
    text = OVERVIEW.replace(" (Quill 2015).\n\nSafety", " (Quill 2015). Age was a predictor (Quill 2015).\n\nSafety")
    (found,) = findings(text, Statement)
    assert (found.topic, found.studies) == ("predictors of outcome", ("Quill 2015",))


def test_members_of_a_list_of_societies_lose_their_full_stop() -> None:
    section = "Professional societies\n\n- Society of Tear Surgeons.\n- College of Eyes.\n\n"
    text = OVERVIEW.replace("Efficacy summary\n", section + "Efficacy summary\n", 1)
    assert [quoted(text, s) for s in findings(text, Statement)] == ["Society of Tear Surgeons", "College of Eyes"]


def test_validity_names_the_studies_that_it_cites() -> None:
    section = "Validity and generalisability\n\nThe largest study had 40 patients (Quill 2015).\n\n"
    text = OVERVIEW.replace("References\n", section + "References\n")
    (found,) = findings(text, Statement)
    assert (found.topic, found.studies) == ("validity", ("Quill 2015",))


def test_events_that_experts_name_are_no_statements_besides() -> None:
    asked = "Experts were asked which anecdotal and theoretical events they knew of."
    named = "One of them had heard of a burn (anecdotal)."
    part = f"Anecdotal and theoretical adverse events\n\n{asked}\n\n{named}\n\nSummary of key evidence on"
    text = OVERVIEW.replace("Summary of key evidence on", part, 1)
    assert topics(text) == [("expert opinion", asked)]


def test_treatment_is_told_from_the_condition_above_it() -> None:
    part = (
        "The condition and current treatments\n\nA blocked duct waters.\n\nProbing is usually tried first.\n\n"
        "Efficacy summary"
    )
    assert topics(OVERVIEW.replace("Efficacy summary", part, 1)) == [
        ("indication", "A blocked duct waters."),
        ("current treatment", "Probing is usually tried first."),
    ]
