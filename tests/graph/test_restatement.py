"""What says the same again is found, and nothing is guessed.  Knows claims; knows nothing of RDF."""

from __future__ import annotations

from decimal import Decimal

from evigraph.graph.claims import Claim
from evigraph.graph.restatement import Restated, restatements
from evigraph.graph.wording import Time
from evigraph.ontology.vocabulary import vocabulary

MONTHS = {months: Time.of(Decimal(months), "month", "") for months in (1, 6, 12)}


def claim(node: str, rank: int, **fields: object) -> Claim:
    given = {"kind": "result", "study": "s", "subject": "pain intensity", "statistic": "mean", **fields}
    return Claim(node=node, rank=(rank,), **given)  # type: ignore[arg-type]


def pairs(*claims: Claim) -> set[tuple[str, str, bool]]:
    return {(r.node, r.canonical, r.agrees) for r in restatements(claims)}


def test_same_time_in_other_words() -> None:
    detail = claim("detail", 0, measure="VAS 0 to 10", value=Decimal("4.2"), time=MONTHS[12])
    summary = claim("summary", 3, value=Decimal("4.2"), time=Time.of(Decimal(1), "year", ""))
    assert pairs(detail, summary) == {("summary", "detail", True)}


def test_contradiction_is_a_restatement_that_does_not_agree() -> None:
    detail = claim("detail", 0, value=Decimal("4.2"), time=MONTHS[12])
    summary = claim("summary", 3, value=Decimal("4.4"), time=MONTHS[12])
    assert pairs(detail, summary) == {("summary", "detail", False)}


def test_number_found_only_in_a_summary_is_canonical() -> None:
    assert pairs(claim("detail", 0, time=MONTHS[1]), claim("summary", 3, time=MONTHS[6])) == set()


def test_claims_of_one_place_never_restate_each_other() -> None:
    one = claim("one", 0, value=Decimal("4.2"), time=MONTHS[12])
    assert pairs(one, claim("other", 0, value=Decimal("4.2"), time=MONTHS[12])) == set()


def test_two_equal_fits_are_not_guessed() -> None:
    first = claim("first", 0, value=Decimal(8), severity="mild")
    second = claim("second", 0, value=Decimal(4), severity="moderate")
    assert pairs(first, second, claim("summary", 3, value=Decimal(12))) == set()


def test_equal_fits_are_settled_by_the_numbers() -> None:
    first = claim("first", 0, value=Decimal("2.6"), time=MONTHS[1])
    second = claim("second", 0, value=Decimal("3.8"), time=MONTHS[6])
    assert pairs(first, second, claim("summary", 3, value=Decimal("3.8"))) == {("summary", "second", True)}


def test_different_numbers_without_a_certain_fit_are_not_a_contradiction() -> None:
    detail = claim("detail", 0, value=Decimal("3.8"), time=MONTHS[6])
    assert pairs(detail, claim("summary", 3, value=Decimal("4.1"))) == set()


def test_other_words_for_the_group_are_bridged_by_all_the_numbers() -> None:
    numbers = {"statistic": "percentage", "value": Decimal(80), "n": Decimal(16), "denominator": Decimal(20)}
    detail = claim("detail", 0, group="positive response", **numbers)
    assert pairs(detail, claim("summary", 3, group="some relief", **numbers)) == {("summary", "detail", True)}


def test_other_study_outcome_or_unit_is_something_else() -> None:
    detail = claim("detail", 0, statistic="count", value=Decimal(30), n=Decimal(30), unit="patients")
    same = {"statistic": "count", "value": Decimal(30), "n": Decimal(30), "unit": "patients"}
    assert pairs(detail, claim("a", 3, **{**same, "study": "t"})) == set()
    assert pairs(detail, claim("b", 3, **{**same, "subject": "pain relief"})) == set()
    assert pairs(detail, claim("c", 3, **{**same, "unit": "eyes", "value": Decimal(37), "n": Decimal(37)})) == set()


def test_what_restates_is_not_restated() -> None:
    claims = [claim(name, rank, value=Decimal(5), time=MONTHS[6]) for name, rank in (("a", 0), ("b", 3), ("c", 4))]
    assert restatements(claims) == [Restated("b", "a", agrees=True), Restated("c", "a", agrees=True)]


def test_a_broader_name_of_the_outcome_restates_only_equal_numbers() -> None:
    detail = claim("detail", 0, subject="pain relief", value=Decimal("4.2"), time=MONTHS[12])
    broader = vocabulary().find("pain relief", "outcome")
    assert broader is not None
    above = vocabulary().concept(broader.broader[0])
    assert above is not None
    told = claim("summary", 3, subject=above.label, value=Decimal("4.2"), time=MONTHS[12])
    other = claim("summary", 3, subject=above.label, value=Decimal("4.4"), time=MONTHS[12])
    assert pairs(detail, told) == {("summary", "detail", True)}
    assert pairs(detail, other) == set()


def test_an_outcome_beside_another_restates_it_not() -> None:
    detail = claim("detail", 0, subject="pain relief", value=Decimal("4.2"), time=MONTHS[12])
    assert pairs(detail, claim("summary", 3, subject="patency", value=Decimal("4.2"), time=MONTHS[12])) == set()
