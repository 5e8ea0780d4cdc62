"""Columns of tables that name no arm: what was measured, a pooled estimate, an effect of a factor."""

from __future__ import annotations

from tests.extraction.sentences import results_of, told


def test_the_line_that_counts_those_analysed_is_no_outcome_of_the_table_below() -> None:
    text = "Number of knees analysed: 61 (70 knees)\n\nGrip\tGel (n=30)\tBrace (n=31)\nZebra lift, kg\t12.1\t9.4"
    assert {r.outcome for r in results_of(text, arms="30 gel, 31 brace") if r.unit == "kg"} == {"zebra lift"}


def test_columns_of_outcomes_make_their_rows_groups() -> None:
    text = "Stage\tPatients\t1-year survival (CI)\t3-year survival (CI)\nEarly\t80\t91% (84 to 96)\t70% (61 to 78)"
    read = [told(r, "outcome measure group statistic value time_value") for r in results_of(text)]
    assert read == [
        ("overall survival", "Kaplan-Meier", "Early", "rate", "91", "1"),
        ("overall survival", "Kaplan-Meier", "Early", "rate", "70", "3"),
    ]


def test_a_head_that_only_says_what_an_estimate_is_names_no_arm() -> None:
    text = "Outcome\tTrials (patients)\tPooled estimate (95% CI)\nTechnical success\t4 (310)\t97.1% (94.0 to 98.9)"
    assert [told(r, "group value") for r in results_of(text)] == [("", "97.1")]


def test_a_factor_compares_no_arms() -> None:
    text = "Factor\tCases (n=20)\tControls (n=40)\tAdjusted OR (95% CI)\nOld cut\t9 (45%)\t8 (20%)\t3.27 (1.02-10.5)"
    (effect,) = (r for r in results_of(text) if r.statistic == "odds ratio")
    assert told(effect, "group comparator value") == ("old cut; adjusted", "", "3.27")


def test_a_zero_beside_shares_is_a_count() -> None:
    text = "Outcome\tGel\tBrace\nGait normal at 1 year\t0\t5.0% (1/20)"
    assert told(results_of(text, arms="60 gel, 60 brace")[0], "statistic n") == ("count", "0")
