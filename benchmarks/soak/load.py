"""Mixed traffic at saturation on a server that builds replace the generation of, and the memory that it takes."""

from __future__ import annotations

import os
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import linear_regression, mean
from typing import TYPE_CHECKING

from benchmarks.measuring import Row, report
from benchmarks.serve.server import started
from benchmarks.soak.store import build, versions
from benchmarks.soak.traffic import Traffic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CLIENTS, HOSTILE = 12, 4
#: Seconds between two looks at memory.
LOOK = 1.0
#: The share of the time in which everything is loaded for the first time, and how much memory may grow in the rest.
WARMING, FLAT = 0.3, 0.05
#: Seconds before runaway queries end, and between two builds beside the server.
LIMIT, BETWEEN = 5.0, 60.0


def load(folder: Path, seconds: float, seed: int) -> list[str]:
    """What was wrong, a line each."""
    documents = versions(folder)
    build(documents[0], folder / "store")
    options = ("--store", str(folder / "store"), "--timeout", str(LIMIT), "--rate", "2000")
    with started(*options) as (address, pid):
        traffic = Traffic(address, seed)
        traffic.warm_up()
        with _asking(traffic), _building(traffic, folder, documents):
            memory = _watched(pid, seconds)
    rows = [_answered(traffic), _flat(memory, seconds)]
    report("soak-load", rows, seconds=seconds, statuses=traffic.told(), refused=dict(traffic.reasons))
    return [f"{number} times {what}" for what, number in traffic.wrong.items()] + [
        f"{row.name}: {row.measured}" for row in rows if not row.met
    ]


@contextmanager
def _asking(traffic: Traffic) -> Iterator[None]:
    """All clients at work as long as the block lasts."""
    work: list[Callable[[], None]] = [lambda n=n: traffic.normal(n) for n in range(1, CLIENTS + 1)]  # type: ignore[misc]
    work += [lambda n=n: traffic.hostile(n) for n in range(1, HOSTILE + 1)]  # type: ignore[misc]
    threads = [threading.Thread(target=each) for each in (*work, traffic.slow)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        traffic.over.set()
        for thread in threads:
            thread.join()


@contextmanager
def _building(traffic: Traffic, folder: Path, documents: tuple[Path, Path]) -> Iterator[None]:
    """Builds of the one and the other version beside the server as long as the block lasts."""

    def builds() -> None:
        turn = 0
        while not traffic.over.wait(BETWEEN):
            turn += 1
            done = build(documents[turn % 2], folder / "store")
            if done.returncode:
                traffic.wrong[f"a build beside the server: {done.stderr.strip()}"] += 1
        print(f"{turn} builds beside the server", flush=True)

    thread = threading.Thread(target=builds)
    thread.start()
    try:
        yield
    finally:
        traffic.over.set()
        thread.join()


def _watched(pid: int, seconds: float) -> list[tuple[float, int]]:
    """The memory of the serving process over time, once everything has been loaded."""
    memory: list[tuple[float, int]] = []
    begun = time.monotonic()
    while (now := time.monotonic() - begun) < seconds:
        time.sleep(LOOK)
        if now > WARMING * seconds:
            memory.append((now, _resident(pid)))
    return memory


def _resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _answered(traffic: Traffic) -> Row:
    refused, wrong = sum(traffic.reasons.values()), sum(traffic.wrong.values())
    told = f"{traffic.normally} requests, {refused} refused with a reason, {wrong} wrong"
    return Row("mixed traffic at saturation", told, "none wrong", not wrong)


def _flat(memory: list[tuple[float, int]], seconds: float) -> Row:
    """How much memory grows by the line that fits it best (least squares)."""
    slope, _ = linear_regression(*zip(*memory, strict=True))
    size, grown = mean(taken for _, taken in memory), slope * seconds * (1 - WARMING)
    told = f"{size / 1e6:.0f} MB, {grown / 1e6:+.1f} MB in {seconds * (1 - WARMING):.0f} s"
    return Row("memory of the server meanwhile", told, f"at most {FLAT:.0%} more", grown <= FLAT * size)
