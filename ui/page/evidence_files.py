"""The files of the evidence tab: charts of series and harms, the summary of findings.

Knows addresses and formats; knows nothing of how anything is computed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.queries.synthesis.findings_table import summary_of_findings, table
from evigraph.queries.synthesis.harms import harm_boards
from evigraph.queries.synthesis.series import series
from evigraph.ui.page.charts import chart_of_harm, chart_of_series
from evigraph.ui.page.evidence_tab import views
from evigraph.ui.page.exports import MADE
from evigraph.ui.page.files import attachment, drawn_response, missing, told
from evigraph.ui.page.spreadsheet import as_csv
from evigraph.ui.page.word_file import word_file
from starlette.routing import Route

if TYPE_CHECKING:
    from evigraph.queries.synthesis.evidence_base import EvidenceBase
    from evigraph.ui.web.site import Site
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute


def evidence_file_routes(site: Site) -> list[BaseRoute]:
    """The routes of charts and of the summary of findings."""

    def base(request: Request) -> EvidenceBase:
        return views(site, request.query_params.get("document", "")).base

    def series_chart(request: Request) -> Response:
        name = request.query_params.get("name", "")
        one = next((one for one in series(base(request).results) if one.title == name), None)
        chart = chart_of_series(one, base(request).people.get(one.study)) if one else None
        return drawn_response(chart, request.path_params["suffix"])

    def harm_chart(request: Request) -> Response:
        name = request.query_params.get("name", "")
        board = next((one for one in harm_boards(base(request).harms) if one.kind == name), None)
        return drawn_response(chart_of_harm(board) if board else None, request.path_params["suffix"])

    def summary(request: Request) -> Response:
        found = table(summary_of_findings(base(request)))
        if request.path_params["suffix"] == "csv":
            return attachment(as_csv(found).encode(), "text/csv; charset=utf-8", "summary-of-findings.csv")
        if request.path_params["suffix"] == "docx":
            made = word_file("Summary of findings", base(request).document, found, [])
            return attachment(made, MADE["docx"][1], "summary-of-findings.docx")
        return missing()

    return [
        Route("/chart/series.{suffix}", told(series_chart)),
        Route("/chart/harm.{suffix}", told(harm_chart)),
        Route("/evidence/summary.{suffix}", told(summary)),
    ]
