"""What the server tells catalogues, harvesters and search engines: DCAT, an Atom feed, a sitemap.

Knows which of them is asked and in which form; knows nothing of how they are made.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from evigraph.graph.catalogue.dcat import EVIDENCE, FACTS, VOCABULARY, File, catalogue
from evigraph.graph.catalogue.feeds import changes, sitemaps
from evigraph.graph.catalogue.versions import versions
from evigraph.graph.publication import publisher_of
from evigraph.graph.store import open_store
from evigraph.ui.html import render
from evigraph.ui.sparql import sparql
from evigraph.ui.web.describing import TYPES, described, wish
from evigraph.ui.web.knowledge import written
from evigraph.ui.web.negotiation import chosen
from evigraph.ui.web.origin import origin
from evigraph.ui.web.replies import CORS, Refusal, Reply

if TYPE_CHECKING:
    from evigraph.graph.catalogue.versions import Version
    from evigraph.ontology.publisher import Publisher
    from evigraph.ui.web.site import Site
    from starlette.requests import Request

HTML = "text/html"
#: What can be downloaded from a server.
FILES = (
    File(path="facts.nq.gz", dataset=FACTS, title="Facts as N-Quads", media_type="application/n-quads"),
    File(path="dump.nq.gz", dataset=EVIDENCE, title="Everything as N-Quads", media_type="application/n-quads"),
    File(path="ns", dataset=VOCABULARY, title="Ontology", media_type="text/turtle"),
    File(path="shapes", dataset=VOCABULARY, title="Shapes", media_type="text/turtle"),
)


class Harvesting:
    """Answers for one site."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def catalogue(self, request: Request) -> Reply:
        """The catalogue as DCAT, as a page for people."""
        publisher, held = await self._held()
        accept = request.headers.get("accept", "")
        if chosen(accept, (*TYPES, HTML)) == HTML:
            addresses = await self._site.addresses()
            page = render("catalogue.html", **_shown(publisher, held), link=addresses.link)
            return _reply(page.encode(), "text/html; charset=utf-8")
        wanted = wish(accept)
        told = catalogue(publisher, held, FILES, endpoint=f"{origin(request.scope)}/sparql")
        return described(written(sorted(told, key=str), wanted.format), wanted)

    async def changes(self, _: Request) -> Reply:
        """What changed, as an Atom feed."""
        return _reply(changes(*await self._held()), "application/atom+xml")

    async def sitemap(self, request: Request) -> Reply:
        """All addresses of things; raises Refusal where there is no such part of the sitemap."""
        found = await asyncio.to_thread(self._site.once, "sitemap", self._sitemaps)
        content = found.get(request.url.path.removeprefix("/"))
        if content is None:
            raise Refusal(404, "there is no such part of the sitemap; see /sitemap.xml")
        return _reply(content, "application/xml")

    def _sitemaps(self) -> dict[str, bytes]:
        reader = open_store(self._site.folder.path)
        publisher = publisher_of(self._site.folder, reader.select)
        things = [row["thing"] for row in reader.select(sparql("things")).texts()]
        return dict(sitemaps((thing for thing in things if thing.startswith(publisher.base)), publisher.base))

    async def _held(self) -> tuple[Publisher, list[Version]]:
        return await asyncio.to_thread(self._site.once, "versions", self._versions)

    def _versions(self) -> tuple[Publisher, list[Version]]:
        reader, folder = open_store(self._site.folder.path), self._site.folder
        return publisher_of(folder, reader.select), versions(reader.select, folder)


def _shown(publisher: Publisher, held: list[Version]) -> dict[str, object]:
    return {"publisher": publisher, "versions": held, "files": FILES, "more": {}}


def _reply(body: bytes, media_type: str) -> Reply:
    headers = [(b"content-type", media_type.encode()), (b"vary", b"Accept"), (b"cache-control", b"no-cache"), *CORS]
    return Reply(200, body, headers)
