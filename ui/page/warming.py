"""What the first visitor need not wait for.  Knows which libraries take long to import."""

from __future__ import annotations

from importlib import import_module

#: Imported by what draws and computes, when it is first needed.
SLOW = ("scipy.stats", "matplotlib.backends.backend_svg")


def warm() -> None:
    """Import what takes seconds."""
    for name in SLOW:
        import_module(name)
