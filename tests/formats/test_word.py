"""What a Word document becomes: its text as it reads when every change is accepted, numbered as Word numbers it."""

from __future__ import annotations

from evigraph.extraction.formats.word_document import read

from tests.formats.word_author import WORD, cell, item, package, paragraph, run, table

NUMBERED = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="2"/></w:numPr>'


def text(body: str) -> str:
    return read(package(body))


def test_headings_paragraphs_lists_and_tables() -> None:
    body = (
        paragraph("Efficacy", "Heading1")
        + paragraph("Pain [fell](#).")
        + item("- Mean")
        + item(" - 1 month=2")
        + table([["a", "b\nc"], ["d", "e"]])
    )
    assert text(body) == "Efficacy\n\nPain fell.\n\n- Mean\n - 1 month=2\n\na\tb c\nd\te\n"


def test_numbers_are_printed_as_word_does() -> None:
    depths = (0, 1, 1, 0, 1)
    body = "".join(paragraph(f"par {i}", "", NUMBERED.format(depth)) for i, depth in enumerate(depths))
    assert text(body).split("\n\n") == ["1 par 0", "1.1 par 1", "1.2 par 2", "2 par 3", "2.1 par 4\n"]


def test_changes_are_accepted_and_hidden_text_is_not_read() -> None:
    changed = (
        f"<w:p><w:ins>{run('new ')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>{run('text')}</w:p>"
    )
    hidden = f"<w:p>{run('hidden', '<w:rPr><w:vanish/></w:rPr>')}{run('seen')}</w:p>"
    control = f"<w:sdt><w:sdtContent>{paragraph('controlled')}</w:sdtContent></w:sdt>"
    assert text(changed + hidden + control) == "new text\n\nseen\n\ncontrolled\n"


def test_merged_cells_are_said_in_every_row() -> None:
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        cell("Yoon", 1, merged=restart) + cell("1", 1),
        cell("", 1, merged=goes_on) + cell("2", 1),
        cell("all", 2, merged='<w:gridSpan w:val="2"/>'),
    )
    body = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    assert text(body) == "Yoon\t1\nYoon\t2\nall\t\n"


def test_nested_and_ragged_tables_are_one_table() -> None:
    inner = "<w:tc>" + table([["b", "c"]]) + paragraph("d") + "</w:tc>"
    body = f"<w:tbl><w:tr>{cell('a', 1)}{inner}</w:tr><w:tr>{cell('e', 1)}</w:tr></w:tbl>"
    assert text(body) == "a\tb c d\ne\t\n"


def test_raised_numbers_notes_breaks_and_text_boxes() -> None:
    raised = run("2", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>')
    note = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('boxed')}</w:txbxContent></w:pict></w:r>"
    body = f"<w:p>{run('Yoon')}{raised}<w:r><w:br/></w:r>{run('2016')}{note}{box}</w:p>"
    footnote = f'<w:footnote w:id="7">{paragraph("Of one centre.")}</w:footnote>'
    notes = f'<w:footnotes xmlns:w="{WORD}">{footnote}</w:footnotes>'
    made = read(package(body, extra={"word/footnotes.xml": notes.encode()}))
    assert made == "Yoon² 2016¹\n\nboxed\n\n¹ Of one centre.\n"


def test_page_headers_and_footers_are_not_read() -> None:
    assert read(package(paragraph("text"), running="IP overview: ablation")) == "text\n"
