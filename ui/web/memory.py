"""Memory of the serving process that goes back to the system once nobody needs it.

Knows the allocator of glibc, and does without it elsewhere.  What a generation is known by is made anew with the next
one, by several threads at a time: with an arena for each of them and pieces kept in all, a server took 50 MB more after
eight builds under load.
"""

from __future__ import annotations

import ctypes
import gc
from functools import cache

#: Parameters of mallopt(3): how many arenas threads share, and from how many bytes on a piece is given back at once.
M_ARENA_MAX, M_MMAP_THRESHOLD = -8, -3
ARENAS, LARGE = 2, 1 << 20


def share() -> None:
    """Let all threads take memory from the same places; to be called before there are any."""
    if libc := _glibc():
        libc.mallopt(M_ARENA_MAX, ARENAS)
        libc.mallopt(M_MMAP_THRESHOLD, LARGE)


def give_back() -> None:
    """Collect garbage, which refers to itself in circles, and give back what is free."""
    gc.collect()
    if libc := _glibc():
        libc.malloc_trim(0)


@cache
def _glibc() -> ctypes.CDLL | None:
    libc = ctypes.CDLL(None)
    return libc if hasattr(libc, "mallopt") and hasattr(libc, "malloc_trim") else None
