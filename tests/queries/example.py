"""A store of the bundled example, made from the facts that a careful reader finds in it.

Knows the tables of tests/documents; needs no extraction.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from evigraph.graph.build import build
from evigraph.graph.store import LocalReader
from evigraph.ontology import records
from evigraph.ontology.records import Extraction, Finding, SourceDocument

from tests.acceptance import gold_records

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT / "tests" / "documents" / "cryoablation"
DOCUMENTS = ("cryoablation-overview", "cryoablation-guidance")


def rows(table: str) -> list[dict[str, str]]:
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def extraction(document_id: str) -> Extraction:
    text = (ROOT / "examples" / f"{document_id}.txt").read_bytes().decode()
    document = SourceDocument(document_id, text)
    findings: list[Finding] = []
    for table in gold_records.TABLES:
        listed = [row for row in rows(table) if row["document_id"] == document_id]
        findings += (gold_records.finding(table, row, document) for row in listed)
    description = next(f for f in findings if isinstance(f, records.DocumentDescription))
    findings.remove(description)
    findings += gold_records.arms(findings)
    return Extraction(document, description, tuple(gold_records.hinted(findings, document)), profile="example")


def example_store(folder: Path) -> Path:
    build((extraction(document_id) for document_id in DOCUMENTS), folder)
    return folder


@cache
def example_reader() -> LocalReader:
    """The example store, built once in a process."""
    return LocalReader(example_store(Path(mkdtemp(prefix="evigraph-example-")) / "store"))
