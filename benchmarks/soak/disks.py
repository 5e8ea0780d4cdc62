"""Disks that are full or read-only, and builds that meet on one store.  Disks of its own need the rights to mount."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

from benchmarks.measuring import Row, report
from benchmarks.soak.store import Expected, build, build_command, dump, versions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Megabytes of a disk that has room for the store alone, and for two generations of it.
SMALL, ENOUGH = 4, 120
BUILDS = 4


@contextmanager
def disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of so many megabytes."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "evigraph", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def disks(folder: Path) -> list[str]:
    """What was wrong, a line each."""
    old, new = versions(folder)
    expected = Expected.of(old, new, folder)
    wrong = [*_together(folder, old, new, expected)]
    if os.geteuid() != 0:
        print("full and read-only disks: not tried, as only root may mount them", flush=True)
        return wrong
    with disk(folder / "small", SMALL) as small:
        wrong += _refused(build(old, small / "store"), "a disk that is too small", "No space left")
    with disk(folder / "disk", ENOUGH) as place:
        build(old, place / "store")
        (place / "filler").write_bytes(b"\0" * _free(place))
        wrong += _refused(build(new, place / "store"), "a full disk", "No space left")
        wrong += _holds(place / "store", expected.old, expected, "a full disk")
        (place / "filler").unlink()
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        wrong += _refused(build(new, place / "store"), "a read-only disk", "Read-only")
        wrong += _holds(place / "store", expected.old, expected, "a read-only disk")
        subprocess.run(["mount", "-o", "remount,rw", str(place)], check=True)
        build(new, place / "store")
        wrong += _holds(place / "store", expected.new, expected, "a disk that is well again")
    row = Row("disks that are small, full, read-only; builds at once", f"{len(wrong)} faults", "none", not wrong)
    report("soak-disks", [row])
    return wrong


def _free(place: Path) -> int:
    found = os.statvfs(place)
    return found.f_bavail * found.f_frsize


def _refused(done: subprocess.CompletedProcess[str], where: str, reason: str) -> list[str]:
    said = done.stderr.strip()
    if done.returncode == 1 and reason in said and len(said.splitlines()) == 1:
        return []
    return [f"{where}: a build ended with {done.returncode} and said {said!r}"]


def _holds(store: Path, graph: str, expected: Expected, where: str) -> list[str]:
    fault = expected.fault(store)
    return [f"{where}: {fault or 'the store holds the other graph'}"] if fault or dump(store) != graph else []


def _together(folder: Path, old: Path, new: Path, expected: Expected) -> list[str]:
    """Several builds of one store at once: each is done or refused, and at least one is done."""
    build(old, folder / "shared")
    running = [
        subprocess.Popen(build_command(new, folder / "shared", workers=1), stderr=subprocess.PIPE, text=True)
        for _ in range(BUILDS)
    ]
    ended = [(process.communicate()[1].strip(), process.returncode) for process in running]
    wrong = [said for said, code in ended if code and "another build is running" not in said]
    if all(code for _, code in ended):
        wrong.append("no build of those at the same time was done")
    print(f"{BUILDS} builds at once: {sum(not code for _, code in ended)} done, the others refused", flush=True)
    return [*wrong, *_holds(folder / "shared", expected.new, expected, "builds at once")]
