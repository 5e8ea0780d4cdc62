"""What a web page becomes: its main part, without what is hidden or leads elsewhere."""

from __future__ import annotations

import pytest
from evigraph.extraction.formats.html_page import read


def text(body: str) -> str:
    return read(f"<!doctype html><meta charset=utf-8><title>Title</title>{body}".encode())


def test_headings_paragraphs_and_lists() -> None:
    page = "<h1>Efficacy</h1><p>Pain <b>fell</b>\n by 3<p>again<ul><li>Mean<ul><li>1 month=2</ul><li>last</ul>"
    assert text(page) == "Efficacy\n\nPain fell by 3\n\nagain\n\n- Mean\n - 1 month=2\n- last\n"


def test_numbered_list_is_numbered() -> None:
    assert text("<ol start=3><li>Yoon<li value=7><p>Friedman</ol>") == "3. Yoon\n\n7. Friedman\n"


def test_table_with_spans_and_a_caption() -> None:
    page = (
        "<table><caption>Table 2</caption><thead><tr><th>Study<th colspan=2>Pain</thead>"
        "<tr><td rowspan=2>Yoon<br>2016<td>1<td>2<tr><td>3<td><p>4</p><p>5</p></table>after"
    )
    assert text(page) == "Table 2\n\nStudy\tPain\t\nYoon 2016\t1\t2\nYoon 2016\t3\t4 5\n\nafter\n"


def test_ragged_and_nested_tables() -> None:
    assert text("<table><tr><td>a<td>b<td>c<tr><td>d</table>") == "a\tb\tc\nd\t\t\n"
    assert text("<table><tr><td>a<td><table><tr><td>b<td>c</table><tr><td>d<td>e</table>") == "a\tb c\nd\te\n"


def test_table_that_only_lays_out_is_none() -> None:
    assert text("<table><tr><td><h1>One</h1><p>two<ul><li>three</ul></table>") == "One\n\ntwo\n\n- three\n"


def test_terms_and_definitions_are_rows() -> None:
    assert text("<dl><dt>CI<dd>Confidence interval<dt>SD<dd>Standard deviation</dl>") == (
        "CI\tConfidence interval\nSD\tStandard deviation\n"
    )


@pytest.mark.parametrize(
    "unread",
    [
        "<script>var words = 1</script>",
        "<style>p {}</style>",
        "<nav>words</nav>",
        "<div hidden>words</div>",
        "<p style='color: red; display:none'>words",
        "<header>words</header>",
        "<footer><p>words</footer>",
        "<noscript>words</noscript>",
        "<template><p>words</template>",
        "<div title=header><p>words</div>",
    ],
)
def test_what_is_no_part_of_the_document_is_left_out(unread: str) -> None:
    assert text(f"<div><p>text</div>{unread}") == "text\n"


def test_main_part_is_taken_alone() -> None:
    assert text("<div>menu</div><main><p>The long text of the document.</main><aside>more</aside>") == (
        "The long text of the document.\n"
    )


def test_raised_numbers_and_signs() -> None:
    assert text("<p>Yoon<sup>1,3</sup> &lt;5&nbsp;mm &amp; p&#x2264;0.05&shy;") == "Yoon¹,³ <5\u00a0mm & p≤0.05\n"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("é".encode(), "é"),
        (b"<meta charset=windows-1252>\x93caf\xe9\x94", "“café”"),
        ("é".encode("utf-16"), "é"),
        ("\ufeffé".encode(), "é"),
    ],
)
def test_characters(content: bytes, expected: str) -> None:
    assert read(content) == f"{expected}\n"
