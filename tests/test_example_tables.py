"""The expected tables of the bundled examples quote what stands in them.  Knows CSV; knows nothing of extraction."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TABLES = sorted((ROOT / "tests" / "documents" / "cryoablation").glob("*.csv"))
PLACES = [
    ("document_id", "quote", "start", "end"),
    *((f"document_{x}", f"quote_{x}", f"start_{x}", f"end_{x}") for x in "ab"),
]


@cache
def text(document_id: str) -> str:
    with (ROOT / "examples" / f"{document_id}.txt").open(encoding="utf-8", newline="") as file:
        return file.read()


def misplaced(row: dict[str, str]) -> list[str]:
    places = [[row.get(name, "") for name in names] for names in PLACES]
    return [
        quote for document, quote, start, end in places if document and text(document)[int(start) : int(end)] != quote
    ]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_quote_stands_at_its_offsets(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert [quote for row in rows for quote in misplaced(row)] == []


def test_every_table_is_expected() -> None:
    assert len(TABLES) == 14
