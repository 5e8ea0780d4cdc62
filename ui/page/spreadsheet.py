"""Rows as CSV that a spreadsheet opens as it is meant.

Knows CSV; knows nothing of what is in it.  A cell of a document that begins like a formula is marked as text.
"""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMULA = re.compile(r"\s*[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def as_csv(rows: Iterable[Iterable[object]]) -> str:
    """The rows as CSV text (RFC 4180)."""
    out = StringIO(newline="")
    csv.writer(out).writerows([_safe(str(cell)) for cell in row] for row in rows)
    return out.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell
