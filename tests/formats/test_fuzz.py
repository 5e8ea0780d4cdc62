"""Readers under whatever hypothesis thinks of, the same examples every time; what was once found stays tried."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.pdf_author import Sheet
from tests.formats.pdf_author import pdf as pdf_of
from tests.formats.targets import TARGETS, docx, html, pdf, txt
from tests.formats.word_author import cell, item, package, paragraph, table

CASES = sorted((Path(__file__).parent / "cases").glob("*.*"))
bounded = settings(
    derandomize=True, database=None, max_examples=60, deadline=None, suppress_health_check=list(HealthCheck)
)

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=20) | st.sampled_from(
    [
        "Yoon 2016",
        "Mean pain=3.0 (SD 1.2)",
        "75% (15/20)",
        "p<0.05",
        "Study 1 Yoon J (2016)",
        "Key efficacy findings",
        "1.1",
    ]
)
PLAIN = WORDS.map(lambda words: "".join(c for c in words if c.isprintable()))
TAGS = st.sampled_from(
    ["p", "div", "ul", "ol", "li", "table", "tr", "td", "th", "dl", "dt", "dd", "h1", "sup", "br", "span", "b"]
) | st.sampled_from(["header", "main", "nav", "section", "pre", "caption", "a"])
ATTRIBUTES = st.sampled_from(
    ["", " colspan=3", " rowspan=0", " rowspan=99999", " start=-4", " hidden", ' style="display:none"', " value=x"]
)


@st.composite
def markup(draw: st.DrawFn, depth: int = 3) -> str:
    if depth == 0:
        return draw(WORDS)
    tag = draw(TAGS)
    inner = "".join(draw(st.lists(markup(depth - 1) | WORDS, max_size=3)))
    return f"<{tag}{draw(ATTRIBUTES)}>{inner}{draw(st.sampled_from([f'</{tag}>', '', '</table>']))}"


@st.composite
def tabled(draw: st.DrawFn) -> str:
    rows = draw(st.lists(st.lists(st.tuples(ATTRIBUTES, markup(1) | WORDS), max_size=4), min_size=2, max_size=4))
    made = ["".join(f"<td{attribute}>{inner}" for attribute, inner in row) for row in rows]
    return f"<table{draw(ATTRIBUTES)}>{''.join(f'<tr>{row}' for row in made)}</table>"


@bounded
@given(st.lists(markup() | tabled(), min_size=1, max_size=4))
def test_pages(parts: list[str]) -> None:
    html("".join(parts).encode("utf-8", errors="replace"))


@bounded
@given(st.binary(max_size=300))
def test_bytes(content: bytes) -> None:
    for target in (html, docx, pdf):
        target(content)


RUNS = PLAIN.map(lambda words: paragraph(words))
CELLS = st.tuples(
    PLAIN, st.sampled_from(["", "<w:vMerge/>", '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="9999"/>'])
)
ROWS = st.lists(CELLS, max_size=4).map(lambda row: f"<w:tr>{''.join(cell(t, 1, merged=m) for t, m in row)}</w:tr>")
TABLES = st.lists(ROWS, max_size=4).map(lambda rows: f"<w:tbl>{''.join(rows)}</w:tbl>")
NUMBERED = st.tuples(PLAIN, st.integers(-1, 9), st.integers(0, 3)).map(
    lambda n: paragraph(n[0], "", f'<w:numPr><w:ilvl w:val="{n[1]}"/><w:numId w:val="{n[2]}"/></w:numPr>')
)
BLOCKS = st.recursive(
    RUNS | TABLES | NUMBERED | PLAIN.map(item),
    lambda inner: inner.map(
        lambda b: f"<w:sdt><w:sdtContent>{b}</w:sdtContent></w:sdt><w:tbl><w:tr><w:tc>{b}</w:tc></w:tr></w:tbl>"
    ),
    max_leaves=4,
)


@bounded
@given(st.lists(BLOCKS, max_size=6))
def test_word_documents(blocks: list[str]) -> None:
    docx(package("".join(blocks)))


PLACES = st.floats(-50, 900, allow_nan=False).map(lambda x: round(x, 1))
LATIN = st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), min_size=1, max_size=30)
PLACED = st.tuples(PLACES, PLACES, LATIN | st.sampled_from("•-o"), st.sampled_from([0, 1, 6, 10, 10, 24]))
LINES = st.tuples(PLACES, PLACES, PLACES, PLACES)

EDGES = st.lists(PLACES, min_size=2, max_size=4)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    sheet = Sheet(extra=draw(st.sampled_from(["", "", "/Rotate 90", "/Rotate 180", "/CropBox [10 10 200 200]"])))
    for x, y, words, size in draw(st.lists(PLACED, min_size=5, max_size=25)):
        sheet.text(x, y, words, size=size)
    for x, y, lines in draw(st.lists(st.tuples(PLACES, PLACES, st.lists(LATIN, min_size=2, max_size=6)), max_size=3)):
        sheet.paragraph(x, y, *lines)
    for line in draw(st.lists(LINES, max_size=6)):
        sheet.line(*line)
    for xs, ys in draw(st.lists(st.tuples(EDGES, EDGES), max_size=2)):
        sheet.grid(sorted(xs), sorted(ys))
    return sheet


@bounded
@given(st.lists(sheets(), min_size=1, max_size=3))
def test_pdfs(made: list[Sheet]) -> None:
    pdf(pdf_of(*made))


WHOLE = {
    "docx": package(paragraph("Pain fell.") + item("- Mean=2") + table([["a", "b"], ["c", "d"]])),
    "pdf": pdf_of(
        Sheet().text(60, 100, "Pain fell from 8.3 to 2.3.").grid([50, 100, 200], [200, 220, 240]).text(60, 215, "a")
    ),
    "html": b"<h1>Pain</h1><table><tr><td rowspan=2>a<td>b<tr><td>c</table><ol><li>d</ol>",
}
CHANGES = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=4)), min_size=1, max_size=6
)


@bounded
@given(st.sampled_from(sorted(WHOLE)), CHANGES)
def test_damaged_files(ending: str, changes: list[tuple[float, bytes]]) -> None:
    content = bytearray(WHOLE[ending])
    for place, put in changes:
        at = int(place * len(content))
        content[at : at + len(put)] = put
    TARGETS[ending](bytes(content))


SHAPES = st.sampled_from(
    [
        "{}\n",
        "\n{}\n\n",
        "- {}\n",
        " - {}\n",
        "{}\t{}\n",
        "{}\t{}\t{}\n",
        "1.{} {}\n",
        "<p>{}</p>\n",
        "Study {} {}\n\n",
        "{}={}\n",
    ]
    + [
        f"\n\n{heading}\n\n"
        for heading in (
            "Efficacy summary",
            "Safety summary",
            "Key efficacy findings",
            "References",
            "1 Recommendations",
        )
    ]
    + [
        "\n\nSummary of key evidence\n\nStudy 1 Yoon J (2016)\n\nStudy details\n\n",
        "Study type\tCase series\n",
        "Country\tUS\n",
    ]
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    lines = draw(st.lists(st.tuples(SHAPES, WORDS, WORDS, WORDS), max_size=25))
    return "".join(shape.format(*words) for shape, *words in lines)


@bounded
@given(texts())
def test_texts(text: str) -> None:
    txt(text.encode("utf-8", errors="ignore"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_case_that_was_found_stays_mended(path: Path) -> None:
    TARGETS[path.suffix[1:]](path.read_bytes())
