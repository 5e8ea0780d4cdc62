"""Clean text: what is dropped, what is levelled, and where each character stood."""

import pytest
from evigraph.extraction.reading.clean import clean, level
from hypothesis import given
from hypothesis import strategies as st

from tests.extraction.written import cleaned


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<p>Three toes</p>\thealed", "Three toes healed"),
        ("a [linked page](https://example.org/a) here", "a linked page here"),
        ("the *first* and the **second** knee", "the first and the second knee"),
        ("fever &amp; chills", "fever & chills"),
        (r"p $\leq$ 0.05", "p ≤ 0.05"),
        ("  two   spaces\nand a line  ", "two spaces and a line"),
    ],
)
def test_markup_is_left_out(raw: str, text: str) -> None:
    assert " ".join(cleaned(raw).text.split()) == text


@pytest.mark.parametrize("raw", ["p<0.05 and n>3", "5 * 3 * 2", "x<https://example.org/a>", "[unlinked] (words)"])
def test_signs_that_are_no_markup_stay(raw: str) -> None:
    assert cleaned(raw).text == raw


@pytest.mark.parametrize(
    ("printed", "levelled"),
    [
        ("a fall of −3·4 points", "a fall of -3.4 points"),
        ("4–6 weeks, follow‑up", "4-6 weeks, follow-up"),
        ("12\u00a0mm", "12 mm"),
        ("1\u2009250 people", "1,250 people"),
        ("‘no worse’, “same”", "'no worse', \"same\""),
        ("3×10", "3x10"),
        ("⩽5 and ⩾7", "≤5 and ≥7"),
    ],
)
def test_typographic_variants_are_levelled_sign_by_sign(printed: str, levelled: str) -> None:
    assert level(printed) == levelled
    assert len(level(printed)) == len(printed)


def test_a_no_break_space_between_thousands_is_no_space() -> None:
    assert cleaned("in 1\u00a0250 procedures").norm == "in 1,250 procedures"


def test_a_part_is_found_in_the_raw_text() -> None:
    raw = "<p>Pain  fell</p> <b>sharply</b>"
    text = cleaned(raw)
    start = text.text.index("sharply")
    assert raw[slice(*text.raw_span(start, start + 7))] == "sharply"


def test_parts_of_a_text_are_joined_by_a_space() -> None:
    raw = "The pain went\n\nPage 3\n\naway in 9 knees."
    text = clean(raw, [(0, 13), (23, len(raw))])
    assert text.text == "The pain went away in 9 knees."
    assert text.raw_span(0, len(text.text)) == (0, len(raw))


@given(st.text(alphabet="ab1 \t\n\u00a0<p>/[](#)*$&;.−·", max_size=60))
def test_every_kept_character_stands_where_it_says(raw: str) -> None:
    text = cleaned(raw)
    assert len(text.norm) == len(text.text)
    for i, character in enumerate(text.text):
        assert character.isspace() or level(raw[text.raw(i)]) == level(character) or "&" in raw or "$" in raw
