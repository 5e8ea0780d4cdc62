"""Where everything lies in a folder of static files, and how its pages link to each other.

Knows the server's paths and the folder's; knows nothing of what is in the pages.  Links are relative, so that the
folder works below any address, and name files, so that no server needs to guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qs, urlsplit

from evigraph.ontology.terms import BASE
from evigraph.ui.web.addresses import KINDS, Addresses

INDEX = "index.html"
#: Files of the server's own addresses that are no things.
FIXED = {
    "/": INDEX,
    "/ns": f"ns/{INDEX}",
    "/examples": f"examples/{INDEX}",
    "/catalog": f"catalog/{INDEX}",
    "/.well-known/void": "void.ttl",
    "/shapes": "shapes.ttl",
}
HREF = re.compile(r'href="(/[^"]*)"')
#: A link to the endpoint, which static files cannot have.
QUERIED = re.compile(r'<a href="/(?:sparql|openapi)[^"]*">[^<]*</a>')


@dataclass(frozen=True)
class StaticAddresses(Addresses):
    """The addresses of things that have a page in the folder; all others lead to where they are published."""

    known: frozenset[str] = frozenset()

    def link(self, iri: str) -> str:
        """Where people who follow an IRI are sent."""
        plain = iri.partition("#")[0]
        ours = plain in self.known or (self.base == BASE and plain == f"{BASE}ns")
        return super().link(iri) if ours else iri if iri.startswith(("http://", "https://")) else ""


def page_file(iri: str, base: str) -> str:
    """The file of a thing's page, so that its own IRI leads there on a server at the base."""
    return f"{iri.removeprefix(base)}/{INDEX}"


def data_file(iri: str, base: str, suffix: str) -> str:
    """The file of a thing's data."""
    return f"data/{iri.removeprefix(base).removeprefix('id/')}.{suffix}"


def text_file(document: str) -> str:
    """The file of a document's text as a page."""
    return f"read/{document}/{INDEX}"


def anchor(start: int) -> str:
    """The place in a text where a quote begins."""
    return f"c{start}"


def static_page(html: str, file: str) -> str:
    """A page of the server as the file of that name: its links lead to files beside it."""
    up = "../" * file.count("/")
    return HREF.sub(lambda link: f'href="{up}{_target(unescape(link[1]))}"', QUERIED.sub("", html))


def _target(address: str) -> str:
    """The file, and the place in it, that a path of the server stands for."""
    parts = urlsplit(address)
    place = f"#{parts.fragment}" if parts.fragment else ""
    if parts.path in FIXED:
        return f"{FIXED[parts.path]}{place}"
    kind, _, name = parts.path.removeprefix("/").partition("/")
    if kind == "read":
        (start,) = parse_qs(parts.query).get("start", ["0"])
        return f"{text_file(name)}#{anchor(int(start))}"
    if kind == "doc":
        kind, name = name.split("/", 1) if name.startswith(tuple(f"{each}/" for each in KINDS)) else ("id", name)
    if kind in ("id", *KINDS):
        return f"{kind}/{name}/{INDEX}{place}"
    return f"{parts.path.removeprefix('/')}{place}"
