"""The files that the page links to: answers and charts, made anew from the question that their address holds.

Knows addresses and formats; an answer is the same on every run, so none is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.ontology.errors import EvigraphError
from evigraph.queries.synthesis.findings_table import summary_of_findings, table
from evigraph.queries.synthesis.harms import harm_boards
from evigraph.queries.synthesis.series import series
from evigraph.ui.page.asking import asker
from evigraph.ui.page.charts import chart_of_harm, chart_of_rows, chart_of_series
from evigraph.ui.page.evidence_tab import views
from evigraph.ui.page.exports import MADE
from evigraph.ui.page.spreadsheet import as_csv
from evigraph.ui.page.word_file import word_file
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable

    from evigraph.queries.answer import AnswerObject
    from evigraph.ui.page.charts import Chart
    from evigraph.ui.web.site import Site
    from starlette.requests import Request
    from starlette.routing import BaseRoute

#: Characters of a question, and questions of a conversation, that an address may hold.
LONGEST, MOST = 2000, 50
CHARTS = "svg|png|csv"


def file_routes(site: Site) -> list[BaseRoute]:
    """The routes of answers and of their charts."""

    def answer(request: Request) -> Response:
        made = MADE.get(request.path_params["suffix"])
        found = asked(site, request)
        if made is None or found is None:
            return missing()
        make, media = made
        return attachment(make(found, site.reader), media, f"answer.{request.path_params['suffix']}")

    def chart(request: Request) -> Response:
        found = asked(site, request)
        return drawn_response(chart_of_rows(found.rows) if found else None, request.path_params["suffix"])

    def series_chart(request: Request) -> Response:
        document, name = (request.query_params.get(key, "") for key in ("document", "name"))
        one = next((one for one in series(views(site, document).base.results) if one.title == name), None)
        return drawn_response(chart_of_series(one) if one else None, request.path_params["suffix"])

    def harm_chart(request: Request) -> Response:
        document, name = (request.query_params.get(key, "") for key in ("document", "name"))
        board = next((one for one in harm_boards(views(site, document).base.harms) if one.kind == name), None)
        return drawn_response(chart_of_harm(board) if board else None, request.path_params["suffix"])

    def summary(request: Request) -> Response:
        document = request.query_params.get("document", "")
        found = table(summary_of_findings(views(site, document).base))
        if request.path_params["suffix"] == "csv":
            return attachment(as_csv(found).encode(), "text/csv; charset=utf-8", "summary-of-findings.csv")
        if request.path_params["suffix"] == "docx":
            made = word_file("Summary of findings", document, found, [])
            return attachment(made, MADE["docx"][1], "summary-of-findings.docx")
        return missing()

    return [
        Route("/chart/series.{suffix}", told(series_chart)),
        Route("/chart/harm.{suffix}", told(harm_chart)),
        Route("/evidence/summary.{suffix}", told(summary)),
        Route("/answer.{suffix}", told(answer)),
        Route("/chart/answer.{suffix}", told(chart)),
    ]


def asked(site: Site, request: Request) -> AnswerObject | None:
    """The answer to the question of an address, None where it holds none."""
    question = request.query_params.get("q", "")
    earlier = request.query_params.getlist("h")
    if not question.strip() or len(question) > LONGEST or len(earlier) > MOST:
        return None
    return asker(site).ask(question, [one[:LONGEST] for one in earlier])


def drawn_response(chart: Chart | None, suffix: str) -> Response:
    """A chart as picture or as its data."""
    from evigraph.ui.page.plots import MEDIA, drawn  # matplotlib takes a second to import

    if chart is None:
        return missing()
    if suffix == "csv":
        return attachment(as_csv(chart.rows()).encode(), "text/csv; charset=utf-8", "chart.csv")
    return Response(drawn(chart, suffix), media_type=MEDIA[suffix]) if suffix in MEDIA else missing()


def told(handler: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """The handler, with errors told in one line."""

    def guarded(request: Request) -> Response:
        try:
            return handler(request)
        except EvigraphError as error:
            return PlainTextResponse(f"{error}\n", 503)

    return guarded


def attachment(body: bytes, media: str, name: str) -> Response:
    """A file to keep."""
    return Response(body, media_type=media, headers={"content-disposition": f'attachment; filename="{name}"'})


def missing() -> Response:
    """Nothing is here."""
    return PlainTextResponse("There is nothing at this address.\n", 404)
