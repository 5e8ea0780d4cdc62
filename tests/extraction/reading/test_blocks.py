"""Blocks: paragraphs, items and rows, whole again where a page cut them."""

from evigraph.extraction.reading.blocks import Kind

from tests.extraction.written import blocks


def test_paragraphs_items_and_rows() -> None:
    found = blocks("A paragraph.\n\n- an item\n\nName\tValue\n")
    assert [b.kind for b in found] == [Kind.PARAGRAPH, Kind.ITEM, Kind.ROW]
    assert [b.text.text for b in found] == ["A paragraph.", "an item", "Name Value"]


def test_a_sentence_cut_by_a_running_header_is_whole() -> None:
    text = "Pain went down in the\n\nOverview 5\n\ntreated knees.\n\nThat was\n\nOverview 6\n\nall.\n"
    assert [b.text.text for b in blocks(text)] == ["Pain went down in the treated knees.", "That was all."]


def test_a_sentence_that_a_header_cuts_before_a_figure_is_whole() -> None:
    text = "The ducts of most adults were open in\n\nPage 5 of 9\n\n6 months.\n"
    assert [b.text.text for b in blocks(text, r"page \d+ of \d+")] == [
        "The ducts of most adults were open in 6 months."
    ]


def test_the_place_of_a_cut_sentence_holds_the_header() -> None:
    text = "Pain went down in the\n\nPage 5 of 9\n\ntreated knees.\n"
    (block,) = blocks(text, r"page \d+ of \d+")
    assert text[block.start : block.end] == text.rstrip()


def test_a_paragraph_wrapped_by_hand_is_one() -> None:
    lines = ["The duct was opened again after", "some weeks and stayed open in", "Most of the patients who were"] * 2
    assert len(blocks("\n".join([*lines, "seen again after five years.", ""]))) == 1


def test_a_row_cut_by_a_page_goes_on() -> None:
    text = "Event\tNumber\nBruise around the\t4\n\nPage 2 of 9\n\neye that lasted\t\nFever\t1\n"
    found = blocks(text, r"page \d+ of \d+")
    assert [[c.text for c in b.cells] for b in found] == [
        ["Event", "Number"],
        ["Bruise around the eye that lasted", "4"],
        ["Fever", "1"],
    ]


def test_a_cell_whose_tag_is_open_runs_over_lines() -> None:
    text = "Technique\t<p>A wire was passed.\nA balloon followed.</p>\nFollow up\t1 year\n"
    found = blocks(text)
    assert [b.cells[1].text for b in found] == ["A wire was passed. A balloon followed.", "1 year"]


def test_empty_first_cells_belong_to_the_row_before() -> None:
    found = blocks("Event\tNumber\nFever\t3\n\tin the first week\n")
    assert found[-1].cells[1].text == "3 in the first week"


def test_numbered_paragraphs_keep_their_numbers() -> None:
    found = blocks("1.1 The first.\n\n1.2 The second.\n\n2.1 The third.\n")
    assert [b.number for b in found] == ["1.1", "1.2", "2.1"]


def test_a_figure_at_the_beginning_of_a_line_is_no_number() -> None:
    found = blocks("1.1 The first.\n\n52.6 points was the mean.\n\n3.4 (SD 1.1) at the end.\n")
    assert [b.number for b in found] == ["1.1", "", ""]


def test_letters_mark_items_and_indents_give_depth() -> None:
    found = blocks("- outer\n    - inner\na) lettered\n")
    assert [(b.kind, b.depth > 0, b.text.text) for b in found] == [
        (Kind.ITEM, False, "outer"),
        (Kind.ITEM, True, "inner"),
        (Kind.ITEM, False, "lettered"),
    ]


def test_every_block_stands_where_it_says() -> None:
    text = "Title\r\n\r\n1.1 One <p>tag</p> left.\r\n\r\n-  item\r\n\r\na\tb\r\n"
    for block in blocks(text):
        quote = text[block.start : block.end]
        assert quote.strip() == quote
        assert block.text.text.split()[-1] in quote


def test_a_line_with_a_label_of_its_own_goes_on_from_none() -> None:
    long = "Fainting while the needle was taken out of the knee: 9 people (1.2%), 4 of whom sat up"
    text = f"{long}\n\nPage 2 of 9\n\nSwelling of the other knee: 3 people (0.4%); 2 had ice and 1 was seen again\n"
    assert len(blocks(text, r"page \d+ of \d+")) == 2


def test_a_short_line_among_wrapped_ones_is_a_heading_where_the_next_word_would_have_fitted() -> None:
    full = "The score of the left eyes rose in all of the six patients who were seen at 2 years."
    below = ["Stenosis was seen in one of the forty people who were in the cohort study of two", "hospitals."]
    found = [b.text.text for b in blocks("\n".join([*([full] * 12), "Airway events", *below]))]
    assert "Airway events" in found
