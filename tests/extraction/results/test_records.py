"""What a record says beyond its own figure: the level of an interval, and whether a share is an estimate."""

import pytest

from tests.extraction.sentences import results_of, told

NAMED = "The odds ratio for a stiff knee was 0.52 (95% CI 0.31 to 0.88)."
BARE = "The odds ratio for a quiet night was 1.40 (1.10 to 1.78)."


def levels(text: str) -> list[tuple[str, ...]]:
    return [told(r, "value ci_low ci_level") for r in results_of(text) if r.ci_low is not None]


@pytest.mark.parametrize("between", [" ", "\n- "])
def test_a_neighbour_names_the_level_of_a_bare_interval(between: str) -> None:
    text = f"- {NAMED}\n- {BARE}" if between.startswith("\n") else f"{NAMED} {BARE}"
    assert levels(text) == [("0.52", "0.31", "95"), ("1.40", "1.10", "95")]


def test_a_hazard_ratio_names_the_level_of_an_odds_ratio_of_its_list() -> None:
    assert ("1.40", "1.10", "95") in levels(f"- Death: HR 0.74 (95% CI 0.58 to 0.94)\n- {BARE}")


@pytest.mark.parametrize(
    "text",
    [f"{NAMED}\n\n{BARE}", f"- {NAMED}\n\nKey safety findings\n\nNone.\n\nKey efficacy findings\n\n- {BARE}"],
    ids=["in another paragraph", "in another list"],
)
def test_an_interval_that_nothing_near_it_names_has_no_level(text: str) -> None:
    assert levels(text)[-1] == ("1.40", "1.10", "")


def test_a_share_that_survived_up_to_a_time_is_an_estimate() -> None:
    (found,) = results_of("Implant-free survival was 61.2% at 12 months.")
    assert told(found, "statistic measure") == ("rate", "Kaplan-Meier")


@pytest.mark.parametrize("sentence", ["Overall survival was 61.2%.", "Overall survival: 61.2% and 47.0%"])
def test_a_share_that_survived_up_to_no_time_is_a_percentage(sentence: str) -> None:
    assert {r.statistic for r in results_of(sentence)} == {"percentage"}
