"""Measure every evidence table on the annotated documents beside the repository, and keep it for the page.

    python -m benchmarks.accuracy

Needs ../shared (gold tables, their documents and the scorer).  Writes ui/pages/accuracy.csv: cells that agree, of all
that were read (precision) and of all that were annotated (recall).
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import evigraph

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
OUT = ROOT / "ui" / "pages" / "accuracy.csv"
COUNTS = ("gold_rows", "agreeing", "gold_cells", "predicted_cells")


def main() -> int:
    """Measure, and return 0, or 2 where there is nothing to measure against."""
    gold = [path for path in sorted((SHARED / "gold").glob("*")) if (path / "results.csv").is_file()]
    if not gold:
        print(f"{SHARED}: no annotated documents there", file=sys.stderr)
        return 2
    totals: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for folder in gold:
        for table in scored(folder):
            for name in COUNTS:
                totals[str(table["table"])][name] += int(table[name])
    rows = [line(name, counts) for name, counts in sorted(totals.items())]
    with OUT.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(OUT.read_text(encoding="utf-8"))
    return 0


def scored(folder: Path) -> list[dict[str, Any]]:
    """The scores of the documents that one folder of gold tables is about, table by table."""
    with tempfile.TemporaryDirectory() as made:
        documents = sorted((SHARED / "corpus").glob(f"{folder.name}-*.txt"))
        evigraph.build(*documents, store=f"{made}/store", workers=1)
        with evigraph.open(f"{made}/store") as evidence:
            evidence.write_tables(f"{made}/tables")
        command = [sys.executable, SHARED / "gold" / "score_tables.py", "--json", "--gold", folder]
        command += ["--predicted", f"{made}/tables"]
        told = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout
    tables: list[dict[str, Any]] = json.loads(told)["tables"]
    return tables


def line(table: str, counts: dict[str, int]) -> dict[str, object]:
    """A row of the page's table."""
    precision = counts["agreeing"] / max(counts["predicted_cells"], 1)
    recall = counts["agreeing"] / max(counts["gold_cells"], 1)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    share = {"precision": f"{precision:.3f}", "recall": f"{recall:.3f}", "F1": f"{f1:.3f}"}
    return {"table": table.replace("_", " "), "n": counts["gold_rows"], **share}


if __name__ == "__main__":
    raise SystemExit(main())
