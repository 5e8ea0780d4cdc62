"""The query editor of others: offered where it is installed, and seen to work in a browser."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from evigraph.ui.web import editor
from playwright.sync_api import sync_playwright

from tests import http

if TYPE_CHECKING:
    from pathlib import Path


def test_page_says_how_to_install_what_is_not_there(server: str) -> None:
    reply = http.get(f"{server}editor")
    told = (200, "yasgui.min.js") if editor.installed() else (404, "make editor")
    assert (reply.status_code, told[1] in reply.text) == (told[0], True)


@pytest.mark.parametrize("name", ["other.js", "yasgui.min.js.map", "..%2fpyvenv.cfg"])
def test_only_its_own_files_are_served(server: str, name: str) -> None:
    assert http.get(f"{server}editor/{name}").status_code == 404


def test_editor_answers_a_query_and_asks_no_other_host(server: str, tmp_path: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None or not editor.installed():
        assert "EVIGRAPH_CI" not in os.environ, "Chromium or the editor is missing"
        pytest.skip("needs Chromium, and the editor: make editor")
    with ThreadPoolExecutor(1) as alone:  # the page's tests may have a browser of their own open in this thread
        asked = alone.submit(_asked, chromium, server, tmp_path).result()
    assert [url for url in asked if not url.startswith((server, "data:", "blob:"))] == []


def _asked(chromium: str, server: str, folder: Path) -> list[str]:
    """The addresses that the editor asks while it answers its first query."""
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{server}editor")
        page.locator(".yasqe_queryButton").first.click(timeout=30_000)
        page.get_by_text("Calixte 2019").first.wait_for(timeout=30_000)
        page.screenshot(path=str(folder / "editor.png"))
        browser.close()
    return asked
