"""How much of the evidence counts as read.  Knows made documents; knows nothing of how findings are found."""

from __future__ import annotations

import pytest
from evigraph.extraction.report.coverage import coverage, measured_in, numbers_in
from evigraph.extraction.structure.document import EvidenceDocument
from evigraph.ontology.records import Extraction, Result

from tests.extraction.details.made import made


def unread(extraction: Extraction) -> list[str]:
    return [extraction.document.quote(start, end) for start, end in extraction.coverage.unread]


def test_a_document_that_is_understood_is_read_whole() -> None:
    read = made(findings="- Healed at 6 months=74% (23/31)")
    assert unread(read) == []
    assert read.coverage.share == 1
    assert read.coverage.units == 5


def test_a_sentence_that_gave_nothing_is_unread() -> None:
    lost = "The weather on the island was mild for the season."
    read = made(findings=f"- Healed at 6 months=74% (23/31)\n\n- {lost}")
    assert unread(read) == [lost]
    assert read.coverage.read == read.coverage.units - 1


def test_a_number_counts_only_inside_a_fact() -> None:
    whole = made(findings="- Healed=74% (23/31)")
    document = EvidenceDocument(whole.document)
    without = [f for f in whole.findings if not isinstance(f, Result)]
    lost = coverage(document, without)
    assert [whole.document.quote(*place) for place in lost.unread] == ["Healed=74% (23/31)"]


def test_what_is_measured_in_a_statement_must_be_a_fact_and_what_is_planned_need_not() -> None:
    told = made(analysis="Follow-up issues: Visits were planned for 6 and 12 weeks.")
    assert unread(told) == []
    document = EvidenceDocument(told.document)
    statements_alone = coverage(document, [f for f in told.findings if f.rule == "statement.labelled"])
    assert (statements_alone.read, statements_alone.units) == (1, told.coverage.units)
    counted = made(analysis="Study design issues: It was 12.5% (4/32) of all, whatever that means.")
    rest = [f for f in counted.findings if not isinstance(f, Result)]
    assert any("12.5%" in counted.document.quote(*p) for p in coverage(EvidenceDocument(counted.document), rest).unread)


def test_a_statement_counts_only_under_a_topic_that_the_document_gives() -> None:
    guess = "There was no correlation of healing with age."
    read = made(findings=f"- {guess}")
    assert unread(read) == [guess]
    under_its_heading = made(findings=f"- Healed=74% (23/31)\n\nPredictors of healing\n\n{guess}")
    assert unread(under_its_heading) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In table 2, study 4 and group 3 it was 5.5.", {5.5}),
        ("It fell from 7·5 to −2 (Ito 2019).", {7.5, 2}),
        ("1,204 of 2 000 eyes", {1204.0, 2000.0}),
        ("With the SF-36 and a Coldmaker 17R, in 3 studies", set()),
        ("p<.001", {0.001}),
    ],
)
def test_figures_are_told_from_numbers_in_names(text: str, expected: set[float]) -> None:
    from evigraph.extraction.reading.clean import level

    assert numbers_in(level(text.replace("2 000", "2\u00a0000"))) == expected


def test_shares_counts_means_and_p_values_are_measured() -> None:
    assert measured_in("5% (2/40) at 6 weeks, mean 3.4, p=0.02, 7 of 9 people, grade 2") == {5, 2, 40, 3.4, 0.02, 7}
