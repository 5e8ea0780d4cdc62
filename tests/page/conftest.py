"""The page as people meet it: a real server with the bundled examples, and Debian's Chromium.

With EVIGRAPH_SLOW set, an open page gets every answer so many milliseconds late: a test that does not wait shows.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One server and one browser for all of them, in whichever process they run."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("page"))


@pytest.fixture(scope="session")
def address(store: Path) -> Iterator[str]:
    with serving("--store", store, "--workers", 1) as address:
        urlopen(address, timeout=120).close()  # the page is made when it is first asked for
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        said = "Chromium is not installed: apt-get install chromium"
        pytest.fail(said) if os.environ.get("EVIGRAPH_CI") else pytest.skip(said)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        expect.set_options(timeout=20_000)
        yield browser
        browser.close()


class Visit:
    """A page that is open, what it said on its console, and which other hosts it turned to."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.complaints: list[str] = []
        self.strangers: list[str] = []
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._look(request.url))

    def _look(self, url: str) -> None:
        if urlsplit(url).scheme in ("http", "https") and not url.startswith(self.address):
            self.strangers.append(url)

    def open(self, path: str = "") -> Visit:
        self.page.goto(self.address + path)
        expect(self.page.locator("#question textarea")).to_be_visible()
        if late := os.environ.get("EVIGRAPH_SLOW"):
            slow = {"offline": False, "latency": int(late), "downloadThroughput": -1, "uploadThroughput": -1}
            self.page.context.new_cdp_session(self.page).send("Network.emulateNetworkConditions", slow)
        return self

    def ask(self, question: str) -> None:
        before = self.page.locator(".reply").count()
        self.page.fill("#question textarea", question)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".reply")).to_have_count(before + 1)

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name, exact=True).click()

    def upload(self, path: Path) -> None:
        """Hand a file to the open Documents tab, and have it read."""
        self.page.locator("input[type=file]").set_input_files(path)
        expect(self.page.locator(".file-preview").first).to_contain_text(path.suffix)
        self.page.locator("#read-upload").click()
        expect(self.page.locator("#upload .reply")).to_be_visible()

    def fits(self) -> bool:
        """Whether nothing asks for sideways scrolling."""
        wide, there = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        return bool(wide <= there)


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One context for all visits, which keeps the page's own files as a browser does."""
    context = browser.new_context(viewport=DESKTOP)
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def visit(context: BrowserContext, address: str) -> Iterator[Visit]:
    visit = Visit(context.new_page(), address)
    yield visit
    visit.page.close()
    assert not visit.strangers
    assert not visit.complaints
