"""Which address is answered by what.  Knows paths; knows nothing of how they are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evigraph.ui.web import editor
from evigraph.ui.web.answering import Answered
from evigraph.ui.web.api import Api
from evigraph.ui.web.describing import TYPES
from evigraph.ui.web.descriptions import Descriptions
from evigraph.ui.web.graph_store import GraphStore
from evigraph.ui.web.harvesting import Harvesting
from evigraph.ui.web.linked_data import LinkedData
from evigraph.ui.web.mcp import Mcp
from evigraph.ui.web.negotiation import chosen
from evigraph.ui.web.openapi import openapi
from evigraph.ui.web.replies import CORS, Reply, header
from evigraph.ui.web.turns import Turns
from starlette.routing import Route

if TYPE_CHECKING:
    from evigraph.ui.web.files import Files
    from evigraph.ui.web.replies import Receive, Scope, Send
    from evigraph.ui.web.site import Site
    from starlette.requests import Request
    from starlette.routing import BaseRoute

READING_AND_POST = ("GET", "HEAD", "POST")


class Home:
    """The address of the whole: a page for people, the description of the dataset for programs that ask for RDF."""

    def __init__(self, site: Site, page: Any) -> None:  # noqa: ANN401  # any ASGI application
        self._page = page
        self._data = Answered(Descriptions(site).void)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        accept = header(scope, b"accept").decode("latin-1")
        data = scope["method"] in ("GET", "HEAD") and chosen(accept, ("text/html", *TYPES)) in TYPES
        await (self._data if data else self._page)(scope, receive, send)


def routes(site: Site, files: Files) -> list[BaseRoute]:
    """Everything but the SPARQL endpoint and the page."""
    return [*_things(site), *_descriptions(site), *_programs(site), *_files(site, files)]


def _things(site: Site) -> list[BaseRoute]:
    things = LinkedData(site)
    identified = Answered(things.identified)
    named = [Route(f"/{kind}/{{name:path}}", identified) for kind in ("id", "concept", "graph")]
    return [
        *named,
        Route("/data/{name:path}", Answered(things.data)),
    ]


def _descriptions(site: Site) -> list[BaseRoute]:
    told, harvesting = Descriptions(site), Harvesting(site)
    return [
        Route("/.well-known/void", Answered(told.void)),
        Route("/ns", Answered(told.ontology)),
        Route("/ns/{version}", Answered(told.ontology)),
        Route("/shapes", Answered(told.shapes)),
        Route("/context.jsonld", Answered(told.context)),
        Route("/examples", Answered(told.examples)),
        Route("/catalog", Answered(harvesting.catalogue)),
        Route("/changes.atom", Answered(harvesting.changes)),
        Route("/sitemap.xml", Answered(harvesting.sitemap)),
        Route("/sitemap-{part:int}.xml", Answered(harvesting.sitemap)),
    ]


def _programs(site: Site) -> list[BaseRoute]:
    api, limited = Api(site), Turns().limited
    return [
        Route("/rdf-graph-store", Answered(limited(GraphStore(site).read))),
        Route("/api/ask", Answered(limited(api.ask), *READING_AND_POST)),
        Route("/api/queries", Answered(api.kinds)),
        Route("/api/queries/{template}", Answered(limited(api.query))),
        Route("/openapi.json", Answered(_openapi)),
        Route("/mcp", Answered(limited(Mcp(site).answer), "POST")),
    ]


def _files(site: Site, files: Files) -> list[BaseRoute]:
    return [
        Route("/dump.nq.gz", Answered(files.dump)),
        Route("/facts.nq.gz", Answered(files.facts)),
        Route("/doc/{document}/text", Answered(files.document_text)),
        Route("/doc/{name:path}", Answered(LinkedData(site).page)),
        Route(editor.PATH, Answered(editor.page)),
        Route(f"{editor.PATH}/{{name}}", Answered(editor.file)),
    ]


async def _openapi(_: Request) -> Reply:
    return Reply(200, openapi(), [(b"content-type", b"application/json"), *CORS])
