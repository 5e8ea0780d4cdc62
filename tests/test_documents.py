"""The expected tables of the test documents say what the texts say.  Knows the conventions of the tables; knows
nothing of extraction.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest

from tests.expected_tables import DOCUMENTS, TEXTS, printed, rows, text, unread

if TYPE_CHECKING:
    from pathlib import Path

    from tests.expected_tables import Row

EXAMPLE = DOCUMENTS / "cryoablation"
FOLDERS = sorted(path for path in DOCUMENTS.iterdir() if any(path.glob("*.csv")))
CONSTRUCTED = sorted({path.parent for path in TEXTS})
PLACES = [
    ("document_id", "quote", "start", "end"),
    *((f"document_{x}", f"quote_{x}", f"start_{x}", f"end_{x}") for x in "ab"),
]
WORDS = {
    "0": {"no", "none", "neither", "nor", "nobody", "without"},
    "1": {"one"},
    "2": {"two", "both", "twice"},
    "3": {"three"},
    "4": {"four"},
    "5": {"five"},
    "6": {"six"},
    "9": {"nine"},
    "11": {"eleven"},
    "22": {"twenty-two"},
}
EFFECTS = {"odds ratio", "hazard ratio", "risk ratio", "mean difference", "standardised mean difference"}
STATISTICS = EFFECTS | {"count", "mean", "mean change", "median", "p only", "percentage", "range", "rate", ""}
ROUNDING = 0.15  # some sources cut a decimal, or round so that categories add up to 100

per_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
per_constructed = pytest.mark.parametrize("folder", CONSTRUCTED, ids=lambda path: path.name)
per_text = pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)


def header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def misplaced(row: Row) -> list[str]:
    places = [[row.get(name, "") for name in names] for names in PLACES]
    return [q for document, q, start, end in places if document and text(document)[int(start) : int(end)] != q]


def stated(number: str, quote: str) -> bool:
    words = re.findall(r"[a-z-]+", quote.casefold())
    return number.lstrip("-") in printed(quote) or not WORDS.get(number, set()).isdisjoint(words)


def unstated(row: Row) -> list[str]:
    own = ("value", "n", "percent", "sd", "ci_low", "ci_high", "range_low", "range_high", "p_value")
    anywhere = set(printed(text(row["document_id"])))
    wrong = [row[name] for name in own if row.get(name) and not stated(row[name], row["quote"])]
    return wrong + [row[name] for name in ("denominator", "ci_level") if row.get(name) and row[name] not in anywhere]


def ordered(*cells: str) -> bool:
    present = [float(cell) for cell in cells if cell]
    return present == sorted(present)


def percentage_fits(row: Row, percentage: str) -> bool:
    if not (percentage and row["n"] and row["denominator"]):
        return True
    decimals = len(percentage.partition(".")[2])
    share = 100 * int(row["n"]) / int(row["denominator"])
    return abs(share - float(percentage)) <= max(0.5 * 10.0**-decimals, ROUNDING)


def inconsistent(row: Row) -> list[str]:
    """What is wrong within a row of results.csv, by name."""
    checks = {
        "statistic": row["statistic"] in STATISTICS,
        "percentage": percentage_fits(row, row["value"] if row["statistic"] == "percentage" else ""),
        "count": row["statistic"] != "count" or row["value"] == row["n"] != "",
        "whole": ordered(row["n"], row["denominator"]),
        "interval": ordered(row["ci_low"], row["value"], row["ci_high"]),
        "range": ordered(row["range_low"], row["value"], row["range_high"]),
        "range kind": bool(row["range_kind"]) == bool(row["range_low"]),
        "level": bool(row["ci_level"]) == bool(row["ci_low"]),
        "p": bool(row["p_value"]) == (row["p_operator"] not in ("", "ns")),
        "time": bool(row["time_value"]) == bool(row["time_unit"]),
    }
    return [name for name, holds in checks.items() if not holds]


def test_there_are_documents_beside_the_example() -> None:
    assert len(CONSTRUCTED) >= 10
    assert EXAMPLE in FOLDERS


@per_folder
def test_every_quote_stands_at_its_offsets(folder: Path) -> None:
    assert [quote for row in rows(folder) + rows(folder, "audit") for quote in misplaced(row)] == []


@per_folder
def test_headers_are_those_of_the_example(folder: Path) -> None:
    assert [path.name for path in folder.glob("*.csv") if header(path) != header(EXAMPLE / path.name)] == []


@per_folder
def test_the_cells_of_a_result_agree(folder: Path) -> None:
    assert [(row["quote"], wrong) for row in rows(folder, "results") if (wrong := inconsistent(row))] == []


@per_folder
def test_the_cells_of_an_event_agree(folder: Path) -> None:
    events = rows(folder, "adverse_events")
    assert [row["quote"] for row in events if not percentage_fits(row, row["percent"])] == []
    assert [row["quote"] for row in events if not ordered(row["n"], row["denominator"])] == []
    assert [row["quote"] for row in events if row["status"] == "none reported" and row["n"] not in ("", "0")] == []
    assert {row["status"] for row in events} <= {"reported", "none reported", "anecdotal", "theoretical"}


@per_constructed
def test_the_numbers_of_a_row_are_printed(folder: Path) -> None:
    events_and_results = rows(folder, "results", "adverse_events")
    assert [(row["quote"], wrong) for row in events_and_results if (wrong := unstated(row))] == []


@per_constructed
def test_a_row_stands_under_its_heading(folder: Path) -> None:
    placed = [row for row in rows(folder) if row["section"]]
    above = [text(row["document_id"])[: int(row["end"])].split("\n") for row in placed]
    assert [row["quote"] for row, lines in zip(placed, above, strict=True) if row["section"] not in lines] == []


@per_text
def test_every_number_of_the_evidence_is_in_a_row(path: Path) -> None:
    assert unread(path.parent, path.stem) == []


@per_text
def test_a_document_is_short_and_says_first_what_it_is(path: Path) -> None:
    lines = text(path.stem).split("\n")
    assert "not a NICE publication" in lines[0]
    assert "must not be used for clinical decisions" in lines[0]
    assert 40 <= len(lines) - 1 <= 120
    assert [row["document_id"] for row in rows(path.parent, "documents")].count(path.stem) == 1
    assert (path.parent / "README.md").exists()
