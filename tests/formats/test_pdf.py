"""What a PDF's pages become: paragraphs, lists, tables, columns, without headers, footers and turned text."""

from __future__ import annotations

from evigraph.extraction.formats.pdf_document import read

from tests.formats.pdf_author import Sheet, pdf

LINES = (
    "Pain fell from 8.3 before treatment to 2.3 after one month, and was 5.1 after",
    "twelve months, in the case series of 22 people with pain of the nerves of the",
    "foot; the authors call this a clini-",
    "cally relevant change of the score.",
)


def test_lines_become_paragraphs() -> None:
    page = Sheet().paragraph(60, 100, *LINES).paragraph(60, 170, "A second paragraph.").text(60, 220, "Head", font="F2")
    text = read(pdf(page))
    assert text.split("\n\n")[1:] == ["A second paragraph.", "Head\n"]
    assert "after twelve months" in text


def test_word_that_is_printed_whole_elsewhere_loses_the_hyphen_of_its_line() -> None:
    page = Sheet().paragraph(60, 100, *LINES)
    assert "a clini-cally relevant" in read(pdf(page))
    assert "a clinically relevant" in read(pdf(page.text(60, 300, "A clinically sound trial.")))


def test_lists_and_their_depth() -> None:
    page = Sheet()
    for x, y, mark, words in (
        (60, 100, "\u2022", "Mean pain"),
        (80, 112, "-", "Before=8.3"),
        (60, 124, "\u2022", "Success=100%"),
    ):
        page.text(x, y, mark).text(x + 12, y, words)
    assert read(pdf(page)) == "- Mean pain\n - Before=8.3\n- Success=100%\n"


def table(page: Sheet, y: float, *rows: tuple[str, str, str]) -> Sheet:
    xs, ys = [60.0, 160.0, 260.0, 360.0], [y + 20.0 * i for i in range(len(rows) + 1)]
    page.grid(xs, ys)
    for top, row in zip(ys, rows, strict=False):
        for x, words in zip(xs, row, strict=False):
            page.text(x + 4, top + 14, words)
    return page


HEAD = ("Outcome", "Before", "After")


def test_ruled_table_becomes_rows_between_its_paragraphs() -> None:
    page = table(Sheet().text(60, 80, "Table 1"), 100, HEAD, ("Pain", "8.3", "2.3")).text(60, 200, "Source: trial.")
    assert read(pdf(page)) == "Table 1\n\nOutcome\tBefore\tAfter\nPain\t8.3\t2.3\n\nSource: trial.\n"


def test_table_goes_on_over_the_page_with_its_head_once_and_its_cut_row_whole() -> None:
    pages = table(Sheet(), 700, HEAD, ("Pain", "8.3", "2.3 in the")), table(Sheet(), 60, HEAD, ("", "", "first month"))
    assert read(pdf(*pages)) == "Outcome\tBefore\tAfter\nPain\t8.3\t2.3 in the first month\n"


def test_merged_cells() -> None:
    page = Sheet().grid([60, 160], [100, 120, 140, 160]).line(160, 100, 360, 100).line(160, 120, 360, 120)
    page.line(260, 120, 260, 160).line(360, 100, 360, 160).line(160, 140, 360, 140).line(160, 160, 360, 160)
    for x, y, words in ((62, 114, "Arm"), (162, 114, "Pain at"), (62, 134, "A"), (162, 134, "1"), (262, 134, "2")):
        page.text(x, y, words)
    page.text(62, 154, "B").text(162, 154, "3").text(262, 154, "4")
    assert read(pdf(page)) == "Arm\tPain at\t\nA\t1\t2\nB\t3\t4\n"


def columns(page: Sheet, y: float, *rows: tuple[str, ...], xs: tuple[float, ...] = (60, 160, 260)) -> Sheet:
    """Rows in columns that nothing but room sets apart; a cell may have several lines."""
    for row in rows:
        for x, words in zip(xs, row, strict=True):
            page.paragraph(x, y, *(line for line in words.split("|") if line))
        y += 12 * max(words.count("|") + 1 for words in row) + 6
    return page


def test_columns_without_lines_are_a_table_whose_rows_have_room_between_them() -> None:
    rows = (HEAD, ("Pain on a|numeric scale", "8.3", "2.3"), ("Function", "41", "55 in all|who came"), ("Use", "9", ""))
    page = columns(Sheet().text(60, 80, "Table 1"), 110, *rows).text(60, 240, "The source of this is the trial itself.")
    expected = "Outcome\tBefore\tAfter\nPain on a numeric scale\t8.3\t2.3\nFunction\t41\t55 in all who came\nUse\t9\t"
    assert read(pdf(page)) == f"Table 1\n\n{expected}\n\nThe source of this is the trial itself.\n"


