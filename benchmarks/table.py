"""The tables of docs/performance.md from the results of benchmarks: `python -m benchmarks.table`.

Knows results and Markdown; knows nothing of how anything is measured.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from benchmarks.measuring import RESULTS, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PAGE = ROOT / "docs" / "performance.md"
VERDICTS = {True: "yes", False: "no", None: ""}


def write() -> None:
    """Put what was measured in the place of what stands between the marks of the page."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(RESULTS.glob("*.json"))]
    page = PAGE.read_text(encoding="utf-8")
    for mark, lines in (("targets", targets(found)), ("growth", growth(found))):
        block = f"<!-- {mark} -->\n{chr(10).join(lines)}\n<!-- end -->"
        page = re.sub(rf"<!-- {mark} -->.*?<!-- end -->", block.replace("\\", r"\\"), page, flags=re.DOTALL)
    PAGE.write_text(page, encoding="utf-8")


def targets(found: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Every figure that has a target."""
    yield "| what | measured | target | met |"
    yield "|---|---|---|---|"
    for result in found:
        for row in result["rows"]:
            if row["target"] != "-":
                note = f" ({row['note']})" if row["note"] else ""
                yield f"| {row['name']} | {row['measured']}{note} | {row['target']} | {VERDICTS[row['met']]} |"


def growth(found: Iterable[dict[str, Any]]) -> Iterator[str]:
    """What grows, a column for each number of documents."""
    sizes = sorted((result for result in found if "found" in result), key=lambda result: int(result["number"]))
    yield "| documents | " + " | ".join(f"{result['number']:,}" for result in sizes) + " |"
    yield "|---|" + "---|" * len(sizes)
    for name in sizes[0]["found"] if sizes else ():
        yield f"| {name} | " + " | ".join(result["found"][name] for result in sizes) + " |"


if __name__ == "__main__":
    write()
