"""The queries of commands and pages, one .rq file each, which runs as it stands.  Knows where they are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def sparql(name: str) -> str:
    """The query of that name; raises FileNotFoundError where there is none."""
    return (FOLDER / f"{name}.rq").read_text(encoding="utf-8")
