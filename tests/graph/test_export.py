"""Tables print what the source prints, and name their study.  Knows stores; knows nothing of documents' formats."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from evigraph.graph.build import build
from evigraph.graph.export.dump import nquads
from evigraph.graph.export.tables import table_csv, table_queries, tables, write_tables
from evigraph.graph.solutions import Solutions
from evigraph.graph.store import LocalReader, open_store
from evigraph.ontology.rdf import Literal, NamedNode, Quad, Store

from tests.graph.samples import guidance, overview

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> LocalReader:
    folder = tmp_path_factory.mktemp("export") / "store"
    build([guidance(), overview()], folder)
    return open_store(folder)


def rows(reader: LocalReader, name: str) -> list[dict[str, str]]:
    text = table_csv(reader.select(table_queries()[name]))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_numbers_keep_their_printed_digits(reader: LocalReader) -> None:
    assert [(r["value"], r["sd"], r["p_value"]) for r in rows(reader, "results")][1:4] == [
        ("7.0", "2.2", ""),
        ("4.20", "3.1", "0.02"),
        ("84.6", "", ""),
    ]


def test_result_that_a_rule_joined_shows_its_study(reader: LocalReader) -> None:
    (joined,) = [row for row in rows(reader, "results") if row["document_id"] == "sample-guidance"]
    assert joined["study"] == "Smith 2020"


def test_lists_stand_in_the_order_of_the_source(reader: LocalReader) -> None:
    assert [row["device"] for row in rows(reader, "studies")] == ["Freezer 2; Cooler 1"]


def test_rows_are_ordered_by_document_and_place(reader: LocalReader) -> None:
    places = [(row["document_id"], int(row["start"])) for row in rows(reader, "results")]
    assert places == sorted(places)


def test_every_row_quotes_its_document(reader: LocalReader) -> None:
    texts = {e.document.id: e.document.text for e in (overview(), guidance())}
    for name, text in tables(reader.select):
        ends = ("_a", "_b") if name == "audit" else ("",)
        for row in csv.DictReader(io.StringIO(text, newline="")):
            for end in ends:
                document = row["document_id" if not end else f"document{end}"]
                if document:
                    assert texts[document][int(row[f"start{end}"]) : int(row[f"end{end}"])] == row[f"quote{end}"]


def test_tables_are_written_with_plain_line_ends(reader: LocalReader, tmp_path: Path) -> None:
    written = write_tables(reader.select, tmp_path / "out")
    assert {path.stem for path in written} == set(table_queries())
    assert not any(b"\r" in path.read_bytes() for path in written)


def test_cell_with_quotes_commas_and_line_breaks_is_quoted() -> None:
    cells = ('a "b", c\nd', "doc", "0")
    solutions = Solutions(("text", "document_id", "start"), (tuple(map(Literal, cells)),))
    assert table_csv(solutions) == 'text,document_id,start\n"a ""b"", c\nd",doc,0\n'


def test_dump_is_sorted_however_little_memory_it_takes() -> None:
    store = Store()
    nodes = [NamedNode(f"https://example.org/{number}") for number in range(50)]
    store.extend(Quad(node, nodes[0], Literal("x"), nodes[number % 3]) for number, node in enumerate(nodes))
    store.add(Quad(nodes[0], nodes[0], nodes[0]))
    assert list(nquads(store, chunk=7)) == sorted(nquads(store))
    assert len(list(nquads(store))) == 50
