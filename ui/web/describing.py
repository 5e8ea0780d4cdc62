"""RDF that describes what is served, in the format that a client wants.

Knows formats, their media types and suffixes; knows nothing of what is described.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.graph.answer import Request
from evigraph.ui.web.negotiation import chosen
from evigraph.ui.web.replies import CORS, Refusal, Reply

if TYPE_CHECKING:
    from evigraph.ui.web.site import Site

#: Names of formats by media type, the one that is sent without a wish first.  A document of triples is one of quads.
TYPES = {
    "text/turtle": "turtle",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/n-triples": "ntriples",
    "application/trig": "turtle",
    "application/n-quads": "ntriples",
    "application/json": "jsonld",
    "application/xml": "rdfxml",
}
SUFFIXES = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
    "trig": "application/trig",
    "nq": "application/n-quads",
}
#: Seconds that a description may take: it is asked by the server itself, once for a generation.
PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Wish:
    """The media type that a client gets."""

    media_type: str

    @property
    def format(self) -> str:
        """The name of its format."""
        return TYPES[self.media_type]

    @property
    def content_type(self) -> bytes:
        """The header of that name."""
        return f"{self.media_type}{'; charset=utf-8' if self.media_type.startswith('text/') else ''}".encode()


def wish(accept: str) -> Wish:
    """What an Accept header asks of RDF; raises Refusal where it takes none of the formats."""
    found = chosen(accept, tuple(TYPES))
    if found is None:
        raise Refusal(406, f"this is to be had as {', '.join(TYPES)}", vary="Accept")
    return Wish(found)


def described(body: bytes, wanted: Wish, *, max_age: int = 0) -> Reply:
    """A reply with RDF in it."""
    cache = f"public, max-age={max_age}" if max_age else "no-cache"
    headers = [(b"content-type", wanted.content_type), (b"vary", b"Accept, Accept-Encoding")]
    return Reply(200, body, [*headers, (b"cache-control", cache.encode()), *CORS])


async def constructed(site: Site, query: str, wanted: Wish) -> bytes:
    """What a CONSTRUCT query of the server's own makes."""
    found = await site.pool.answer(Request(query=query, graph=wanted.format), limit=PATIENCE)
    return found.body
