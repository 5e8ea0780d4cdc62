"""Tables of results with a row an arm."""

from tests.extraction.sentences import results_of, told

ARMS = "gel injection 62, exercise 60"


def test_rows_are_arms_and_columns_outcomes_with_spreads_and_shares_beside() -> None:
    table = (
        "Arm\tTreated\tTreated, %\tPain at 12 weeks, mean\tSD\tWobbled, n/N\n"
        "Gel injection\t59\t95.2\t3.1\t1.2\t45/59\n"
        "Exercise\t60\t100.0\t4.4\t1.5\t41/60\n"
    )
    found = [told(r, "group statistic value n sd") for r in results_of(table, arms=ARMS)]
    assert found == [
        ("gel injection", "percentage", "95.2", "59", ""),
        ("gel injection", "mean", "3.1", "", "1.2"),
        ("gel injection", "count", "45", "45", ""),
        ("exercise", "percentage", "100.0", "60", ""),
        ("exercise", "mean", "4.4", "", "1.5"),
        ("exercise", "count", "41", "41", ""),
    ]


def test_time_points_may_be_the_columns_of_an_estimate() -> None:
    table = "Survival (Kaplan-Meier, %)\t3 months\t6 months\nGel injection\t82.1\t71.4\nExercise\t74.6\t63.0\n"
    found = [told(r, "group measure value time_value") for r in results_of(table, arms=ARMS)]
    assert found == [
        ("gel injection", "Kaplan-Meier", "82.1", "3"),
        ("gel injection", "Kaplan-Meier", "71.4", "6"),
        ("exercise", "Kaplan-Meier", "74.6", "3"),
        ("exercise", "Kaplan-Meier", "63.0", "6"),
    ]
