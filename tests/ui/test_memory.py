"""Memory that nobody needs goes back to the system.  Knows how Linux tells what a process has."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from evigraph.ui.web import memory

SIZE, NUMBER = 2000, 50_000
RESIDENT = Path("/proc/self/statm")


@pytest.mark.skipif(not RESIDENT.exists(), reason="tells memory as Linux does")
def test_what_is_free_is_given_back_though_something_behind_it_is_kept() -> None:
    pieces = [bytes(SIZE) for _ in range(NUMBER)]
    last = pieces[-1]
    pieces.clear()
    before = _resident()
    memory.give_back()
    assert before - _resident() > SIZE * NUMBER / 2
    assert len(last) == SIZE


def test_other_allocators_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_glibc", lambda: None)
    memory.share()
    memory.give_back()


def test_threads_share_memory() -> None:
    """In a process of its own, since what is told to the allocator holds until the end."""
    found = subprocess.run([sys.executable, "-c", THREADS], capture_output=True, text=True, check=True)
    assert int(found.stdout) <= memory.ARENAS


THREADS = """
import ctypes, re, threading, tempfile
from evigraph.ui.web import memory
memory.share()
barrier = threading.Barrier(9)
threads = [threading.Thread(target=lambda: (bytes(5000), barrier.wait())) for _ in range(8)]
for thread in threads: thread.start()
barrier.wait()
libc = ctypes.CDLL(None)
libc.fopen.restype, libc.fopen.argtypes = ctypes.c_void_p, [ctypes.c_char_p, ctypes.c_char_p]
with tempfile.NamedTemporaryFile() as file:
    stream = ctypes.c_void_p(libc.fopen(file.name.encode(), b"w"))
    libc.malloc_info(0, stream)
    libc.fclose(stream)
    print(len(re.findall("<heap ", open(file.name).read())))
"""


def _resident() -> int:
    return int(RESIDENT.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
