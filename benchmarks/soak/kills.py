"""Builds that are killed at random moments, workers and all."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from benchmarks.measuring import Row, report
from benchmarks.soak.store import Expected, build, build_command, dump, versions

if TYPE_CHECKING:
    from pathlib import Path


def kills(folder: Path, number: int, seed: int) -> list[str]:
    """What was wrong after a kill, a line each; prints how many builds had and had not replaced the store."""
    old, new = versions(folder)
    expected = Expected.of(old, new, folder)
    build(old, folder / "store")
    shutil.copytree(folder / "store", folder / "first")
    begun = time.perf_counter()
    build(new, folder / "store")
    seconds = time.perf_counter() - begun
    wrong, held = [], {expected.old: 0, expected.new: 0}
    for moment in _moments(number, seed):
        shutil.rmtree(folder / "store")
        shutil.copytree(folder / "first", folder / "store")
        _killed(build_command(new, folder / "store"), moment * seconds)
        if fault := expected.fault(folder / "store"):
            wrong.append(f"killed at {moment:.2f} of a build: {fault}")
        else:
            held[dump(folder / "store")] += 1
        again = build(new, folder / "store")
        if again.returncode or dump(folder / "store") != expected.new:
            wrong.append(f"killed at {moment:.2f} of a build: the next build failed: {again.stderr.strip()}")
    told = f"{held[expected.old]} held the old graph, {held[expected.new]} the new one"
    row = Row("builds that are killed", f"{number - len(wrong)} of {number} survived", "all", not wrong, told)
    report("soak-kills", [row])
    return wrong


def _moments(number: int, seed: int) -> list[float]:
    """Random moments as shares of a build's time; a third of them in its last part, where files change hands."""
    chance = random.Random(seed)
    return [chance.uniform(0.7, 1.1) if turn % 3 == 0 else chance.uniform(0.0, 1.0) for turn in range(number)]


def _killed(command: list[str], seconds: float) -> None:
    """Run a command in a group of its own and kill the whole group after so many seconds."""
    process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
