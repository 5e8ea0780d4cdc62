"""Exports are what their formats' own readers take them for.  Knows formats; knows nothing of how they are made."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
from collections import Counter
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from csvw import TableGroup
from evigraph.graph.export.citations import bibtex, papers, ris
from evigraph.graph.export.columns import column
from evigraph.graph.export.kinds import KINDS, export
from evigraph.graph.export.tables import columns_of, table_queries
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.rdf import Literal, NamedNode, parse, sorted_nquads
from evigraph.ontology.terms import HTA, OA
from evigraph.ui.cli import main
from pyarrow import parquet

if TYPE_CHECKING:
    from evigraph.graph.export.source import Source

CRATES = Path(__file__).parents[2] / ".venv/crates/bin/python"


@pytest.fixture(scope="session")
def written(source: Source, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every kind of export, each in a folder of its name."""
    folder = tmp_path_factory.mktemp("exports")
    for kind in KINDS:
        assert all(path.is_file() for path in export(kind, source, folder / kind))
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("file", ["rdf/evigraph.nq", "trig/evigraph.trig", "jsonld/evigraph.jsonld"])
def test_file_read_back_is_the_same_graph(source: Source, written: Path, file: str) -> None:
    assert sorted_nquads(parse(path=written / file)) == b"".join(source.graph.nquads())


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"sqlite", "parquet"}))
def test_same_graph_is_the_same_bytes(source: Source, written: Path, tmp_path: Path, kind: str) -> None:
    for path in export(kind, source, tmp_path / kind):
        assert path.read_bytes() == (written / kind / path.name).read_bytes()


def test_every_column_is_described(source: Source) -> None:
    for table, query in table_queries().items():
        for name in columns_of(source.graph.select(query)):
            assert column(table, name).description


def test_csvw_reads_every_table(written: Path) -> None:
    group = TableGroup.from_file(written / "tables/csv-metadata.json")
    assert group.check_referential_integrity() in (None, True)
    read = {Path(table.url.string).stem: list(table) for table in group.tables}
    assert set(read) == set(table_queries())
    results = rows(written / "tables/results.csv")
    assert [r["value"] for r in read["results"]] == [Decimal(r["value"]) if r["value"] else None for r in results]
    assert read["studies"][0]["country"] == ["France"]


def test_csvw_refuses_a_table_that_breaks_its_description(written: Path, tmp_path: Path) -> None:
    for path in (written / "tables").iterdir():
        content = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(content.replace("2022-08-22", "22/08/2022"), encoding="utf-8")
    (searches,) = [t for t in TableGroup.from_file(tmp_path / "csv-metadata.json").tables if "searches" in str(t.url)]
    with pytest.raises(ValueError, match="22/08/2022"):
        list(searches.iterdicts(strict=True))


def test_sqlite_holds_the_numbers_of_the_tables(written: Path) -> None:
    with closing(sqlite3.connect(written / "sqlite/evigraph.sqlite")) as database:
        found = database.execute('SELECT study, value, n, "group" FROM results').fetchall()
    expected = rows(written / "tables/results.csv")
    assert [(s, v is None or float(v), n) for s, v, n, _ in found] == [
        (r["study"] or None, not r["value"] or float(r["value"]), int(r["n"]) if r["n"] else None) for r in expected
    ]


def test_parquet_holds_the_rows_of_the_tables(written: Path) -> None:
    for name in table_queries():
        table = parquet.read_table(written / f"parquet/{name}.parquet")
        assert table.num_rows == len(rows(written / f"tables/{name}.csv"))
    assert str(parquet.read_schema(written / "parquet/results.parquet").field("value").type) == "double"


def test_references_for_reference_managers(source: Source) -> None:
    found = papers(source)
    lines = list(ris(found))
    assert Counter(line[:6] for line in lines)["ER  - "] == len(found) == 6
    assert lines[lines.index("ID  - cazzato-2016-39-1491") + 1] == "AU  - Cazzato, RL"
    assert {"SP  - 1491", "EP  - 1498", "PY  - 2016"} <= set(lines)
    assert "  author = {Cazzato, RL and Garnon, J and Ramamurthy, N and others}," in list(bibtex(found))


