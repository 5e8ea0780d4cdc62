"""Documents to read: the text as it was read, every finding marked by kind, the cited words marked most.

Knows texts and offsets; knows nothing of questions.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from evigraph.ontology.rdf import text
from evigraph.ui.html import render
from evigraph.ui.page.places import READ, places
from evigraph.ui.page.sparql import rows
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.graph.store import Reader
    from evigraph.ui.web.site import Site
    from starlette.requests import Request
    from starlette.routing import BaseRoute

LONGEST_IRI = 2000


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text and what it says."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text: of which kind it is, whether it is cited, and whether the citation begins with it."""

    text: str
    kind: str = ""
    cited: bool = False
    first: bool = False


def reader_routes(site: Site) -> list[BaseRoute]:
    """The pages of the reader."""

    def words(request: Request) -> Response:
        node = request.query_params.get("node", "")
        place = places(site.reader, [node]).get(node) if _is_iri(node) else None
        return RedirectResponse(place.address, 303) if place else _empty(404 if node else 200)

    def document(request: Request) -> Response:
        name = request.path_params["document"]
        found = next((row for row in rows(site.reader, "documents") if row["id"] == name), None)
        if found is None:
            return _empty(404)
        content = site.folder.text_path(found["sha256"]).read_bytes().decode()
        span = _span(request, len(content))
        listed = list(pieces(content, marks(site.reader, name), span))
        kinds = sorted({piece.kind for piece in listed if piece.kind})
        return HTMLResponse(render("reader.html", document=found, pieces=listed, kinds=kinds, span=span))

    return [Route(f"/{READ}", words), Route(f"/{READ}/{{document}}", document)]


def marks(reader: Reader, document: str) -> list[Mark]:
    """All that was read from a document, in the order of the text."""
    found = rows(reader, "marks", document_id=[text(document)])
    return [Mark(int(row["start"]), int(row["end"]), row["kind"]) for row in found]


def pieces(content: str, marked: Sequence[Mark], cited: tuple[int, int]) -> Iterator[Piece]:
    """The whole text in parts, each of the kind of the narrowest mark around it."""
    cuts = sorted({0, len(content), *cited, *(edge for mark in marked for edge in (mark.start, mark.end))})
    ordered = sorted(marked, key=lambda mark: mark.start, reverse=True)
    around: list[Mark] = []
    for start, end in pairwise(cuts):
        while ordered and ordered[-1].start <= start:
            around.append(ordered.pop())
        around = [mark for mark in around if mark.end > start]
        narrowest = min(around, key=lambda mark: mark.end - mark.start, default=None)
        within = cited[0] <= start < cited[1]
        yield Piece(content[start:end], narrowest.kind if narrowest else "", within, within and start == cited[0])


def _span(request: Request, length: int) -> tuple[int, int]:
    """The cited words of an address, empty at the start where it names none."""
    given = [request.query_params.get(name, "") for name in ("start", "end")]
    if not all(number.isascii() and number.isdigit() and len(number) < 10 for number in given):
        return 0, 0
    start, end = (min(int(number), length) for number in given)
    return (start, end) if start < end else (0, 0)


def _is_iri(text_: str) -> bool:
    return 0 < len(text_) <= LONGEST_IRI and not any(c in '<>"{}|\\^`' or c <= " " for c in text_)


def _empty(status: int) -> Response:
    return HTMLResponse(render("reader.html", document=None, pieces=[], kinds=[], span=(0, 0)), status)
