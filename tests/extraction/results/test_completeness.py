"""Numbers of those measured are completeness of the follow-up, not results of what was measured."""

import pytest

from tests.extraction.sentences import results_of, told

ARMS = "gel injection 60, exercise 60"


def read(sentence: str, arms: str = "") -> list[tuple[str, ...]]:
    return [told(r, "outcome group n") for r in results_of(sentence, arms=arms)]


@pytest.mark.parametrize(
    ("sentence", "group"),
    [
        ("WOMAC scores at 6 months were available for 84 of 120 patients.", "WOMAC score available"),
        ("Pain scores at 6 months were missing for 84 patients.", "Pain score missing"),
        ("Radiographs at 1 year were known for 84 patients.", "Radiographs known"),
        ("Bending tests at 6 months were not done in 84 patients.", "Bending test not done"),
        ("Pain forms came back from 84 patients.", "Pain form came back"),
        ("The 3-month rWOMAC was obtained from 84 patients.", "rWOMAC obtained"),
        ("Eighty-four of 120 patients had no pain score at 6 months.", "no pain score"),
        ("Eighty-four patients had their pain score recorded at the last visit.", "pain score recorded"),
        ("At 12 months 84 knees were measured (70%).", "measured"),
        ("Seen at 24 months: 84 of 120 patients (70%).", "seen"),
        ("Eighty-four patients were lost between years 3 and 5.", "lost"),
    ],
)
def test_those_measured_are_no_result_of_the_measure(sentence: str, group: str) -> None:
    assert ("follow-up completeness", group, "84") in read(sentence)


def test_a_list_of_visits_goes_on() -> None:
    sentence = "The WOMAC was known for 92% (110/120) of patients at 6 months and 83% (100/120) at 12 months."
    assert read(sentence) == [("follow-up completeness", "WOMAC known", n) for n in ("110", "100")]


def test_those_without_a_score_are_told_by_arm() -> None:
    sentence = "One patient in the gel injection group and 2 patients in the exercise group had no pain score."
    assert read(sentence, ARMS) == [
        ("follow-up completeness", "gel injection; no pain score", "1"),
        ("follow-up completeness", "exercise; no pain score", "2"),
    ]


@pytest.mark.parametrize(
    "sentence",
    ["A normal gait was recorded for 84 patients.", "Eighty-four patients had no pain at 6 months."],
)
def test_a_finding_is_no_completeness(sentence: str) -> None:
    assert "follow-up completeness" not in [outcome for outcome, _, _ in read(sentence)]


def test_of_whom_nothing_is_known_had_not_what_the_others_had() -> None:
    text = (
        "Of the 5 adults with watering, 3 had further surgery. No information was available for the other 2 patients."
    )
    assert [(r.group, r.n) for r in results_of(text)] == [("", 3), ("no information available", 2)]
