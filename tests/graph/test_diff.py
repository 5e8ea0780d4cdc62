"""Two versions of a document: what changed, with the words of both.  Knows the sample; knows nothing of files."""

from __future__ import annotations

from decimal import Decimal

import pytest
from evigraph.graph.check import check
from evigraph.graph.diff.change import Change, Kind
from evigraph.graph.diff.compare import changes
from evigraph.graph.diff.numbers import direction_changed
from evigraph.graph.recall import Recall
from evigraph.ontology.rdf import RdfFormat, parse
from evigraph.ontology.records import DocumentDescription, Extraction, Recommendation, Region, Result

from tests.graph.samples import GUIDANCE, OVERVIEW, Sample, overview


def recalled(extraction: Extraction) -> Recall:
    return Recall(extraction.document.id, parse(check(extraction).nquads, format=RdfFormat.N_QUADS))


def changed(old: str, new: str) -> list[Change]:
    """What changes where some words of the sample are other words in the next version."""
    after = overview(OVERVIEW.replace(old, new), "sample-overview-2") if old in OVERVIEW else overview()
    return changes(recalled(overview()), recalled(after))


def test_equal_versions_have_no_changes() -> None:
    assert changes(recalled(overview()), recalled(overview())) == []


def test_file_name_is_no_change() -> None:
    assert changes(recalled(overview()), recalled(overview(OVERVIEW, "renamed"))) == []


def result(value: str, quote: str, document_id: str, **fields: object) -> Extraction:
    say = Sample(f"Cooling of sore nerves\nPain: {quote}.\n", document_id)
    description = say(
        DocumentDescription, "Cooling of sore nerves", Region.FRONT_MATTER, kind="overview", title="Cooling"
    )
    given = {"outcome": "pain intensity", "statistic": "mean", "study": "Smith 2020", **fields}
    return say.extraction(description, say(Result, quote, value=Decimal(value), **given))


def test_changed_value_comes_with_both_words() -> None:
    (change,) = changes(recalled(result("4.2", "4.2 at 1 year", "a")), recalled(result("4.8", "4.8 at 1 year", "b")))
    assert (change.kind, change.old, change.new) == (Kind.VALUE_CHANGED, "4.2", "4.8")
    assert change.before is not None
    assert change.after is not None
    assert (change.before.quote, change.after.quote) == ("4.2 at 1 year", "4.8 at 1 year")


@pytest.mark.parametrize(
    ("statistic", "old", "new", "turned"),
    [
        ("mean difference", "-1.2", "1.2", True),
        ("odds ratio", "0.8", "1.3", True),
        ("odds ratio", "1.1", "1.3", False),
        ("mean", "4.2", "4.8", False),
    ],
)
def test_direction_changes_at_the_value_of_no_effect(statistic: str, old: str, new: str, turned: bool) -> None:
    before, after = (result(v, v.lstrip("-"), "a", statistic=statistic).findings[0] for v in (old, new))
    assert isinstance(before, Result)
    assert isinstance(after, Result)
    assert direction_changed(before, after) is turned


def guidance(*paragraphs: tuple[str, str, str]) -> Recall:
    text = GUIDANCE + "".join(f"{number} {words}\n" for number, words, _ in paragraphs)
    say = Sample(text, "sample-guidance")
    title = "Cooling of sore nerves"
    description = say(DocumentDescription, title, Region.FRONT_MATTER, kind="guidance", title=title)
    found = [
        say(
            Recommendation,
            words,
            Region.GUIDANCE,
            number=n,
            text=words,
            kind="recommendation",
            recommendation_type=kind,
        )
        for n, words, kind in paragraphs
    ]
    return recalled(say.extraction(description, *found))


ONLY = ("1.1", "Use it only in research because evidence is scarce.", "only in research")


def test_recommendation_that_says_something_else() -> None:
    special = ("1.1", "Use it with special arrangements because evidence is scarce.", "special arrangements")
    (change,) = changes(guidance(ONLY), guidance(special))
    assert (change.kind, change.old, change.new) == (
        Kind.RECOMMENDATION_CHANGED,
        "only in research",
        "special arrangements",
    )


def test_recommendation_with_another_number_is_the_same() -> None:
    assert changes(guidance(ONLY), guidance(("1.2", *ONLY[1:]))) == []


def test_new_and_dropped_recommendations() -> None:
    audit = ("1.2", "Clinicians should enter details into the register.", "")
    assert [c.kind for c in changes(guidance(ONLY), guidance(ONLY, audit))] == [Kind.RECOMMENDATION_ADDED]
    assert [c.kind for c in changes(guidance(ONLY, audit), guidance(ONLY))] == [Kind.RECOMMENDATION_DROPPED]
