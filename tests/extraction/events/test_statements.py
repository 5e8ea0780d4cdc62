"""What a sentence of harm says: which event, in how many, what was done, and what did not happen."""

import pytest

from tests.extraction.sentences import events_of, told


def read(sentence: str, fields: str = "event status n percent") -> list[tuple[str, ...]]:
    return [told(e, fields) for e in events_of(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("There were 4 pneumothoraces (3.6%).", [("pneumothorax", "reported", "4", "3.6")]),
        ("Nobody died.", [("death", "none reported", "", "")]),
        ("Discitis was reported in neither group.", [("discitis", "none reported", "", "")]),
        ("The review did not identify any deaths.", [("death", "none reported", "", "")]),
        (
            "There were no injuries to the artery in 140 procedures.",
            [("injury to the artery", "none reported", "", "")],
        ),
        ("Ninety-day mortality was 2.3% (28/1,236).", [("death", "reported", "28", "2.3")]),
    ],
)
def test_events_are_counted_and_denied(sentence: str, expected: list[tuple[str, ...]]) -> None:
    assert read(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "In all, 38 procedures were done in 24 women.",
        "Details were given for 48 of them.",
        "Data were needed from 12 centres.",
    ],
)
def test_management_of_a_study_is_no_event(sentence: str) -> None:
    assert read(sentence) == []


def test_the_whole_at_the_head_of_a_list_counts_for_all() -> None:
    sentence = "Per 139 implants: wound infection 8 (5.8%), haematoma 5 (3.6%)."
    assert read(sentence, "event n denominator") == [("wound infection", "8", "139"), ("haematoma", "5", "139")]


def test_a_share_that_does_not_fit_keeps_no_whole() -> None:
    sentence = "Per 139 implants: wound infection 8 (9.9%)."
    assert read(sentence, "event n denominator") == [("wound infection", "8", "")]


def test_treatment_behind_an_event_is_its_management() -> None:
    sentence = "Pneumothorax was seen in 31 of 63 sessions, and a chest drain was needed in 9."
    assert read(sentence, "event n management") == [("pneumothorax", "31", ""), ("pneumothorax", "9", "chest drain")]


def test_an_event_named_behind_a_colon_is_not_its_own_management() -> None:
    sentence = "There was 1 minor complication: local cellulitis. This fully resolved after 5 days of oral antibiotics."
    assert read(sentence, "event n management") == [("local cellulitis", "1", "5 days of oral antibiotics")]


def test_an_exception_from_a_denial_is_named_behind_its_number() -> None:
    sentence = "There were no infections except 1 stitch abscess."
    assert read(sentence, "event status n") == [("infection", "none reported", ""), ("stitch abscess", "reported", "1")]


def test_two_counts_with_predicates_of_their_own_are_two_events() -> None:
    sentence = "A pleural effusion was seen in 7 of 112 patients, and 4 patients had a pneumothorax."
    assert read(sentence, "event n") == [("pleural effusion", "7"), ("pneumothorax", "4")]


def test_what_went_on_is_told_of_the_event_before() -> None:
    sentence = "Slurred speech in 5 (29.4%), persisting at 12 months in 2."
    assert read(sentence, "event n") == [("slurred speech", "5"), ("slurred speech", "2")]
