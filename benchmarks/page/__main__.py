"""An answer on the page beside an answer of a bare Gradio chat, in one run of Debian's Chromium.

Target: the median time from Enter to the answer on the screen at most 1.5 times that of the bare chat.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING
from urllib.request import urlopen

import evigraph
from playwright.sync_api import sync_playwright

from benchmarks.measuring import Row, report
from benchmarks.serve.server import ROOT, ours

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

ECHO = Path(__file__).with_name("echo.py")
QUESTION = "How many patients were in Yoon 2016?"
#: Answers of which the median counts, after some that warm both up; the two take turns.
WARMING, TAKEN = 3, 9
MOST = 1.5


def free_port() -> int:
    """A port that nobody listens on now: Gradio takes no 0."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def echoing() -> Iterator[str]:
    """The address of the bare chat."""
    with subprocess.Popen([sys.executable, str(ECHO), str(free_port())], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def seconds(page: Page, box: str, reply: str, number: int) -> float:
    """The time from Enter to the answer with this number on the screen."""
    page.bring_to_front()
    page.fill(box, QUESTION)
    start = time.perf_counter()
    page.keyboard.press("Enter")
    page.locator(reply).nth(number).wait_for()
    return time.perf_counter() - start


def compared(our_address: str, bare_address: str) -> tuple[float, float]:
    """The median seconds of our page and of the bare chat."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]) as browser,
    ):
        our_page, bare_page = browser.new_page(), browser.new_page()
        our_page.goto(our_address)
        bare_page.goto(bare_address)
        pairs = [
            (
                seconds(our_page, "#question textarea", ".reply", number),
                seconds(bare_page, "textarea", ".message.bot:not(.pending)", number),
            )
            for number in range(WARMING + TAKEN)
        ]
    our_seconds, bare_seconds = zip(*pairs[WARMING:], strict=True)
    return statistics.median(our_seconds), statistics.median(bare_seconds)


def main() -> int:
    """Measure, report and return how many targets were missed."""
    with tempfile.TemporaryDirectory() as made:
        store = str(Path(made) / "store")
        evigraph.build(ROOT / "examples", store=store, workers=1)
        with ours("--store", store, "--workers", "1") as address, echoing() as bare:
            urlopen(address, timeout=120).close()  # the page is made when it is first asked for
            our_seconds, bare_seconds = compared(address, bare)
    ratio = our_seconds / bare_seconds
    row = Row("answer on the page", f"{ratio:.2f} times a bare Gradio chat", f"at most {MOST}", ratio <= MOST)
    return report("page", [row], answers=TAKEN, seconds={"evigraph": our_seconds, "bare chat": bare_seconds})


if __name__ == "__main__":
    raise SystemExit(main())
