"""The picture of the README: the page with a question, its answer, and the words that it rests on.

python -m tests.page.picture http://127.0.0.1:7860/ docs/page.png
"""

from __future__ import annotations

import shutil
import sys

from playwright.sync_api import expect, sync_playwright

QUESTION = "How did pain change after cryoablation in Yoon 2016?"
SIZE = {"width": 1280, "height": 1000}


def take(address: str, path: str) -> None:
    """Ask the question at a running server, open the first quote, and keep what is seen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)
        page.goto(address, timeout=120_000)
        page.fill("#question textarea", QUESTION)
        page.keyboard.press("Enter")
        page.locator(".reply .chart img").scroll_into_view_if_needed()
        page.locator(".quotes a").first.click()
        expect(page.frame_locator("#beside iframe").locator("mark.cited").first).to_be_in_viewport()
        page.locator(".reply .answer").scroll_into_view_if_needed()
        page.evaluate("window.scrollTo(0, 0)")
        page.wait_for_timeout(500)
        page.screenshot(path=path)
        browser.close()


if __name__ == "__main__":
    take(*sys.argv[1:3])
