"""What is shown and kept, without a browser: everything from documents and questions is escaped."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from evigraph.graph.corrections.correction import read_corrections
from evigraph.graph.solutions import Solutions
from evigraph.ontology.errors import EvigraphError
from evigraph.queries.answer import AnswerObject, Cited, Status
from evigraph.ui.page.charts import BarChart, LineChart, ProportionChart, chart_of_any_rows, chart_of_rows
from evigraph.ui.page.complaints import LONGEST, NAME, choices, complain
from evigraph.ui.page.exports import MADE
from evigraph.ui.page.plots import drawn
from evigraph.ui.page.reader import Mark, pieces
from evigraph.ui.page.replies import asked_html, reply_html
from evigraph.ui.page.spreadsheet import as_csv
from evigraph.ui.page.table import table

HOSTILE = '<img src=x onerror="alert(1)">\n\n# head\n\n[x](javascript:alert(1)) =1+1 "'


class Nothing:
    """A reader of a graph that holds nothing."""

    def answer(self, request):
        raise NotImplementedError

    def select(self, _: str) -> Solutions:
        return Solutions((), ())


def row(months: int, value: float, **more: object) -> dict[str, object]:
    return {"study": "Abel 2001", "outcome": "grip", "statistic": "mean", "months": months, "value": value, **more}


def hostile() -> AnswerObject:
    cited = Cited(HOSTILE, HOSTILE, HOSTILE, HOSTILE, 0, 5)
    return AnswerObject(
        question=HOSTILE,
        status=Status.ANSWERED,
        answer=HOSTILE,
        rows=(row(0, 1.5, study=HOSTILE), row(3, 2, study=HOSTILE), row(6, 4, study=HOSTILE)),
        sparql=f"SELECT * # {HOSTILE}",
        citations=(cited,),
        unplaced=("onerror",),
        disagreements=(HOSTILE,),
        corrections=(HOSTILE,),
    )


def test_words_of_documents_never_become_markup():
    html = reply_html(hostile(), [HOSTILE], Nothing()) + asked_html(HOSTILE, ["onerror"])
    assert "<img src=x" not in html
    assert "\n\n" not in html
    assert 'href="javascript' not in html
    assert "&lt;img src=x" in html


@pytest.mark.parametrize("suffix", ["csv", "md", "ris", "docx"])
def test_every_format_holds_hostile_words_as_words(suffix: str):
    made = MADE[suffix][0](hostile(), Nothing())
    assert made == MADE[suffix][0](hostile(), Nothing())
    if suffix == "docx":
        made = ZipFile(BytesIO(made)).read("word/document.xml")
    assert b"<img" not in made or suffix == "csv"


def test_a_cell_is_never_a_formula():
    assert as_csv([["=1+1", "-3", "-x", "+cmd", "plain"]]) == "'=1+1,-3,'-x,'+cmd,plain\r\n"


def test_what_all_rows_have_in_common_is_said_once():
    made = table([row(0, 1.5, time_label="before"), row(3, 2, time=3, time_unit="month")])
    assert made.same == ("Abel 2001", "grip", "mean")
    assert made.heads == ("value", "time")
    assert made.rows == (("1.5", "before"), ("2", "3 months"))


def test_three_times_make_lines_and_two_counts_make_bars():
    lines = chart_of_rows([row(0, 9), row(3, 4, ci_low=3, ci_high=5), row(6, 2)])
    assert isinstance(lines, LineChart)
    assert "9 at 0 months, 4 at 3 months, 2 at 6 months" in lines.words()
    bars = chart_of_rows(
        [{"study": "Abel 2001", "n": 0, "denominator": 20}, {"study": "Cole 2003", "n": 5, "denominator": 9}]
    )
    assert isinstance(bars, ProportionChart)
    assert "0 of 20, 0.0% (95% interval 0.0% to 16.1%)" in bars.words()
    assert chart_of_rows([row(0, 9), row(3, 4)]) is None
    for chart in (lines, bars):
        assert drawn(chart, "svg").startswith(b"<?xml")
        assert drawn(chart, "png").startswith(b"\x89PNG")


def test_rows_of_any_query_are_drawn_where_they_hold_labels_and_numbers():
    found = chart_of_any_rows([{"study": "Abel 2001", "patients": 20}, {"study": "Cole 2003", "patients": 9}])
    assert isinstance(found, BarChart)
    assert found.words() == "Bar chart of patients. Abel 2001: 20; Cole 2003: 9."
    assert drawn(found, "svg").startswith(b"<?xml")
    assert isinstance(chart_of_any_rows([row(0, 9), row(3, 4), row(6, 2)]), LineChart)
    assert chart_of_any_rows([{"study": "Abel 2001"}, {"study": "Cole 2003"}]) is None
    assert chart_of_any_rows([]) is None


def test_a_text_is_cut_at_every_mark_and_lost_nowhere():
    text = "abcdefghij"
    found = list(pieces(text, [Mark(1, 8, "wide"), Mark(2, 4, "narrow")], (3, 6)))
    assert "".join(piece.text for piece in found) == text
    assert [(p.text, p.kind, p.cited) for p in found if p.kind] == [
        ("b", "wide", False),
        ("c", "narrow", False),
        ("d", "narrow", True),
        ("ef", "wide", True),
        ("gh", "wide", False),
    ]


def test_a_complaint_is_a_correction_that_reviewers_can_read(tmp_path):
    found = AnswerObject(question="q", status=Status.ANSWERED, answer="a", rows=(row(0, 1.5, node="urn:fact"),))
    ((_, key),) = choices(found)
    given = {"corrected": "2", "author": "A", "reason": 'line one\n[[correction]] "quoted" \\'}
    complain(tmp_path, key, given)
    complain(tmp_path, key, given)
    first, second = read_corrections(tmp_path / NAME)
    assert first == second
    assert (first.fact, first.attribute, first.extracted, first.corrected) == ("urn:fact", "value", "1.5", "2")
    for wrong in ({**given, "author": " "}, {**given, "reason": "x" * (LONGEST + 1)}):
        with pytest.raises(EvigraphError):
            complain(tmp_path, key, wrong)
