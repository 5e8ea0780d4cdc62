"""Tools for assistants: the Model Context Protocol over plain HTTP, each message answered by itself.

Knows the protocol's messages (<https://modelcontextprotocol.io/specification>, streamable HTTP without sessions); knows
nothing of how a tool does its work.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from evigraph.graph.answer import QueryError
from evigraph.graph.answer import Request as Query
from evigraph.graph.pool import QueryTimeout
from evigraph.graph.version import extractor_version
from evigraph.ontology.errors import UsageError
from evigraph.queries.registry import kinds
from evigraph.ui.web.api import answered, json_reply, rows_of
from evigraph.ui.web.replies import CORS, Refusal, Reply, read_body

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evigraph.ui.web.site import Site
    from starlette.requests import Request

#: Versions of the protocol that are spoken, the newest first.
VERSIONS = ("2025-11-25", "2025-06-18", "2025-03-26")
PARSE_ERROR, INVALID_REQUEST, NO_METHOD, INVALID_PARAMS = -32700, -32600, -32601, -32602
INSTRUCTIONS = (
    "Evidence of health technology assessments. Every answer carries the words of the source and where they stand;"
    " what the documents do not say is not answered. Prefer `ask`; the other tools are the question kinds behind it."
)
STRINGS = {"type": "array", "items": {"type": "string"}}
ASK = {
    "name": "ask",
    "title": "Ask in plain language",
    "description": "Answer a question about the evidence with typed rows, quotes and the query that ran, or refuse it.",
    "inputSchema": {
        "type": "object",
        "properties": {
            "question": {"type": "string"},
            "history": {**STRINGS, "description": "Earlier questions of the conversation, oldest first."},
        },
        "required": ["question"],
        "additionalProperties": False,
    },
    "annotations": {"readOnlyHint": True},
}
SPARQL = {
    "name": "sparql",
    "title": "Run a SPARQL query",
    "description": "Answer a SPARQL 1.1 SELECT or ASK query as SPARQL results in JSON; the graph cannot be changed.",
    "inputSchema": {
        "type": "object",
        "properties": {"query": {"type": "string"}},
        "required": ["query"],
        "additionalProperties": False,
    },
    "annotations": {"readOnlyHint": True},
}


class Problem(Exception):  # noqa: N818  # an answer of the protocol
    """A message that is answered with an error."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class Mcp:
    """Answers the messages of assistants for one site."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def answer(self, request: Request) -> Reply:
        """Answer one message; a notification is only taken note of."""
        body = await read_body(request.receive, request.scope)
        try:
            message = json.loads(body)
        except (ValueError, RecursionError):
            return _failed(None, Problem(PARSE_ERROR, "the body is no JSON"))
        if not isinstance(message, dict) or not isinstance(message.get("method"), str):
            return _failed(None, Problem(INVALID_REQUEST, "a single message with a method is needed"))
        if "id" not in message:
            return Reply(202, b"", [*CORS])
        try:
            result = await self._result(message["method"], message.get("params") or {})
        except Problem as problem:
            return _failed(message["id"], problem)
        return json_reply({"jsonrpc": "2.0", "id": message["id"], "result": result})

    async def _result(self, method: str, params: object) -> Mapping[str, object]:
        if not isinstance(params, dict):
            raise Problem(INVALID_PARAMS, "params is an object")
        match method:
            case "initialize":
                return _introduced(params)
            case "ping":
                return {}
            case "tools/list":
                return {"tools": tools()}
            case "tools/call":
                return await self._called(params.get("name"), params.get("arguments") or {})
        raise Problem(NO_METHOD, f"no method {method[:80]}")

    async def _called(self, name: object, arguments: object) -> Mapping[str, object]:
        if not isinstance(name, str) or not isinstance(arguments, dict):
            raise Problem(INVALID_PARAMS, "a name and arguments are needed")
        try:
            told = await self._told(name, arguments)
        except (UsageError, QueryError, QueryTimeout, Refusal) as error:
            return {"content": [{"type": "text", "text": str(error)}], "isError": True}
        text = json.dumps(told, ensure_ascii=False)
        return {"content": [{"type": "text", "text": text}], "structuredContent": told, "isError": False}

    async def _told(self, name: str, arguments: Mapping[str, object]) -> Mapping[str, object]:
        if name == "ask":
            return await answered(self._site, _string(arguments, "question"), _texts(arguments.get("history", [])))
        if name == "sparql":
            found = await self._site.pool.answer(Query(query=_string(arguments, "query"), cap=1000))
            if found.kind == "graph":
                raise UsageError("a SELECT or ASK query is needed here")
            return {"truncated": found.truncated, **json.loads(found.body)}
        if name not in kinds():
            raise Problem(INVALID_PARAMS, f"no tool {name[:80]}")
        return await rows_of(self._site, name, {key: _texts(value) for key, value in arguments.items()})


def tools() -> list[Mapping[str, object]]:
    """All tools with the schemas of their arguments."""
    each = [
        {
            "name": kind.name,
            "title": kind.title,
            "description": f"{kind.title}. For example: {' '.join(kind.examples)}",
            "inputSchema": kind.schema,
            "annotations": {"readOnlyHint": True},
        }
        for kind in kinds().values()
    ]
    return [ASK, SPARQL, *each]


def _introduced(params: Mapping[str, object]) -> Mapping[str, object]:
    wanted = params.get("protocolVersion")
    return {
        "protocolVersion": wanted if wanted in VERSIONS else VERSIONS[0],
        "capabilities": {"tools": {"listChanged": False}},
        "serverInfo": {"name": "evigraph", "version": extractor_version()},
        "instructions": INSTRUCTIONS,
    }


def _string(arguments: Mapping[str, object], name: str) -> str:
    value = arguments.get(name)
    if not isinstance(value, str):
        raise UsageError(f"{name} is a text that is needed")
    return value


def _texts(given: object) -> list[str]:
    """A value or several as texts, as they would stand in an address."""
    values = given if isinstance(given, list) else [given]
    return [value if isinstance(value, str) else json.dumps(value) for value in values]


def _failed(identifier: object, problem: Problem) -> Reply:
    error = {"code": problem.code, "message": str(problem)}
    reply = json_reply({"jsonrpc": "2.0", "id": identifier, "error": error})
    return Reply(400 if identifier is None else 200, reply.body, reply.headers)