def test_pico_names_population_intervention_and_outcome(written: Path) -> None:
    kinds = Counter(
        quad.object.value.rsplit("/", 1)[1]
        for quad in parse(path=written / "pico/pico.ttl")
        if isinstance(quad.object, NamedNode) and quad.predicate.value.endswith("#type")
    )
    assert kinds["PICO"] == kinds["Population"] == kinds["Intervention"] == 6
    assert kinds["Outcome"] > 6


def test_facts_hold_no_passage_of_a_document(source: Source, written: Path) -> None:
    quotes = [
        row["quote"] for name in ("recommendations", "statements") for row in rows(written / f"tables/{name}.csv")
    ]
    texts = {" ".join(quote.split()) for quote in quotes if len(quote.split()) > 12}
    facts = list(parse(path=written / "facts/evigraph-facts.nq"))
    told = {" ".join(quad.object.value.split()) for quad in facts if isinstance(quad.object, Literal)}
    assert texts
    assert not any(words in told or any(words in one for one in told if len(one) > len(words)) for words in texts)
    assert not {OA.exact, HTA.text} & {quad.predicate for quad in facts}
    assert len(facts) > 0.9 * sum(1 for _ in source.graph.nquads())


def test_crate_lists_every_file_with_its_checksum(written: Path) -> None:
    crate = json.loads((written / "rocrate/ro-crate-metadata.json").read_text(encoding="utf-8"))
    assert crate["@context"][0] == "https://w3id.org/ro/crate/1.1/context"
    graph = crate["@graph"]
    files = {entity["@id"] for entity in graph if entity["@type"] == "File"}
    assert files == {path.name for path in (written / "rocrate").iterdir()} - {"ro-crate-metadata.json"}
    (root,) = [entity for entity in graph if entity["@id"] == "./"]
    assert {part["@id"] for part in root["hasPart"]} == files
    assert root["datePublished"] == "2023-01-04"


def crate_findings(crate: Path) -> list[str]:
    """What the validator of RO-Crates finds; it lives in an environment of its own."""
    if not CRATES.is_file():
        assert "EVIGRAPH_CI" not in os.environ, "the validator of RO-Crates is missing"
        pytest.skip("needs the validator of RO-Crates: make clients")
    script = Path(__file__).with_name("crate_validator.py")
    found = subprocess.run([CRATES, script, crate], capture_output=True, text=True, timeout=300, check=False)
    assert "Traceback" not in found.stderr
    assert found.returncode == (1 if found.stdout else 0)
    return found.stdout.splitlines()


def test_crate_is_valid_by_the_validator_of_crates(written: Path) -> None:
    assert crate_findings(written / "rocrate") == []


def test_the_validator_of_crates_finds_what_is_missing(written: Path, tmp_path: Path) -> None:
    crate = json.loads((written / "rocrate/ro-crate-metadata.json").read_text(encoding="utf-8"))
    (root,) = [entity for entity in crate["@graph"] if entity["@id"] == "./"]
    del root["datePublished"]
    (tmp_path / "ro-crate-metadata.json").write_text(json.dumps(crate), encoding="utf-8")
    found = crate_findings(tmp_path)
    assert any("datePublished" in one for one in found)
    assert any("does not include the Data Entity 'evigraph.nq'" in one for one in found)


def test_folder_that_is_not_empty_is_refused(source: Source, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(EvigraphError, match="not an empty folder"):
        export("tables", source, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_export_that_fails_leaves_nothing(source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "evigraph.graph.export.typed.typed_tables", lambda _: (_ for _ in ()).throw(EvigraphError("gone"))
    )
    with pytest.raises(EvigraphError, match="gone"):
        export("sqlite", source, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_command_refuses_and_tells(store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "ris", "--out", str(tmp_path / "ris"), "--store", str(store)]) == 0
    assert main(["export", "ris", "--out", str(tmp_path / "ris"), "--store", str(store)]) == 1
    said = capfd.readouterr()
    assert said.out.split() == [str(tmp_path / "ris/references.ris"), str(tmp_path / "ris/references.bib")]
    assert "not an empty folder" in said.err
