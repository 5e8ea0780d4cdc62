"""The page when things go wrong around it."""

from __future__ import annotations

from socket import socket
from typing import TYPE_CHECKING
from urllib.request import urlopen

from playwright.sync_api import expect

from tests.page.conftest import Visit
from tests.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext


def free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_conversation_goes_on_when_the_server_was_restarted(context: BrowserContext, store: Path):
    port = free_port()
    page = context.new_page()
    with serving("--store", store, "--workers", 1, "--port", port) as address:
        urlopen(address, timeout=120).close()
        visit = Visit(page, address).open()
        visit.ask("How many patients were in Yoon 2016?")
    with serving("--store", store, "--workers", 1, "--port", port) as address:
        urlopen(address, timeout=120).close()
        visit.ask("And in Calixte 2019?")
        expect(page.locator(".reply").last).to_contain_text("221")
    page.close()


def test_a_query_that_takes_too_long_is_told_in_one_line(visit: Visit):
    visit.open().tab("SPARQL")
    slow = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    visit.page.locator("#sparql .cm-content").fill(slow)
    visit.page.locator("#run").click()
    expect(visit.page.locator("#results .failed")).to_be_visible(timeout=60_000)
    assert len(visit.page.locator("#results .failed").inner_text().splitlines()) == 1
