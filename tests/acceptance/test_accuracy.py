"""What is read of annotated documents agrees with what a careful reader finds in them, from file to exported table.

Knows the shared gold with its scorer, and the test documents; the bounds are those that hold, rounded down.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import evigraph
import pytest

from tests.expected_tables import DOCUMENTS

SHARED = Path(__file__).parents[3] / "shared"
GOLD = SHARED / "gold"
if not GOLD.is_dir() and not os.environ.get("EVIGRAPH_CI"):
    pytest.skip("no gold tables in ../shared", allow_module_level=True)

#: The least F1 of each set of documents over all tables but the audit.
SETS = {"htg652": 0.972, "dev-a": 0.969, "dev-b": 0.969}
#: The same of the test documents on average, and of the worst one.
MEAN, WORST = 0.949, 0.875
OWN = {path.stem: path.parent for path in sorted(DOCUMENTS.glob("*/*.txt"))}


def exported(documents: list[Path], made: Path) -> Path:
    """The tables of some documents in a folder."""
    evigraph.build(*documents, store=str(made / "store"), workers=1)
    with evigraph.open(str(made / "store")) as evidence:
        evidence.write_tables(str(made / "tables"))
    return made / "tables"


def score(gold: Path, tables: Path, corpus: Path) -> dict[str, Any]:
    """The scorer's figures, over all tables but the audit."""
    folders = ["--gold", gold, "--predicted", tables, "--corpus", corpus]
    command = [sys.executable, GOLD / "score_tables.py", *folders, "--json"]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found


def by_folder(tables: Path, made: Path) -> dict[Path, Path]:
    """The tables of all test documents as tables of each folder's documents: the folder, and where its tables are."""
    for path in sorted(tables.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        at, mine = head.index("document_id") if "document_id" in head else 0, defaultdict(list)
        for row in rows:
            mine[OWN.get(row[at])].append(row)
        for folder in {*OWN.values()}:
            target = made / folder.name / path.name
            target.parent.mkdir(exist_ok=True)
            with target.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([head, *mine[folder]])
    return {folder: made / folder.name for folder in {*OWN.values()}}


@pytest.mark.parametrize("name", SETS)
def test_shared_documents(name: str, tmp_path: Path) -> None:
    corpus = SHARED / "corpus"
    found = score(GOLD / name, exported(sorted(corpus.glob(f"{name}-*.txt")), tmp_path), corpus)
    assert found["f1"] >= SETS[name]
    assert found["spans_good"] == found["spans_total"] > 300


def test_own_documents(tmp_path: Path) -> None:
    tables = exported([folder / f"{name}.txt" for name, folder in OWN.items()], tmp_path)
    found = {folder.name: score(folder, made, folder) for folder, made in by_folder(tables, tmp_path).items()}
    assert all(s["spans_good"] == s["spans_total"] for s in found.values())
    f1 = {name: s["f1"] for name, s in found.items()}
    assert sum(f1.values()) / len(f1) >= MEAN, f1
    assert min(f1.values()) >= WORST, f1
