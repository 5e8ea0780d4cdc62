"""The expected tables of the documents in tests/documents, and the numbers that a text prints but no row holds.

Knows CSV, the texts and how such documents print numbers; knows nothing of extraction.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
DOCUMENTS = ROOT / "tests" / "documents"
TEXTS = sorted(DOCUMENTS.glob("*/*.txt"))
FINDINGS = ("studies", "results", "adverse_events", "patients")
OF_PATIENTS = {"follow-up issues", "study population issues"}  # statements whose numbers are results as well
PROVENANCE = {"document_id", "section", "quote", "start", "end"}

NUMBER = re.compile(r"(?<![A-Za-z\d.,·])(?:\d+(?:,\d{3})+|\d+(?:[.·]\d+)*|\.\d+)")
RUNNING_HEADER = re.compile(r"IP overview: .*|Page \d+ of \d+")
# Numbers that no cell holds: standard errors, the SD of a study's mean age, and counts of trials inside a review.
WITHOUT_A_CELL = re.compile(r"(?:\bSE|standard error) \d\S*|years \(SD \S+|\b\d+\s(?:of\sthe\s)?(?:RCTs?|trials?)\b")

Row = dict[str, str]


@cache
def text(document_id: str) -> str:
    """The text of a document, of the folder or of the bundled examples."""
    path = next(path for path in (*TEXTS, *(ROOT / "examples").glob("*.txt")) if path.stem == document_id)
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


@cache
def table(path: Path) -> list[Row]:
    """The rows of one CSV file, none where there is no file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def rows(folder: Path, *names: str) -> list[Row]:
    """The rows of the named tables, or of all tables but the audit."""
    paths = [folder / f"{name}.csv" for name in names] or [p for p in sorted(folder.glob("*.csv")) if p.stem != "audit"]
    return [row for path in paths for row in table(path)]


def printed(source: str) -> list[str]:
    """The numbers in the order of a text, with a decimal point and without signs."""
    found = (match.group().replace("·", ".") for match in NUMBER.finditer(source))
    return [f"0{number}" if number.startswith(".") else re.sub(r",(?=\d{3})", "", number) for number in found]


def numbers(row: Row) -> set[str]:
    """The numbers in the cells of a row, its provenance left out."""
    return {number for name, cell in row.items() if name not in PROVENANCE for number in printed(cell)}


def body(document_id: str, candidates: list[Row]) -> Iterator[tuple[str, int, str]]:
    """The lines with the heading above and their offset; headings themselves and running headers are left out."""
    headings = {row["section"] for row in candidates} - {""}
    heading, offset = "", 0
    for line in text(document_id).split("\n"):
        if line in headings:
            heading = line
        elif not RUNNING_HEADER.fullmatch(line):
            yield heading, offset, line
        offset += len(line) + 1


def names_and_sizes(folder: Path) -> set[str]:
    """What authors call a study by: its year and its size; and the number of men where that of women has a cell."""
    studies = rows(folder, "studies")
    men = {str(int(r["n_patients"]) - int(r["female_n"])) for r in studies if r["n_patients"] and r["female_n"]}
    years = {number for row in rows(folder, *FINDINGS) for number in printed(row["study"])}
    return men | years | {row[name] for row in studies for name in ("n_patients", "n_lesions")} - {""}


def covering(position: int, candidates: list[Row]) -> set[str]:
    """The numbers of the rows whose quote holds a position."""
    return {n for r in candidates if int(r["start"]) <= position < int(r["end"]) for n in numbers(r)}


def is_caption(line: str, offset: int, candidates: list[Row]) -> bool:
    """Whether a line is a caption or a head of columns: no row's quote, no list item and no sentence."""
    covered = any(int(row["start"]) < offset + len(line) and offset < int(row["end"]) for row in candidates)
    return not covered and not line.lstrip().startswith("- ") and not line.endswith(".")


def is_told_twice(row: Row) -> bool:
    """Whether a row holds a whole text, the numbers of which are to be in rows of their own."""
    return "recommendation_type" in row or row.get("topic") in OF_PATIENTS


def unread(folder: Path, document_id: str) -> list[str]:
    """The numbers of the evidence that no row holds, with their lines."""
    mine = [row for row in rows(folder) if row["document_id"] == document_id]
    evidence = {row["section"] for row in rows(folder, *FINDINGS) if row["document_id"] == document_id}
    plain = [{**row, "text": ""} if is_told_twice(row) else row for row in mine]
    missing = []
    for heading, offset, line in body(document_id, mine):
        below = [row for row in plain if row["section"] == heading] if is_caption(line, offset, plain) else []
        known = names_and_sizes(folder) | {number for row in below for number in numbers(row)}
        masked = WITHOUT_A_CELL.sub(lambda match: "_" * len(match.group()), line)
        missing += [
            f"{match.group()} in {line!r}"
            for match in NUMBER.finditer(masked if heading in evidence else "")
            if not {*printed(match.group())} <= known | covering(offset + match.start(), plain)
        ]
    return missing
