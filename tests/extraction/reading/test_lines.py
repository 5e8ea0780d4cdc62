"""Lines: page furniture, and the width at which a text was wrapped."""

import textwrap

import pytest
from evigraph.extraction.reading.lines import lines_of, wrap_width


def furniture(text: str, *patterns: str) -> list[str]:
    return [line.text for line in lines_of(text, patterns) if line.furniture]


def test_offsets_are_those_of_the_raw_text() -> None:
    text = "One\r\n\r\nTwo words\nThree"
    assert [text[line.start : line.end] for line in lines_of(text)] == ["One", "", "Two words", "Three"]


def test_a_line_that_recurs_and_cuts_a_sentence_is_furniture() -> None:
    text = (
        "The score of the\n\nDilation overview\n\nleft eyes rose.\n\nA new part\n\nDilation overview\n\nIt ends here.\n"
    )
    assert furniture(text) == ["Dilation overview", "Dilation overview"]


def test_a_page_number_counts_as_the_same_line_on_every_page() -> None:
    text = "Results were seen in\n\nSheet 4\n\nsix patients.\n\nThe others, and\n\nSheet 5\n\nthe rest, were well.\n"
    assert furniture(text) == ["Sheet 4", "Sheet 5"]


def test_a_heading_that_recurs_between_whole_sentences_is_none() -> None:
    text = "It was safe.\n\nPain\n\nPain fell.\n\nPain\n\nIt fell again.\n"
    assert furniture(text) == []


def test_a_known_heading_is_none_even_in_the_middle_of_a_sentence() -> None:
    text = "The score of the\n\nAnalysis\n\nleft eyes rose.\n\nIt ended.\n\nAnalysis\n\nAll told.\n"
    lines = lines_of(text, (), lambda line: line == "Analysis")
    assert not any(line.furniture for line in lines)


def test_the_title_that_stands_once_in_a_sentence_is_furniture() -> None:
    opening = "\n\n".join(
        f"A line of text before the {n} part." for n in ("first", "second", "third", "fourth", "fifth")
    )
    cut = "The doctor took a\n\nDilation of the narrow tear duct (IP 12)\n\nwire.\n"
    text = f"Dilation of the narrow tear duct\n\n{opening}\n\n{cut}"
    assert furniture(text) == ["Dilation of the narrow tear duct (IP 12)"]


def test_furniture_that_a_profile_names_need_not_recur() -> None:
    assert furniture("All well.\n\nPage 7 of 9\n\nNothing else.", r"page \d+ of \d+") == ["Page 7 of 9"]


def test_numbers_that_follow_closely_are_cells_and_no_page_numbers() -> None:
    text = "Cells of a and\n\n12\n\nb\n\n13\n\nc\n"
    assert furniture(text) == []


@pytest.mark.parametrize("width", [40, 72])
def test_the_width_of_a_text_that_was_wrapped_by_hand(width: int) -> None:
    text = textwrap.fill("The duct was opened again after some weeks and stayed open in most of them. " * 8, width)
    found = wrap_width(lines_of(text))
    assert found is not None
    assert abs(found - width) <= 3


def test_a_text_with_a_paragraph_a_line_has_no_width() -> None:
    assert wrap_width(lines_of("A first short line\nA second and longer line of text\nThird\nFourth one\n" * 3)) is None


def test_the_title_between_two_halves_of_a_sentence_is_furniture_without_blank_lines() -> None:
    title = "Balloon dilation for blocked tear ducts"
    opening = "Evidence on eyes and ducts is told.\n" * 12
    text = f"{title}\n{opening}The score of the left eyes rose by about the\n{title} (IPG1)\n6 points in all of them.\n"
    assert furniture(text) == [f"{title} (IPG1)"]