def test_figures_at_the_right_of_their_column_are_in_it() -> None:
    page = Sheet()
    for i, (name, figure) in enumerate((("Pain", "1,204.5"), ("Function", "31.0"), ("Use of drugs", "9"))):
        page.text(60, 100 + 12 * i, name).text(240 - 5.6 * len(figure), 100 + 12 * i, figure)
    assert read(pdf(page)) == "Pain\t1,204.5\nFunction\t31.0\nUse of drugs\t9\n"


def test_a_table_without_lines_goes_on_over_the_page() -> None:
    first = columns(Sheet(), 700, HEAD, ("Pain", "8.3", "2.3"), ("Function", "41", "55"), ("Use of", "9 in the", "4"))
    second = columns(Sheet(), 60, ("drugs", "first month", ""), ("Scars", "none", "2")).paragraph(60, 200, *LINES)
    text = read(pdf(first, second))
    assert "Use of drugs\t9 in the first month\t4\nScars\tnone\t2\n\nPain fell from 8.3" in text


def test_lists_references_and_two_lines_in_columns_are_no_tables() -> None:
    page = Sheet()
    for i, words in enumerate(("a first item", "a second item", "a third item", "a fourth item")):
        page.text(60, 100 + 12 * i, f"{i + 1}.").text(90, 100 + 12 * i, words)
    page.text(60, 200, "Agreed").text(300, 200, "Signed").text(60, 212, "by both").text(300, 212, "by one")
    assert "\t" not in read(pdf(page))


def test_letters_of_one_width_are_no_words_of_their_own() -> None:
    page = Sheet([f"BT /F3 10 Tf 60 700 Td ({words}) Tj ET" for words in ("It fell, by 1.5 points; all were ill.",)])
    made = pdf(page).replace(b"/F2 4 0 R", b"/F2 4 0 R /F3 5 0 R")
    made = made.replace(b"5 0 obj\nnull", b"5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>")
    assert read(made) == "It fell, by 1.5 points; all were ill.\n"


def test_many_lines_that_nearly_stand_in_columns_are_read_in_bounded_time() -> None:
    """Without a bound this takes the square of the number of lines; a test that hangs says so."""
    page = Sheet()
    for i in range(4000):
        page.text(60 + i % 7, 40 + 0.19 * i, "a").text(200 + 13 * (i % 11), 40 + 0.19 * i, "b")
    assert read(pdf(page)).count("b") == 4000


def test_two_columns_are_read_one_after_the_other() -> None:
    page = Sheet().text(60, 60, "A heading that runs over both of the columns of this page, from edge to edge")
    for i in range(8):
        page.text(60, 100 + 12 * i, f"left {i} of the words that stand here").text(
            320, 100 + 12 * i, f"right {i} of the words here"
        )
    text = read(pdf(page))
    assert text.index("left 7") < text.index("right 0")
    assert "left 0 of the words that stand here left 1" in text


def test_page_headers_footers_and_numbers_are_left_out() -> None:
    sheets = [
        Sheet()
        .text(60, 40, "Overview of ablation")
        .paragraph(60, 150, *LINES)
        .text(280, 810, f"Page {i} of 5")
        .text(500, 810, f"v{i}")
        for i in range(1, 6)
    ]
    text = read(pdf(*sheets))
    assert "Overview" not in text
    assert "Page" not in text
    assert text.count("Pain fell") == 5


def test_paragraph_goes_on_over_the_page() -> None:
    first, second = Sheet().paragraph(60, 700, *LINES[:2]), Sheet().paragraph(60, 60, *LINES[2:])
    assert "of the nerves of the foot; the authors" in read(pdf(first, second))


def test_raised_number_is_no_part_of_the_word() -> None:
    assert read(pdf(Sheet().text(60, 100, "Yoon").text(83, 96, "3", size=6))) == "Yoon³\n"


def test_turned_page_is_read_as_it_is_seen_and_turned_text_is_not() -> None:
    turned = Sheet(["BT /F1 10 Tf 0 1 -1 0 100 200 Tm (As it is seen) Tj ET"], extra="/Rotate 90")
    assert read(pdf(turned)) == "As it is seen\n"
    mark = Sheet(["BT /F1 40 Tf 0.7 0.7 -0.7 0.7 100 200 Tm (DRAFT) Tj ET"]).text(60, 100, "The text.")
    assert read(pdf(mark)) == "The text.\n"


def test_size_is_the_one_that_is_seen() -> None:
    scaled = [f"BT /F1 1 Tf 10 0 0 10 60 {740 - 12 * i} Tm ({line}) Tj ET" for i, line in enumerate(LINES)]
    assert read(pdf(Sheet(scaled))) == read(pdf(Sheet().paragraph(60, 102, *LINES)))
