"""The page when things go wrong around it, and how fast it answers beside a page that does nothing."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING
from urllib.request import urlopen

from playwright.sync_api import expect

from tests.page.conftest import Visit
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Page

ECHO = Path(__file__).with_name("echo.py")
#: Answers of which the median counts, after some that warm both up.
WARMING, TAKEN = 3, 7


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


@contextmanager
def echoing() -> Iterator[str]:
    with subprocess.Popen([sys.executable, str(ECHO), str(free_port())], stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def seconds(page: Page, box: str, reply: str) -> float:
    """The median time from Enter to an answer on the screen."""
    taken = []
    for number in range(WARMING + TAKEN):
        page.fill(box, "How many patients were in Yoon 2016?")
        start = time.perf_counter()
        page.keyboard.press("Enter")
        page.locator(reply).nth(number).wait_for()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken[WARMING:])


def test_an_answer_is_on_screen_nearly_as_fast_as_an_echo(visit: Visit, context: BrowserContext):
    ours = seconds(visit.open().page, "#question textarea", ".reply")
    page = context.new_page()
    with echoing() as address:
        page.goto(address)
        echo = seconds(page, "textarea", ".message.bot")
    page.close()
    assert ours <= 1.5 * echo, f"{1000 * ours:.0f} ms against {1000 * echo:.0f} ms"
