"""Profiles: which document speaks which template, and how a profile file is refused."""

import pytest
from evigraph.extraction.structure.profile import choose, heading_key, profile_of, profiles
from evigraph.ontology.errors import UsageError


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("2.1 Current treatments:", "current treatments"),
        ("Appendix B: Search strategy", "search strategy"),
        ("Table 3 Study outcomes", "study outcomes"),
        ("iv) Safety  summary", "safety summary"),
        ("Follow‑up", "follow-up"),
    ],
)
def test_headings_are_compared_without_numbers_and_signs(heading: str, key: str) -> None:
    assert heading_key(heading) == key


def test_the_generic_profile_serves_a_text_without_signature() -> None:
    assert choose(["Something", "Efficacy"]).name == "generic"


def test_a_profile_is_chosen_by_its_signature() -> None:
    lines = ["You must be signed in to answer questions", "The content on this page is not current guidance", "Safety"]
    assert choose(lines).name == "nice-web"


def test_one_line_of_a_signature_is_not_enough() -> None:
    assert choose(["Summary of key evidence"]).name == "generic"


def test_every_profile_knows_the_headings_of_the_generic_one() -> None:
    for profile in profiles():
        assert profile.headings.name("Key efficacy findings") is not None
        assert profile.labels.name("Study type") == "design"


def test_own_patterns_go_before_those_of_the_base() -> None:
    base = {"name": "base", "headings": {"analysis": ["quality"]}}
    own = profile_of({"name": "own", "headings": {"validity": ["quality"]}}, base)
    assert own.headings.names("Quality") == ("validity", "analysis")


@pytest.mark.parametrize(
    ("data", "told"),
    [({"name": "x", "heading": {}}, "heading"), ({"name": "x", "labels": {"age": ["("]}}, "no regular")],
)
def test_a_broken_profile_is_refused_in_one_line(data: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told) as caught:
        profile_of(data, source="mine.toml")
    assert "mine.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_calls_itself_an_overview_is_read_as_no_guidance() -> None:
    lines = ["Indications and current treatment", "Efficacy", "Safety"]
    assert choose(lines).document == "guidance"
    assert choose(["Interventional procedure overview of stenting for blocked veins", *lines]).document != "guidance"


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("First author, publication year, country", "author"),
        ("Study (author, year)", "author"),
        ("Study no.", "number"),
        ("Sample size (n)", "population"),
        ("Eyes and people (male: female)", "population"),
        ("Characteristics of people in the study", "population"),
        ("Age, mean (SD)", "age"),
        ("Sex (M:F)", "sex"),
        ("Design, setting and period", "design"),
        ("Key inclusion criteria", "selection"),
        ("Treatment and comparator", "technique"),
        ("Follow-up, months", "follow up"),
        ("Funding source", "conflict of interest"),
    ],
)
def test_heads_of_study_tables_by_many_names(head: str, label: str) -> None:
    assert profiles()[-1].labels.name(head) == label


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("Adverse events, n (%)", "event"),
        ("Complications (n)", "event"),
        ("Adverse effects", "event"),
        ("Primary outcome", "outcome"),
        ("Outcome measure", "outcome"),
        ("Absolute difference (95% CI)", "difference"),
    ],
)
def test_heads_of_result_tables_by_many_names(head: str, column: str) -> None:
    assert profiles()[-1].columns.name(head) == column
