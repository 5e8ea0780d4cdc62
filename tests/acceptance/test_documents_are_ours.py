"""The test documents share no wording with the corpus, and their tables have the contract's columns.

Knows the texts and the contract in ../shared; no extraction.
"""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest

from tests.acceptance.test_examples_are_ours import copied, runs

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
TEXTS = sorted((ROOT / "tests" / "documents").glob("*/*.txt"))
TABLES = sorted((ROOT / "tests" / "documents").glob("*/*.csv"))
PROVENANCE = ["document_id", "section", "quote", "start", "end"]
LISTED = re.compile(r"^## (\w+)\.csv[^\n]*\n`([^`]+)`", re.MULTILINE)


def shared(*parts: str) -> list[Path]:
    paths = sorted(SHARED.joinpath(*parts[:-1]).glob(parts[-1]))
    if not paths:
        (pytest.fail if os.environ.get("EVIGRAPH_CI") else pytest.skip)(f"no ../shared/{'/'.join(parts)}")
    return paths


def columns(listed: str, *, audit: bool) -> list[str]:
    own = [name.strip() for name in listed.split(",")]
    return own if audit else own + [name for name in PROVENANCE if name not in own]


@pytest.fixture(scope="module")
def published() -> frozenset[tuple[str, ...]]:
    return frozenset(run for path in shared("corpus", "*.txt") for run in runs(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def contract() -> dict[str, list[str]]:
    [path] = shared("contract", "tables.md")
    found = LISTED.findall(path.read_text(encoding="utf-8"))
    return {name: columns(listed, audit=name == "audit") for name, listed in found}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_run_of_ten_words_is_in_the_corpus(path: Path, published: frozenset[tuple[str, ...]]) -> None:
    assert copied(path.read_text(encoding="utf-8"), published) == []


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_table_has_the_columns_of_the_contract(path: Path, contract: dict[str, list[str]]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == contract[path.stem]
