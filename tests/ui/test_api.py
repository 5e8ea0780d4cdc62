"""The plain interface of programs: questions, question kinds, their description, and tools for assistants."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from evigraph.queries.registry import kinds
from mcp import Client

from tests import http
from tests.alone import awaited

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    import httpx

QUESTION = "How did pain change after cryoablation in Yoon 2016?"
KEYS = [
    *("id", "question", "status", "answer", "rows", "template", "slots", "sparql", "citations", "unplaced"),
    *("suggestions", "disagreements", "receipt", "elapsed_ms"),
]


def api(server: str, path: str, **parameters: str | list[str]) -> httpx.Response:
    return http.get(f"{server}api/{path}", params=parameters)


def test_question_by_get_and_post_gets_one_answer(server: str) -> None:
    got = api(server, "ask", q=QUESTION).json()
    posted = http.post(f"{server}api/ask", json={"question": QUESTION, "id": "7"}).json()
    assert list(got) == KEYS
    assert (got["status"], posted["id"]) == ("answered", "7")
    assert {**got, "id": "", "elapsed_ms": 0} == {**posted, "id": "", "elapsed_ms": 0}


def test_quotes_of_an_answer_are_in_the_text_of_the_document(server: str) -> None:
    for cited in api(server, "ask", q=QUESTION).json()["citations"]:
        content = http.get(f"{server}doc/{cited['document']}/text").content.decode()
        assert content[cited["start"] : cited["end"]] == cited["quote"]


def test_conversation_goes_on(server: str) -> None:
    body = {"question": "And in Friedman 2012?", "history": [QUESTION]}
    alone = api(server, "ask", q=body["question"]).json()
    answer = http.post(f"{server}api/ask", json=body).json()
    assert answer["rows"] != alone["rows"]
    assert {row.get("study") for row in answer["rows"]} <= {"Friedman 2012", None}
    assert api(server, "ask", q=body["question"], history=[QUESTION]).json()["rows"] == answer["rows"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"[]",
        b'{"question": 1}',
        b'{"question": "x", "history": 3}',
        b'{"question": "x", "history": [3]}',
        b'{"question": "x", "id": {}}',
        b"[" * 50_000,
        b'{"question": " "}',
    ],
)
def test_bodies_that_hold_no_question_are_refused(server: str, body: bytes) -> None:
    reply = http.post(f"{server}api/ask", content=body, headers={"content-type": "application/json"})
    assert (reply.status_code, len(reply.text.splitlines())) == (400, 1)


def test_long_question_is_answered_in_one_piece(server: str) -> None:
    reply = http.post(f"{server}api/ask", json={"question": "pain " * 2000})
    assert reply.json()["status"] == "not_understood"


def test_kind_is_narrowed_by_names_and_iris(server: str) -> None:
    found = api(server, "queries/results", study="Yoon 2016", outcome="pain intensity").json()
    assert {row["study"] for row in found["rows"]} == {"Yoon 2016"}
    assert all(isinstance(row["value"], int | float) for row in found["rows"] if "value" in row)
    assert found["citations"]
    by_iri = api(server, "queries/studies", study="https://w3id.org/hta-evidence/id/study/yoon-2016-27-239").json()
    assert [row["study"] for row in by_iri["rows"]] == ["Yoon 2016"]


def test_what_is_computed_is_named_as_such(server: str) -> None:
    found = api(server, "queries/rare_harms", event="thrombosis").json()
    (row,) = found["rows"]
    assert (row["n"], row["denominator"], row["at_most"]) == (0, 20, 15)
    assert {"share", "wilson_low", "exact_high", "at_most"} <= set(found["computed"])
    assert "study" not in found["computed"]
    assert found["citations"]


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("queries/nothing", 404, "there are"),
        ("queries/results?colour=red", 400, "takes"),
        ("queries/results?value_over=many", 400, "no decimal"),
        ("queries/results?study=%3E+%7D+DROP+ALL", 400, "no study"),
        ("queries/results?" + "&".join(["study=x"] * 200), 400, "at most"),
        ("ask", 400, "question"),
    ],
)
def test_wrong_use_is_told_in_one_line(server: str, path: str, status: int, told: str) -> None:
    reply = http.get(f"{server}api/{path}")
    assert reply.status_code == status
    assert told in reply.text
    assert len(reply.text.splitlines()) == 1


def test_every_kind_is_described_and_answers(server: str) -> None:
    described = http.get(f"{server}openapi.json").json()
    assert described["openapi"].startswith("3.1")
    paths = {path.removeprefix("/api/queries/") for path in described["paths"] if path.count("/") == 3}
    assert paths == set(kinds())
    for name in paths:
        found = api(server, f"queries/{name}").json()
        required = described["paths"][f"/api/queries/{name}"]["get"]["responses"]["200"]
        assert set(required["content"]["application/json"]["schema"]["required"]) <= set(found)


def asked(server: str, work: Callable[[Client], Awaitable[Any]]) -> Any:
    """What the official client gets."""

    async def main() -> Any:
        async with Client(f"{server}mcp") as client:
            return await work(client)

    return awaited(main)


def test_official_client_lists_and_calls_tools(server: str) -> None:
    async def work(client: Client) -> Any:
        listed = await client.list_tools()
        answer = await client.call_tool("ask", {"question": QUESTION})
        rows = await client.call_tool("results", {"study": "Yoon 2016"})
        harms = await client.call_tool("rare_harms", {"event": "thrombosis"})
        return {tool.name for tool in listed.tools}, answer, rows, harms

    names, answer, rows, harms = asked(server, work)
    assert harms.structured_content["rows"][0]["at_most"] == 15
    assert names == {"ask", "sparql", *kinds()}
    assert answer.structured_content["status"] == "answered"
    assert json.loads(answer.content[0].text)["citations"]
    assert rows.structured_content["rows"]


def test_tools_tell_what_was_wrong(server: str) -> None:
    async def work(client: Client) -> Any:
        wrong = await client.call_tool("results", {"colour": "red"})
        broken = await client.call_tool("sparql", {"query": "SELECT"})
        return wrong, broken

    wrong, broken = asked(server, work)
    assert (wrong.is_error, broken.is_error) == (True, True)
    assert "takes" in wrong.content[0].text


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b"no json", -32700),
        (b"[]", -32600),
        (b'{"id": 1, "method": "resources/list"}', -32601),
        (b'{"id": 1, "method": "tools/call", "params": {"name": "none"}}', -32602),
        (b'{"id": 1, "method": "tools/list", "params": []}', None),
        (b'{"id": 1, "method": "ping", "params": 3}', -32602),
    ],
)
def test_messages_of_another_kind_are_errors_of_the_protocol(server: str, message: bytes, code: int | None) -> None:
    told = http.post(f"{server}mcp", content=message).json()
    assert told.get("error", {}).get("code") == code


def test_streams_of_the_server_are_not_offered(server: str) -> None:
    assert http.get(f"{server}mcp").status_code == 405
