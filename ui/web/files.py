"""Whole files: the dump of the graph, and the text that a document's offsets refer to.

Knows where they lie; knows nothing of what is in them.
"""

from __future__ import annotations

import asyncio
import gzip
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.graph.binding import bound
from evigraph.graph.export.facts import facts
from evigraph.graph.store import open_store
from evigraph.ontology.rdf import text
from evigraph.ui.sparql import sparql
from evigraph.ui.web.replies import CORS, Refusal, Reply
from starlette.responses import FileResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from evigraph.graph.store import LocalReader
    from evigraph.ui.web.site import Site
    from starlette.requests import Request
    from starlette.responses import Response

LEVEL = 6


class Files:
    """Answers for the files of one site; those that are made lie in a folder that goes when the server does."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._made: Path | None = None

    async def dump(self, _: Request) -> Response:
        """All quads as sorted N-Quads, compressed: equal graphs are equal bytes."""
        return await self._packed("dump.nq.gz", lambda graph: graph.nquads())

    async def facts(self, _: Request) -> Response:
        """The quads that repeat no passage of a document, compressed."""
        return await self._packed("facts.nq.gz", facts)

    async def _packed(self, name: str, lines: Callable[[LocalReader], Iterable[bytes]]) -> Response:
        path = await asyncio.to_thread(self._site.once, name, lambda: self._written(name, lines))
        headers = {name.decode(): value.decode() for name, value in CORS}
        return FileResponse(path, media_type="application/gzip", filename=path.name, headers=headers)

    def _written(self, name: str, lines: Callable[[LocalReader], Iterable[bytes]]) -> Path:
        if self._made is None:
            raise RuntimeError("a file is asked for outside of the kept() block")
        path = self._made / name
        draft = path.with_name(f"draft-{name}")
        with draft.open("wb") as out, gzip.GzipFile("", "wb", LEVEL, out, mtime=0) as packed:
            packed.writelines(lines(open_store(self._site.folder.path)))
        draft.replace(path)
        return path

    async def document_text(self, request: Request) -> Reply:
        """The text of a document's current version, as it was read: offsets count its characters from 0."""
        document = request.path_params["document"]
        found = await self._site.select(bound(sparql("text"), "id", text(document)))
        row = next(found.texts(), None)
        if row is None:
            raise Refusal(404, "no document here has this id")
        content = await asyncio.to_thread(self._site.folder.text_path(row["sha256"]).read_bytes)
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-cache")]
        return Reply(200, content, [*headers, (b"etag", f'"{row["sha256"]}"'.encode()), *CORS])

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep what is made as long as the block lasts."""
        with tempfile.TemporaryDirectory() as made:
            self._made = Path(made)
            yield
