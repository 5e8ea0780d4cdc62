"""The plain interface described for programs: OpenAPI 3.1, a typed operation for every question kind.

Knows OpenAPI; knows nothing of how operations are done.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from evigraph.graph.version import extractor_version
from evigraph.queries.answer import Status
from evigraph.queries.parameters import PLAIN
from evigraph.queries.registry import kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evigraph.queries.parameters import Parameter
    from evigraph.queries.registry import QueryKind

STRING = {"type": "string"}
SAID = {"type": "string", "minLength": 1, "pattern": "\\S"}
STRINGS = {"type": "array", "items": STRING}
OBJECT = {"type": "object", "additionalProperties": True}
OFFSET = {"type": "integer", "minimum": 0}
REFUSED: Mapping[str, object] = {
    "description": "What was wrong, in one line.",
    "content": {"text/plain": {"schema": STRING}},
}
BUSY: Mapping[str, object] = {
    "description": "It took too long, the server is busy, or this client asks too often.",
    "headers": {"Retry-After": {"schema": STRING}},
}

CITATION = {
    "type": "object",
    "required": ["document", "study", "section", "quote", "start", "end"],
    "properties": {
        **dict.fromkeys(("document", "study", "section"), STRING),
        "quote": {"type": "string", "description": "The text of the document at [start, end), in code points."},
        "start": OFFSET,
        "end": OFFSET,
    },
}
RECEIPT = {"type": "object", "properties": dict.fromkeys(("query_sha256", "graph_sha256", "rows_sha256"), STRING)}
ANSWER = {
    "type": "object",
    "required": ["id", "question", "status", "answer", "rows", "citations", "unplaced", "suggestions"],
    "properties": {
        **dict.fromkeys(("id", "question", "answer", "template", "sparql"), STRING),
        "status": {"type": "string", "enum": [str(status) for status in Status]},
        "rows": {"type": "array", "items": OBJECT},
        "slots": OBJECT,
        "citations": {"type": "array", "items": CITATION},
        **dict.fromkeys(("unplaced", "suggestions", "disagreements", "corrections"), STRINGS),
        "receipt": RECEIPT,
        "elapsed_ms": {"type": "number"},
    },
}
TABLE = {
    "type": "object",
    "required": ["kind", "sparql", "columns", "rows", "citations", "truncated"],
    "properties": {
        **dict.fromkeys(("kind", "sparql"), STRING),
        "columns": STRINGS,
        "computed": {**STRINGS, "description": "Those of the columns that no document prints."},
        "rows": {"type": "array", "items": OBJECT},
        "citations": {"type": "array", "items": CITATION},
        "truncated": {"type": "boolean"},
    },
}
QUESTION = {
    "type": "object",
    "required": ["question"],
    "properties": {
        "question": SAID,
        "history": {**STRINGS, "description": "The earlier questions of the conversation, oldest first."},
        "id": STRING,
    },
}


@cache
def openapi() -> bytes:
    """The whole description."""
    info = {
        "title": "evigraph",
        "version": extractor_version(),
        "description": "Evidence of health technology assessments, with the words that say it.",
        "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    }
    each = {f"/api/queries/{name}": _kind(kind) for name, kind in kinds().items()}
    paths = {"/api/ask": _ask(), "/api/queries": _list(), **each}
    return json.dumps({"openapi": "3.1.0", "info": info, "paths": paths}, indent=1).encode()


def _ask() -> dict[str, object]:
    parameters = [
        {"name": "q", "in": "query", "required": True, "description": "The question.", "schema": SAID},
        {"name": "history", "in": "query", "schema": STRINGS, "description": "Earlier questions, oldest first."},
        {"name": "id", "in": "query", "schema": STRING, "description": "Given back with the answer."},
    ]
    said = {"summary": "Ask a question in plain language", "responses": _responses("The answer.", ANSWER)}
    body = {"required": True, "content": {"application/json": {"schema": QUESTION}}}
    return {
        "get": {"operationId": "ask", "parameters": parameters, **said},
        "post": {"operationId": "askWithHistory", "requestBody": body, **said},
    }


def _list() -> dict[str, object]:
    listed = {"type": "object", "properties": {"queries": {"type": "array", "items": OBJECT}}}
    return {"get": {"operationId": "queries", "summary": "Question kinds", "responses": _responses("Them.", listed)}}


def _kind(kind: QueryKind) -> dict[str, object]:
    return {
        "get": {
            "operationId": f"query_{kind.name}",
            "summary": kind.title,
            "description": f"For example: {' '.join(kind.examples)}",
            "parameters": [_parameter(each) for each in kind.parameters],
            "responses": _responses("The rows.", TABLE),
        }
    }


def _parameter(parameter: Parameter) -> dict[str, object]:
    named = "" if parameter.type in PLAIN else ": a name or an IRI"
    values = {"type": "array", "items": PLAIN.get(parameter.type, STRING), "maxItems": 100}
    described = {"name": parameter.name, "in": "query", "description": f"{parameter.type}{named}"}
    return {**described, "schema": values, "style": "form", "explode": True}


def _responses(description: str, schema: Mapping[str, object]) -> dict[str, Mapping[str, object]]:
    found: Mapping[str, object] = {"description": description, "content": {"application/json": {"schema": schema}}}
    return {"200": found, "400": REFUSED, "429": BUSY, "503": BUSY}
