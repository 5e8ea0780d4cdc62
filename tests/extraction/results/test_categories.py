"""What a clause before a figure leaves as its category."""

import pytest
from evigraph.extraction.results.categories import predicate_of

from tests.extraction.sentences import results_of


@pytest.mark.parametrize(
    ("words", "outcome", "category"),
    [
        ("Weakness was severe", "weakness", "severe"),
        ("wear of the joint was worse than grade 2", "joint wear", "worse than grade 2"),
        ("rod could be inserted", "technical success", ""),
        ("all cysts were removed", "removal of cysts", ""),
        ("Movement of the elbow was still", "movement", ""),
        ("both joints were treated", "technical success", "both joints were treated"),
        ("grip tests were known", "grip", "grip tests were known"),
        ("had some relief", "pain relief", "had some relief"),
        ("patients who were walking", "walking", "patients who were walking"),
        ("rod could be inserted", "grip", "rod could be inserted"),
    ],
)
def test_category_of_a_clause(words: str, outcome: str, category: str) -> None:
    assert predicate_of(words, outcome) == category


def test_how_much_less_pain_somebody_had_stays_a_category() -> None:
    (result,) = results_of("75% of patients had a greater than 50% reduction in pain at 6 months.")
    assert "reduction in pain" in result.group
