"""The words of questions: numbers, times, tokens, stems, spelling, short forms, cues."""

from __future__ import annotations

from decimal import Decimal

import pytest
from evigraph.queries.words.abbreviations import Abbreviations
from evigraph.queries.words.cues import cues
from evigraph.queries.words.numbers import numbers_in
from evigraph.queries.words.spelling import Speller, distance
from evigraph.queries.words.stems import stem_of, stems_of
from evigraph.queries.words.times import times_in
from evigraph.queries.words.tokens import level, tokens_of

KNOWN = Speller(["cryoablation", "infection", "patients", "pain"], ["neuroma"])


@pytest.mark.parametrize(
    ("text", "low", "high", "open_end"),
    [
        ("more than 20 patients", 20, None, True),
        ("at least twenty patients", 20, None, False),
        ("under 50", None, 50, True),
        ("up to 1,974 people", None, 1974, False),
        ("between 5 and 10 eyes", 5, 10, False),
        ("exactly 7", 7, 7, False),
        ("12 or more", 12, None, False),
        (">=3", 3, None, False),
        ("half of them", 50, 50, False),
        ("twenty-two", 22, 22, False),
    ],
)
def test_number_and_its_bound(text: str, low: int | None, high: int | None, *, open_end: bool) -> None:
    (span,) = numbers_in(text)
    assert (span.low, span.high, span.open) == (low, high, open_end)


def test_one_as_a_pronoun_is_no_number() -> None:
    assert not numbers_in("the prospective one")


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("at 12 months", [12]),
        ("after a year", [12]),
        ("at 1, 3 and 6 months", [1, 3, 6]),
        ("2-year follow up", [24]),
        ("half a year", [6]),
        ("at 6m", [6]),
    ],
)
def test_time_points(text: str, months: list[int]) -> None:
    assert [span.low for span in times_in(text)] == months


def test_time_windows_and_bounds() -> None:
    (window,) = times_in("between 1 and 5 years")
    (bound,) = times_in("more than 6 months")
    assert (window.low, window.high, window.point) == (12, 60, False)
    assert (bound.low, bound.high) == (6, None)


def test_equal_times_in_other_units_lie_in_one_window() -> None:
    (year,), (weeks,) = times_in("1 year"), times_in("52 weeks")
    low, high = year.window
    assert low <= Decimal(str(weeks.low)) <= high


def test_text_is_levelled() -> None:
    assert level("VAS\u00a00\u201310 \u2265 \u201cfive\u201d\x07") == 'VAS 0-10 >= "five"'


def test_tokens_keep_numbers_and_possessives_whole() -> None:
    assert [t.text for t in tokens_of("Morton's 1,974 2.5%?")] == ["Morton's", "1,974", "2.5", "%", "?"]


@pytest.mark.parametrize(
    ("one", "other"), [("excluded", "exclusion"), ("anaesthetic", "anesthesia"), ("Relief", "relieved"), ("VAS", "vas")]
)
def test_words_of_one_family_have_one_stem(one: str, other: str) -> None:
    assert stem_of(one) == stem_of(other)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("cryoablaton", "cryoablation"),
        ("infecton", "infection"),
        ("paitents", "patients"),
        ("nueroma", "neuroma"),
        ("pian", "pain"),  # a short word only where two letters are swapped
        ("pane", "pane"),
        ("pain", "pain"),
        ("xylophone", "xylophone"),
        ("covid19", "covid19"),
    ],
)
def test_spelling(written: str, read: str) -> None:
    assert KNOWN.correct(written) == read


def test_a_word_that_documents_have_is_never_corrected() -> None:
    assert Speller(["infection"], [], lambda word: word == "infecton").correct("infecton") == "infecton"


def test_distance_counts_a_swap_once() -> None:
    assert distance("teh", "the") == 1


def test_short_forms_and_their_words_explain_each_other() -> None:
    known = Abbreviations((("DBS", "deep brain stimulation"),))
    assert known.explains(stem_of("brain"), stems_of("DBS group"))
    assert known.explains(stem_of("DBS"), stems_of("deep brain stimulation group"))
    assert not known.explains(stem_of("DBS"), stems_of("brain"))
    assert stem_of("DBS") in known.enriched(stems_of("stimulation of the deep brain"))


def test_short_forms_of_questions_are_written_out() -> None:
    assert cues().expanded("f/u of 12 pts w/ CT") == "follow up of 12 patients with CT"


def test_words_of_the_thesaurus_stand_for_each_other() -> None:
    assert "renal" in cues().synonyms["kidney"]
    assert "kidney" in cues().synonyms["renal"]
