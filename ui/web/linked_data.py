"""Addresses of things: 303 to a page for people or to data for programs.

Knows content negotiation and links between the forms of one thing; knows no markup and no query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from evigraph.graph.answer import Request as Query
from evigraph.graph.binding import bound
from evigraph.ontology.rdf import NamedNode
from evigraph.ui.html import render
from evigraph.ui.sparql import sparql
from evigraph.ui.web.addresses import PLAIN
from evigraph.ui.web.describing import SUFFIXES, TYPES, Wish, described, wish
from evigraph.ui.web.negotiation import chosen
from evigraph.ui.web.replies import CORS, Refusal, Reply
from evigraph.ui.web.structured import LICENCE, schema_type, structured
from evigraph.ui.web.things import thing

if TYPE_CHECKING:
    from collections.abc import Callable

    from evigraph.ui.web.addresses import Addresses
    from evigraph.ui.web.site import Site
    from evigraph.ui.web.things import Thing
    from starlette.requests import Request

HTML = "text/html"
#: Characters of a name that is looked up, and pages of what points to one thing.
LONGEST_NAME = 1000
MOST_PAGES = 1000
FORMS = (*TYPES, HTML)
NOT_IN_IRI = frozenset(' <>"{}|\\^`')
#: The suffix of each media type, the first one where several name one format.
SUFFIX = {media_type: suffix for suffix, media_type in reversed(SUFFIXES.items())}


class LinkedData:
    """Answers for the things of one site."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def identified(self, request: Request) -> Reply:
        """Send who asks for a thing to a page or to data; raises Refusal where there is no such thing."""
        addresses = await self._site.addresses()
        kind = request.url.path.split("/")[1]
        iri, form = await self._asked(lambda name: addresses.iri(kind, name), request.path_params["name"])
        form = form or chosen(request.headers.get("accept", ""), FORMS) or ""
        if not form:
            raise _unacceptable(addresses.name(iri))
        place = _page(addresses.name(iri)) if form == HTML else _data(addresses.name(iri), form)
        body = f"{place}\n".encode()
        headers = [(b"location", place.encode()), (b"content-type", b"text/plain; charset=utf-8")]
        links = [(b"link", _links(addresses.name(iri), iri).encode())]
        return Reply(303, body, [*headers, *links, (b"vary", b"Accept"), *CORS])

    async def page(self, request: Request) -> Reply:
        """A thing for people."""
        name = request.path_params["name"].removesuffix(".html")
        if chosen(request.headers.get("accept", ""), (HTML, "application/xhtml+xml")) is None:
            raise _unacceptable(name)
        addresses = await self._site.addresses()
        found = await thing(self._site, _checked(addresses.shown(name)), page=_number(request))
        if found is None:
            raise await self._missing(addresses.shown(name))
        html = render("thing.html", thing=found, structured=structured(found), **_forms(addresses, found))
        links = _links(addresses.name(found.iri), found.iri, type_=schema_type(found))
        headers = [(b"content-type", b"text/html; charset=utf-8"), (b"link", links.encode()), (b"vary", b"Accept")]
        return Reply(200, html.encode(), [*headers, (b"cache-control", b"no-cache"), *CORS])

    async def data(self, request: Request) -> Reply:
        """A thing for programs."""
        addresses = await self._site.addresses()
        iri, form = await self._asked(addresses.shown, request.path_params["name"])
        if form == HTML:
            raise _unacceptable(addresses.name(iri))
        wanted = Wish(form) if form else wish(request.headers.get("accept", ""))
        query = sparql("data")
        for variable in ("thing", "object", "stated"):
            query = bound(query, variable, NamedNode(iri))
        found = await self._site.pool.answer(Query(query=query, graph=wanted.format))
        reply = described(found.body, wanted)
        reply.headers.append((b"link", _links(addresses.name(iri), iri).encode()))
        if found.truncated:
            reply.headers.append((b"x-truncated", b"true"))
        return reply

    async def _asked(self, iri: Callable[[str], str], name: str) -> tuple[str, str]:
        """The thing that a path names, and the media type that its suffix does, empty where it has none."""
        if await self._known(iri(name)):
            return iri(name), ""
        stem, form = _suffixed(name)
        if form and await self._known(iri(stem)):
            return iri(stem), form
        raise await self._missing(iri(stem))

    async def _known(self, iri: str) -> bool:
        query = bound(sparql("known"), "thing", NamedNode(_checked(iri)))
        return b"true" in (await self._site.pool.answer(Query(query=query))).body

    async def _missing(self, iri: str) -> Refusal:
        if iri in await self._site.withdrawn():
            return Refusal(410, f"{iri} was withdrawn: no current document speaks of it any more")
        return Refusal(404, f"nothing here is named {iri}")


def _suffixed(name: str) -> tuple[str, str]:
    """A name without the suffix of a format, and that format's media type, empty where it has none."""
    stem, dot, suffix = name.rpartition(".")
    if suffix == "html" and dot:
        return stem, HTML
    return (stem, SUFFIXES[suffix]) if dot and suffix in SUFFIXES else (name, "")


def _checked(iri: str) -> str:
    if len(iri) > LONGEST_NAME or any(sign in NOT_IN_IRI or sign < " " for sign in iri):
        raise Refusal(404, "nothing here has such a name")
    return iri


def _number(request: Request) -> int:
    given = request.query_params.get("page", "1")
    if not given.isascii() or not given.isdigit() or not 1 <= int(given) <= MOST_PAGES:
        raise Refusal(400, f"page is a number from 1 to {MOST_PAGES}")
    return int(given)


def _unacceptable(name: str) -> Refusal:
    forms = ", ".join(FORMS)
    return Refusal(406, f"this is to be had as {forms}", vary="Accept", link=_alternates(name))


def _page(name: str) -> str:
    return f"/doc/{name}"


def _data(name: str, media_type: str) -> str:
    suffix = SUFFIX.get(media_type) or SUFFIX[next(m for m in SUFFIX if TYPES[m] == TYPES[media_type])]
    return f"/data/{name}.{suffix}"


def _alternates(name: str) -> str:
    data = (f'<{_data(name, form)}>; rel="alternate"; type="{form}"' for form in SUFFIX)
    return ", ".join((*data, f'<{_page(name)}>; rel="alternate"; type="{HTML}"'))


def _links(name: str, iri: str, *, type_: str = "") -> str:
    """The Link header: FAIR signposting (<https://signposting.org/FAIR/>) and all forms of the thing."""
    signs = [
        f'<{quote(iri, safe=PLAIN)}>; rel="cite-as"',
        f'<{LICENCE}>; rel="license"',
        *(f'<{_data(name, form)}>; rel="describedby"; type="{form}"' for form in SUFFIX),
        *(f'<{_data(name, form)}>; rel="item"; type="{form}"' for form in ("text/turtle",)),
        '</.well-known/void>; rel="collection"',
        '</sparql>; rel="service-desc"; type="text/turtle"',
    ]
    if type_:
        signs += ['<https://schema.org/AboutPage>; rel="type"', f'<https://schema.org/{type_}>; rel="type"']
    return ", ".join((*signs, _alternates(name)))


def _forms(addresses: Addresses, found: Thing) -> dict[str, object]:
    """The other forms of a thing, for its page."""
    name = addresses.name(found.iri)
    forms = {"Turtle": "ttl", "JSON-LD": "jsonld", "RDF/XML": "rdf", "N-Triples": "nt"}
    return {"forms": {label: f"/data/{name}.{suffix}" for label, suffix in forms.items()}, "here": _page(name)}
