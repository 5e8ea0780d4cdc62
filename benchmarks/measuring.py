"""Time, memory and results of benchmarks.  Knows how to measure; knows nothing of what is measured."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results"
PAGE = os.sysconf("SC_PAGE_SIZE")
#: Seconds between two looks at the memory of a run.
LOOK = 0.2
#: Seconds between two times that a run is told of, and ticks of a second of processor time.
TELL = 5.0
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Run:
    """A command that ran: seconds by the clock and of processors, the most memory of all its processes together."""

    wall: float
    processor: float
    memory: int


@dataclass(frozen=True, slots=True)
class Row:
    """One target with what was measured: `met` is None where it is a figure without a target."""

    name: str
    measured: str
    target: str
    met: bool | None
    note: str = ""


def run(*command: str, told: Callable[[Run], None] | None = None) -> Run:
    """Run a command to its end and watch it, telling now and then; raises CalledProcessError where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    most, over = [0], threading.Event()
    watch = threading.Thread(target=_watch, args=(process.pid, most, over, told))
    watch.start()
    code = process.wait()
    wall = time.perf_counter() - started
    over.set()
    watch.join()
    if code:
        raise subprocess.CalledProcessError(code, command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, spent, most[0])


def _watch(root: int, most: list[int], over: threading.Event, told: Callable[[Run], None] | None) -> None:
    started = time.perf_counter()
    due = started
    while not over.wait(LOOK):
        most[0] = max(most[0], memory_of(root))
        now = time.perf_counter()
        if told and now >= due:
            due = now + TELL
            told(Run(now - started, processor_of(root), most[0]))


def memory_of(root: int) -> int:
    """Bytes that a process and all below it hold for themselves; pages that they share count once for each."""
    held = (_numbers(f"{process}/statm")[1:2] for process in _family(root))
    return PAGE * sum(int(pages) for found in held for pages in found)


def processor_of(root: int) -> float:
    """Processor seconds that a process, all below it and those of them that have ended took."""
    return sum(sum(map(int, _numbers(f"{process}/stat")[11:15])) for process in _family(root)) / TICKS


def _family(root: int) -> list[int]:
    """A process and all below it."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*"):
        if found := _numbers(f"{path.name}/stat"):
            children.setdefault(int(found[1]), []).append(int(path.name))
    family = [root]
    for process in family:  # grows while it is read
        family += children.get(process, [])
    return family


def _numbers(name: str) -> list[str]:
    """What a file of /proc tells behind the name of a process, nothing of a process that has ended."""
    try:
        return Path("/proc", name).read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def evigraph(*arguments: str, told: Callable[[Run], None] | None = None) -> Run:
    """Run the command line program."""
    return run(sys.executable, "-m", "evigraph", *arguments, told=told)


def in_turn(rounds: int, *calls: Callable[[], float]) -> list[float]:
    """The medians of calls that take turns, so that a busy machine slows all alike; the first round warms up."""
    taken = [[call() for call in calls] for _ in range(rounds + 1)][1:]
    return [median(times) for times in zip(*taken, strict=True)]


def processor(work: Callable[[], object]) -> float:
    """Seconds of this process that work takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def report(name: str, rows: Sequence[Row], **more: object) -> int:
    """Print rows, keep them as JSON for the table of docs/performance.md, and return how many targets were missed."""
    RESULTS.mkdir(exist_ok=True)
    for row in rows:
        verdict = {True: "met", False: "MISSED", None: ""}[row.met]
        print(f"{row.name}: {row.measured} (target {row.target}) {verdict}", flush=True)
    content = {"benchmark": name, "rows": [asdict(row) for row in rows], **more}
    (RESULTS / f"{name}.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return sum(row.met is False for row in rows)
