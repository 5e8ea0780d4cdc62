"""Measure every column of the evidence tables on the annotated documents beside the repository, for the page.

    python -m benchmarks.accuracy

Needs ../shared (gold tables, their documents and the scorer).  Writes ui/pages/accuracy.csv, figures alone: for each
table as a whole (no field named) and for each of its fields the number of annotated cells, and the share of agreeing
cells among those that were read (precision) and among those that were annotated (recall).
"""

from __future__ import annotations

import csv
import importlib.util
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import evigraph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
OUT = ROOT / "ui" / "pages" / "accuracy.csv"
#: The table that is judged by other means: the audit's own tests.
LEFT_OUT = "audit"


def main() -> int:
    """Measure, and return 0, or 2 where there is nothing to measure against."""
    gold = [path for path in sorted((SHARED / "gold").glob("*")) if (path / "results.csv").is_file()]
    if not gold:
        print(f"{SHARED}: no annotated documents there", file=sys.stderr)
        return 2
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for folder in gold:
        for table, field, found in counted(folder):
            counts[table, field][found] += 1
            counts[table, ""][found] += 1
    rows = [line(*place, counts[place]) for place in sorted(counts)]
    with OUT.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in rows if row["n"])
    print(OUT.read_text(encoding="utf-8"))
    return 0


def counted(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Each cell of the documents of a folder of gold tables, under its table and field: `gold`, `read`, `agreeing`."""
    rules = scorer()
    with tempfile.TemporaryDirectory() as made:
        documents = sorted((SHARED / "corpus").glob(f"{folder.name}-*.txt"))
        evigraph.build(*documents, store=f"{made}/store", workers=1)
        with evigraph.open(f"{made}/store") as evidence:
            evidence.write_tables(f"{made}/tables")
        for path in sorted(folder.glob("*.csv")):
            if path.stem != LEFT_OUT:
                read = rules.read(Path(made) / "tables" / path.name)
                yield from ((path.stem, *cell) for cell in compared(rules, rules.read(path), read))


def compared(rules: ModuleType, gold: list[dict[str, str]], read: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Every cell of a table by its field."""
    fields = [field for field in (gold or read or [{}])[0] if field not in rules.PROVENANCE]
    for rows, found in ((gold, "gold"), (read, "read")):
        yield from ((field, found) for row in rows for field in rules.cells(row, fields))
    for i, j in rules.pair(gold, read, fields):
        both = set(rules.cells(gold[i], fields)) & set(rules.cells(read[j], fields))
        yield from ((field, "agreeing") for field in both if rules.agree(field, gold[i][field], read[j][field]))


def scorer() -> ModuleType:
    """The scorer of the gold tables: which rows pair, and which cells agree."""
    spec = importlib.util.spec_from_file_location("score_tables", SHARED / "gold" / "score_tables.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def line(table: str, field: str, counts: Counter[str]) -> dict[str, object]:
    """A row of the page's table."""
    precision = counts["agreeing"] / max(counts["read"], 1)
    recall = counts["agreeing"] / max(counts["gold"], 1)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    share = {"precision": f"{precision:.3f}", "recall": f"{recall:.3f}", "F1": f"{f1:.3f}"}
    return {"table": table.replace("_", " "), "field": field.replace("_", " "), "n": counts["gold"], **share}


if __name__ == "__main__":
    raise SystemExit(main())
