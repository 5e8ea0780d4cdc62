"""Gold tables go through description, shapes, store, joins and export, and come back as they were.

Knows the shared gold; knows nothing of extraction.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from evigraph.graph.build import build
from evigraph.graph.export.tables import table_queries, write_tables
from evigraph.graph.store import LocalReader, open_store
from evigraph.ontology.terms import PREFIXES

from tests.acceptance.gold_records import SETS, SHARED, read_set, rows

if TYPE_CHECKING:
    from evigraph.graph.report import BuildReport

GOLD = SHARED / "gold"
if not GOLD.is_dir() and not os.environ.get("EVIGRAPH_CI"):
    pytest.skip("no gold tables in ../shared", allow_module_level=True)

CHAIN = (Path(__file__).parents[1] / "graph" / "chain.rq").read_text(encoding="utf-8")
PREFIX = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    folder = tmp_path_factory.mktemp("gold") / "store"
    return folder, build([extraction for name in SETS for extraction in read_set(name)], folder)


@pytest.fixture(scope="module")
def reader(built: tuple[Path, BuildReport]) -> LocalReader:
    return open_store(built[0])


def cells(reader: LocalReader, query: str) -> list[tuple[str, ...]]:
    return [tuple(row.values()) for row in reader.select(PREFIX + query).texts()]


@pytest.mark.parametrize("name", SETS)
def test_tables_of_a_set_score_full_marks(name: str, tmp_path: Path) -> None:
    build(read_set(name), tmp_path / "store")
    write_tables(open_store(tmp_path / "store").select, tmp_path / "tables")
    folders = ["--gold", GOLD / name, "--predicted", tmp_path / "tables", "--corpus", SHARED / "corpus"]
    command = [sys.executable, GOLD / "score_tables.py", *folders, "--json"]
    score = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert score["f1"] == 1.0
    assert (score["rows_exact"], score["spans_good"]) == (score["gold_rows"], score["spans_total"])


def test_tables_of_all_sets_are_the_gold_cell_by_cell(reader: LocalReader, tmp_path: Path) -> None:
    for path in (p for p in write_tables(reader.select, tmp_path) if p.stem != "audit"):
        with path.open(encoding="utf-8", newline="") as source:
            head, *exported = csv.reader(source)
        gold = [row for name in SETS for row in rows(name, path.stem)]
        assert head == list(gold[0])
        assert sorted(exported) == sorted(list(row.values()) for row in gold)


def test_every_gold_table_is_exported() -> None:
    names = {path.stem for name in SETS for path in (GOLD / name).glob("*.csv")} - {"audit"}
    assert names == set(table_queries()) - {"audit"}


def test_nothing_of_the_gold_is_withheld(built: tuple[Path, BuildReport]) -> None:
    assert [v for document in built[1].documents for v in document.violations] == []
    assert built[1].ok


def test_chain_answers_for_every_study(reader: LocalReader) -> None:
    studies = {row["study"] for name in SETS for row in rows(name, "studies")}
    assert {str(row["study"]) for row in reader.select(CHAIN).texts()} == studies


@pytest.mark.parametrize("name", SETS)
def test_guidance_is_based_on_the_overview_of_its_set(reader: LocalReader, name: str) -> None:
    query = f"SELECT ?o {{ ?g hta:documentId '{name}-guidance' ; hta:basedOn/hta:documentId ?o }}"
    assert cells(reader, query) == [(f"{name}-overview",)]


def test_statements_that_the_gold_calls_contradictory_do_not_agree(reader: LocalReader) -> None:
    """Every contradiction of summary and detail in a number or count is found, and no other restatement disagrees."""
    planted = set()
    for name in SETS:
        for row in rows(name, "audit"):
            if row["check"] == "summary-versus-detail":
                planted.add((row["document_a"], int(row["start_a"])))
    query = """SELECT ?document ?start ?end { ?r hta:agrees false ; hta:statedIn ?m .
      ?m oa:start ?start ; oa:end ?end ; hta:inDocument/hta:versionOf/hta:documentId ?document }"""
    found = [(document, range(int(start), int(end))) for document, start, end in cells(reader, query)]
    assert len(found) == len(planted)
    assert all(any(document == d and start in span for d, span in found) for document, start in planted)


def test_words_behind_a_number_of_patients_are_one_query(reader: LocalReader) -> None:
    query = """SELECT ?study ?quote ?n { ?s hta:population ?p ; rdfs:label ?study .
      ?a rdf:subject ?p ; hta:attribute "n_patients" ;
        rdf:object ?n ; hta:statedIn/oa:exact ?quote }"""
    found = cells(reader, query)
    assert len(found) >= len(SETS)
    assert all(n in quote for _, quote, n in found)
