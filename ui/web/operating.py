"""What operators and their tools ask a server: whether it lives, whether it can answer, and its figures.

Knows how a server is doing; knows nothing of what it serves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.answer import Request as Query
from evigraph.ontology.errors import EvigraphError
from evigraph.ui.web.answering import Answered
from evigraph.ui.web.api import json_reply
from evigraph.ui.web.metrics import Figure, metrics, resident
from evigraph.ui.web.replies import Refusal
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evigraph.ui.web.kept import Kept
    from evigraph.ui.web.metrics import Replies
    from evigraph.ui.web.replies import Reply
    from evigraph.ui.web.site import Site
    from starlette.requests import Request

#: The addresses of operators, which no limit of rates keeps from being answered.
PATHS = ("/health", "/ready", "/metrics")
#: Seconds within which a server that can answer does so.
PATIENCE = 5.0


class Operating:
    """Answers for one site; `draining` once the server has been told to end."""

    def __init__(self, site: Site, parts: Mapping[str, Replies], kept: Kept) -> None:
        self._site = site
        self._parts = parts
        self._kept = kept
        self.draining = False

    def routes(self) -> list[Route]:
        """Their addresses."""
        handlers = (self._health, self._ready, self._metrics)
        return [Route(path, Answered(handler)) for path, handler in zip(PATHS, handlers, strict=True)]

    async def _health(self, _: Request) -> Reply:
        """The process lives; whatever is wrong with the store, to start it anew would not help."""
        return json_reply({"status": "ok", "generation": self._site.pool.generation_id})

    async def _ready(self, _: Request) -> Reply:
        """A worker answers from the current generation; raises Refusal where none does."""
        if self.draining:
            raise Refusal(503, "the server is shutting down", retry_after="5")
        try:
            await self._site.pool.answer(Query(query="ASK {}"), limit=PATIENCE, client="operator")
        except EvigraphError as error:
            raise Refusal(503, f"not ready: {error}", retry_after="5") from None
        return json_reply({"status": "ready", "generation": self._site.pool.generation_id})

    async def _metrics(self, _: Request) -> Reply:
        pool, kept = self._site.pool, self._kept
        figures = [
            Figure("evigraph_queries_waiting", "Queries without an answer yet.", pool.waiting),
            Figure("evigraph_workers", "Processes that answer queries.", pool.workers),
            Figure("evigraph_workers_ended_total", "Processes that were ended.", pool.kills, total=True),
            Figure("evigraph_answers_kept_total", "Answers that cost no query.", kept.found, total=True),
            Figure("evigraph_answers_made_total", "Answers that none was kept for.", kept.missed, total=True),
            Figure("evigraph_generation", "Number of the generation that answers.", int(pool.generation_id)),
            Figure("process_resident_memory_bytes", "Memory of the serving process.", resident()),
        ]
        return metrics(self._parts, figures)
