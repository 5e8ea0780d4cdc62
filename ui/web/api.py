"""The plain interface of programs: questions in plain language, and question kinds with typed parameters.

Knows JSON; knows nothing of how a question is understood.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from evigraph.ontology.errors import UsageError
from evigraph.queries.registry import Registry, kinds
from evigraph.ui.page.asking import asker
from evigraph.ui.web.replies import CORS, Refusal, Reply, read_body

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evigraph.ui.web.site import Site
    from starlette.requests import Request

#: Earlier questions that are looked at, and values that one parameter may have.
MOST_HISTORY = 50
MOST_VALUES = 100


class Api:
    """Answers for one site."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def ask(self, request: Request) -> Reply:
        """Answer a question: GET with `q` (and `history`, repeated), or POST of a JSON object."""
        if request.method == "POST":
            question, history, identifier = _posted(await read_body(request.receive, request.scope))
        else:
            question = request.query_params.get("q", "")
            history, identifier = request.query_params.getlist("history"), request.query_params.get("id", "")
        if not question.strip():
            raise Refusal(400, 'a question is needed: ?q=..., or a JSON object with "question"')
        return json_reply(await answered(self._site, question, history, identifier))

    async def kinds(self, _: Request) -> Reply:
        """The question kinds."""
        told = [{"name": k.name, "title": k.title, "examples": list(k.examples)} for k in kinds().values()]
        return json_reply({"queries": told})

    async def query(self, request: Request) -> Reply:
        """Answer a question kind by its name, narrowed by its parameters."""
        name = request.path_params["template"]
        if name not in kinds():
            raise Refusal(404, f"no such query; there are {', '.join(kinds())}")
        given = {parameter: request.query_params.getlist(parameter) for parameter in request.query_params}
        return json_reply(await rows_of(self._site, name, given))


async def rows_of(site: Site, name: str, given: Mapping[str, Sequence[str]]) -> Mapping[str, object]:
    """The rows of a question kind under these values; raises UsageError for a wrong name or value."""
    if any(len(values) > MOST_VALUES for values in given.values()):
        raise UsageError(f"a parameter takes at most {MOST_VALUES} values")
    return await asyncio.to_thread(lambda: asdict(_registry(site).run(name, given)))


def _registry(site: Site) -> Registry:
    return site.once("registry", lambda: Registry(site.reader, indexes=site.folder.path / "indexes"))


async def answered(
    site: Site, question: str, history: Sequence[str] = (), identifier: str = ""
) -> Mapping[str, object]:
    """The answer object of a question."""
    recent = list(history)[-MOST_HISTORY:]
    return await asyncio.to_thread(lambda: asker(site).ask(question, recent, identifier=identifier).as_json())


def _posted(body: bytes) -> tuple[str, list[str], str]:
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise Refusal(400, "the body is no JSON") from None
    told = given if isinstance(given, dict) else {}
    question, history, identifier = told.get("question"), told.get("history", []), told.get("id", "")
    texts = [question, identifier, *(history if isinstance(history, list) else [None])]
    if not all(isinstance(text, str) for text in texts):
        raise Refusal(400, 'a JSON object of texts is needed: {"question": "...", "history": ["..."], "id": "..."}')
    return str(question), history, str(identifier)


def json_reply(told: Mapping[str, object]) -> Reply:
    """A reply that holds JSON."""
    body = json.dumps(told, ensure_ascii=False).encode()
    return Reply(200, body, [(b"content-type", b"application/json"), (b"cache-control", b"no-cache"), *CORS])
