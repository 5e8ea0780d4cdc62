"""The audit against careful reading of the corpus, and against numbers that are changed on purpose."""

from __future__ import annotations

import csv
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from evigraph.graph.audit.finding import Severity

from tests.acceptance.mutations import Documents, read_set, sampled

if TYPE_CHECKING:
    from evigraph.graph.audit.stored import AuditFinding

SHARED = Path(__file__).parents[3] / "shared"
SETS = ("htg652", "dev-a", "dev-b")
RECALL, PRECISION = 0.95, 0.95
#: Changes of the sample, how many must be found, and the seed; `python -m benchmarks.audit --mutations` tries 200.
CHANGES, FOUND, SEED = 6, 5, 11
PROVED = (Severity.CONTRADICTION, Severity.ARITHMETIC)


@pytest.fixture(autouse=True)
def _corpus() -> None:
    if not (SHARED / "corpus").is_dir():
        if os.environ.get("EVIGRAPH_CI"):
            pytest.fail("../shared is needed here")
        pytest.skip("needs ../shared, which is not part of the repository")


@cache
def documents(name: str) -> Documents:
    return read_set(SHARED / "corpus", name)


Places = list[tuple[str, int, int]]


def gold(name: str) -> list[tuple[dict[str, str], Places]]:
    with (SHARED / "gold" / name / "audit.csv").open(encoding="utf-8", newline="") as source:
        return [
            (row, [_place(row, side) for side in "ab" if row[f"document_{side}"]]) for row in csv.DictReader(source)
        ]


def _place(row: dict[str, str], side: str) -> tuple[str, int, int]:
    return row[f"document_{side}"], int(row[f"start_{side}"]), int(row[f"end_{side}"])


def places(finding: AuditFinding) -> Places:
    return [(q.document_id, q.start, q.end) for q in (finding.a, finding.b) if q]


def touch(one: Places, other: Places) -> bool:
    return any(a[0] == b[0] and a[1] < b[2] and b[1] < a[2] for a in one for b in other)


@pytest.mark.parametrize("name", SETS)
def test_what_careful_reading_found_is_found(name: str) -> None:
    found = documents(name).findings
    listed = gold(name)
    missed = [row["message"] for row, at in listed if not any(touch(at, places(f)) for f in found)]
    assert len(missed) <= (1 - RECALL) * len(listed), missed


@pytest.mark.parametrize("name", SETS)
def test_contradictions_and_arithmetic_are_right(name: str) -> None:
    proved = [f for f in documents(name).findings if f.severity in PROVED]
    known = [at for _, at in gold(name)]
    wrong = [f.message for f in proved if not any(touch(at, places(f)) for at in known)]
    assert len(wrong) <= (1 - PRECISION) * len(proved), wrong


@pytest.mark.parametrize("name", SETS)
def test_every_finding_quotes_its_documents(name: str) -> None:
    texts = documents(name).texts()
    quoted = [q for f in documents(name).findings for q in (f.a, f.b) if q]
    assert all(texts[q.document_id][q.start : q.end] == q.quote for q in quoted)


def test_changed_numbers_are_found_and_nothing_else_is() -> None:
    every = [documents(name) for name in SETS]
    noticed = [together.noticed(change) for together, change in sampled(every, CHANGES, SEED)]
    assert len(noticed) == CHANGES
    assert sum(n.found for n in noticed) >= FOUND, [n.change for n in noticed if not n.found]
    assert [n.elsewhere for n in noticed if n.elsewhere] == []
