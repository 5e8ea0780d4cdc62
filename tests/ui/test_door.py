"""A page that cannot be made at first: who waits is told to come back, and then it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import httpx
import pytest
from evigraph.graph.pool import QueryTimeout
from evigraph.ui.page import door
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from tests.alone import awaited

if TYPE_CHECKING:
    from evigraph.ui.web.site import Site
    from starlette.requests import Request

NO_SITE = cast("Site", None)


async def hello(_: Request) -> PlainTextResponse:
    return PlainTextResponse("hello")


def made(*failures: BaseException) -> list[BaseException | Starlette]:
    return [*failures, Starlette(routes=[Route("/", hello)])]


def asked(
    times: int, outcomes: list[BaseException | Starlette], monkeypatch: pytest.MonkeyPatch
) -> list[httpx.Response]:
    """The replies to so many requests, one after the other, where making the page has these outcomes."""

    def make(_: Site) -> Starlette:
        outcome = outcomes.pop(0)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    monkeypatch.setattr(door, "_make", make)
    monkeypatch.setattr(door, "warm", lambda: None)

    async def main() -> list[httpx.Response]:
        page = door.Page(NO_SITE)
        transport = httpx.ASGITransport(app=page)
        async with page.running(), httpx.AsyncClient(transport=transport, base_url="http://page") as client:
            return [await client.get("/") for _ in range(times)]

    return awaited(main)


def test_page_is_made_for_the_first_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [reply.text for reply in asked(2, made(), monkeypatch)] == ["hello", "hello"]


def test_page_that_failed_for_a_busy_store_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = asked(3, made(QueryTimeout("busy"), QueryTimeout("busy still")), monkeypatch)
    assert (first.status_code, first.text, first.headers["retry-after"]) == (503, "busy\n", "5")
    assert (second.status_code, second.text) == (503, "busy still\n")
    assert (third.status_code, third.text) == (200, "hello")


def test_nobody_waits_for_a_page_with_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ZeroDivisionError):
        asked(1, made(ZeroDivisionError()), monkeypatch)


def test_page_that_nobody_asks_for_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = made()
    assert asked(0, outcomes, monkeypatch) == []
    assert outcomes
