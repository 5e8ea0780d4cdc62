"""The files that the page links to, made anew from what their address holds: answers, charts, results of queries.

Knows addresses and formats; an answer is the same on every run, so none is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.answer import RESULTS
from evigraph.graph.answer import Request as Query
from evigraph.graph.pool import QueryTimeout
from evigraph.graph.solutions import Solutions
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.rdf import NamedNode
from evigraph.queries.answering.rows import rows_of
from evigraph.ui.page.asking import asker
from evigraph.ui.page.charts import chart_of_any_rows, chart_of_rows
from evigraph.ui.page.exports import MADE
from evigraph.ui.page.spreadsheet import as_csv
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable

    from evigraph.queries.answer import AnswerObject, Plain
    from evigraph.ui.page.charts import Chart
    from evigraph.ui.web.site import Site
    from starlette.requests import Request
    from starlette.routing import BaseRoute

#: Characters of a question, and questions of a conversation, that an address may hold.
LONGEST, MOST = 2000, 50


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

    def query(request: Request) -> Response:
        suffix = request.path_params["suffix"]
        if suffix not in RESULTS:
            return missing()
        found = site.reader.answer(Query(query=request.query_params.get("query", ""), results=suffix))
        return attachment(found.body, found.media_type, f"results.{suffix}")

    def query_chart(request: Request) -> Response:
        found = site.reader.answer(Query(query=request.query_params.get("query", "")))
        rows = plain_rows(found.body) if found.kind == "solutions" else []
        return drawn_response(chart_of_any_rows(rows), request.path_params["suffix"])

    return [
        Route("/query.{suffix}", told(query)),
        Route("/chart/query.{suffix}", told(query_chart)),
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


def plain_rows(body: bytes) -> list[dict[str, Plain]]:
    """The rows of results in JSON as plain values; IRIs are no labels, so they are left out."""
    found = Solutions.parse(body)
    iris = {
        name
        for row in found.rows
        for name, term in zip(found.variables, row, strict=True)
        if isinstance(term, NamedNode)
    }
    return [{name: cell for name, cell in row.plain().items() if name not in iris} for row in rows_of(found)]


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
            return PlainTextResponse(f"{error}\n", 503 if isinstance(error, QueryTimeout) else 400)

    return guarded


def attachment(body: bytes, media: str, name: str) -> Response:
    """A file to keep."""
    return Response(body, media_type=media, headers={"content-disposition": f'attachment; filename="{name}"'})


def missing() -> Response:
    """Nothing is here."""
    return PlainTextResponse("There is nothing at this address.\n", 404)
