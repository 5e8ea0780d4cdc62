"""Builds of a store folder: replacing, deriving, and surviving what goes wrong.

Knows store folders; knows nothing of how findings are described.
"""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from evigraph.graph import build as build_module
from evigraph.graph.build import build
from evigraph.graph.folder import StoreFolder
from evigraph.graph.store import open_store
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.rdf import RdfFormat, Store

from tests.graph.samples import GUIDANCE, OVERVIEW, guidance, overview

if TYPE_CHECKING:
    from evigraph.ontology.records import Extraction

ROOT = Path(__file__).parents[2]
PREFIX = "PREFIX hta: <https://w3id.org/hta-evidence/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "


def dump(folder: Path) -> bytes:
    return b"".join(open_store(folder).nquads())


def texts(folder: Path, query: str) -> list[tuple[str, ...]]:
    return [tuple(row.values()) for row in open_store(folder).select(PREFIX + query).texts()]


def revised() -> Extraction:
    return overview(f"A new first line.\n{OVERVIEW}")


def test_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        build([overview(), guidance()], tmp_path / name)
    assert dump(tmp_path / "one") == dump(tmp_path / "other")


def test_order_and_number_of_builds_do_not_matter(tmp_path: Path) -> None:
    build([overview(), guidance()], tmp_path / "together")
    for extraction in (guidance(), overview()):
        build([extraction], tmp_path / "apart")
    assert dump(tmp_path / "together") == dump(tmp_path / "apart")


def test_lines_of_a_dump_are_sorted(tmp_path: Path) -> None:
    build([overview()], tmp_path)
    lines = dump(tmp_path).splitlines()
    assert lines == sorted(set(lines))


def test_union_holds_each_triple_once(tmp_path: Path) -> None:
    build([overview(), overview(document_id="draft")], tmp_path)
    assert texts(tmp_path, "SELECT ?name { ?study a hta:Study ; rdfs:label ?name }") == [("Smith 2020",)]


def test_new_version_replaces_the_old_one(tmp_path: Path) -> None:
    build([overview(), guidance()], tmp_path / "store")
    report = build([revised()], tmp_path / "store")
    build([revised(), guidance()], tmp_path / "fresh")
    assert report.documents[0].replaced == overview().document.sha256
    assert dump(tmp_path / "store") == dump(tmp_path / "fresh")


def test_union_keeps_what_another_document_still_says(tmp_path: Path) -> None:
    build([overview(), overview(document_id="draft")], tmp_path)
    build([replace(overview(), findings=())], tmp_path)
    assert texts(tmp_path, "SELECT ?n { ?p a hta:Population ; hta:nPatients ?n }") == [("24",)]


def test_union_forgets_what_no_document_says_any_more(tmp_path: Path) -> None:
    build([overview()], tmp_path)
    build([replace(overview(), findings=())], tmp_path)
    assert texts(tmp_path, "SELECT ?n { ?p a hta:Population ; hta:nPatients ?n }") == []


def test_replaced_version_is_kept_as_sorted_quads(tmp_path: Path) -> None:
    build([overview()], tmp_path)
    build([revised()], tmp_path)
    kept = tmp_path / "history" / "sample-overview" / f"{overview().document.sha256}.nq"
    lines = kept.read_bytes().splitlines()
    assert lines == sorted(lines)
    old = Store()
    old.load(path=kept, format=RdfFormat.N_QUADS)
    assert len(old) == len(lines)


def test_unchanged_document_is_left_alone(tmp_path: Path) -> None:
    build([overview(), guidance()], tmp_path)
    before = dump(tmp_path)
    report = build([overview(), guidance()], tmp_path)
    assert [d.unchanged for d in report.documents] == [True, True]
    assert (report.joined, report.inferred) == (0, 0)
    assert dump(tmp_path) == before


def test_text_that_offsets_refer_to_is_kept(tmp_path: Path) -> None:
    build([overview()], tmp_path)
    assert open_store(tmp_path).text(overview().document.sha256) == OVERVIEW


def test_refused_document_leaves_its_old_version(tmp_path: Path) -> None:
    build([overview()], tmp_path)
    before = dump(tmp_path)
    bad = replace(revised(), description=replace(revised().description, kind="leaflet"))
    report = build([bad], tmp_path)
    assert report.documents[0].refused
    assert not report.ok
    assert dump(tmp_path) == before


def test_two_documents_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EvigraphError, match="sample-overview: two documents"):
        build([overview(), revised()], tmp_path)
    assert not StoreFolder(tmp_path).exists()


@pytest.mark.parametrize("first", ["overview", "guidance"])
def test_guidance_is_joined_whichever_is_built_first(tmp_path: Path, first: str) -> None:
    both = [overview(), guidance()]
    for extraction in both if first == "overview" else reversed(both):
        build([extraction], tmp_path)
    query = """SELECT ?overview ?study ?agrees ?canonical {
      ?g hta:basedOn/hta:documentId ?overview . GRAPH ?facts { ?g hta:documentId ?id . ?r a hta:OutcomeResult }
      ?r hta:study/rdfs:label ?study ; hta:agrees ?agrees ; hta:restates/hta:sd ?canonical }"""
    assert texts(tmp_path, query) == [("sample-overview", "Smith 2020", "true", "3.1")]


def test_guidance_is_joined_by_identifier_before_title(tmp_path: Path) -> None:
    named = overview(document_id="named", identifier="HTG1", procedure="Another name")
    build([overview(), named, guidance(identifier="HTG1")], tmp_path)
    query = "SELECT ?id ?rule { ?g hta:basedOn/hta:documentId ?id . ?a hta:attribute 'based_on' ; hta:rule ?rule }"
    assert texts(tmp_path, query) == [("named", "join.identifier")]


def test_joins_follow_their_source(tmp_path: Path) -> None:
    build([overview(), guidance()], tmp_path)
    build([overview(procedure="Something else")], tmp_path)
    assert texts(tmp_path, "SELECT ?o { ?g hta:basedOn ?o }") == []
    assert texts(tmp_path, "SELECT ?s { ?r hta:joinRule ?s }") == []


def test_hint_that_fits_two_studies_is_not_guessed(tmp_path: Path) -> None:
    found = overview()
    twin = replace(found.findings[0], study="Jones 2021", number=2, start=found.findings[0].start + 1)
    build([replace(found, findings=(*found.findings, twin)), guidance()], tmp_path)
    assert texts(tmp_path, "SELECT ?r { ?r hta:joinRule 'join.study.hint' }") == []


def test_same_study_in_a_later_overview_is_restated(tmp_path: Path) -> None:
    build([overview(), overview(document_id="update", date_prepared="2024-01")], tmp_path)
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?r hta:restates ?c } FILTER(CONTAINS(STR(?g), '/joins')) }"
    assert [graph.split("/")[-3] for (graph,) in texts(tmp_path, query)] == ["update"]


def test_inferred_concepts_are_reached_in_one_pattern(tmp_path: Path) -> None:
    build([overview()], tmp_path)
    query = "PREFIX htc: <https://w3id.org/hta-evidence/concept/> SELECT ?v { ?r hta:outcomeIn htc:pain ; hta:sd ?v }"
    assert sorted(texts(tmp_path, query)) == [("2.2",), ("3.1",)]
    assert texts(tmp_path, "SELECT ?l { ?s a hta:CaseSeries ; rdfs:label ?l }") == [("Smith 2020",)]


# ---- what goes wrong


@pytest.fixture
def built(tmp_path: Path) -> Path:
    build([overview()], tmp_path / "store")
    return tmp_path / "store"


def run(code: str, folder: Path) -> subprocess.Popen[str]:
    """A build in a process of its own."""
    head = "import sys; sys.path.insert(0, '.'); from pathlib import Path; from evigraph.graph import build as b\n"
    tail = "from tests.graph.samples import *; b.build([overview(document_id='other'), guidance()], Path(sys.argv[1]))"
    command = [sys.executable, "-c", f"{head}{code}\n{tail}", str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


STAGES = ["stored_version", "derive"]


@pytest.mark.parametrize("stage", STAGES)
def test_killed_build_leaves_the_old_generation(built: Path, stage: str) -> None:
    before = dump(built)
    code = f"import time; real = b.{stage}\ndef stop(*a): print('here', flush=True); time.sleep(60)\nb.{stage} = stop"
    process = run(code, built)
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert dump(built) == before
    build([guidance()], built)
    assert [path.name for path in StoreFolder(built).generations.iterdir() if path.suffix] == []


def test_second_build_at_the_same_time_is_refused(built: Path) -> None:
    with StoreFolder(built).lock(), pytest.raises(EvigraphError, match="another build is running"):
        build([guidance()], built)


def test_build_in_another_process_is_seen(built: Path) -> None:
    with StoreFolder(built).lock():
        _, shown = run("", built).communicate()
    assert "another build is running" in shown


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_disk_that_refuses_is_one_clear_line(built: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(built)

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(build_module, "derive", refuse)
    with pytest.raises(EvigraphError, match=os.strerror(number)) as said:
        build([guidance()], built)
    assert "\n" not in str(said.value)
    assert dump(built) == before
    assert [path for path in StoreFolder(built).generations.iterdir() if path.suffix] == []


def test_store_of_another_version_is_refused(built: Path) -> None:
    (built / "format").write_text("evigraph store 9\n", encoding="utf-8")
    for attempt in (lambda: build([guidance()], built), lambda: open_store(built)):
        with pytest.raises(EvigraphError, match="evigraph store 9"):
            attempt()


def test_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").touch()
    with pytest.raises(EvigraphError, match="not an evigraph store"):
        build([guidance()], tmp_path)


def test_absent_store_is_said(tmp_path: Path) -> None:
    with pytest.raises(EvigraphError, match="no evigraph store here"):
        open_store(tmp_path / "nothing")


def test_reader_keeps_its_generation_while_another_is_built(built: Path) -> None:
    reader = open_store(built)
    before = b"".join(reader.nquads())
    build([guidance()], built)
    assert b"".join(reader.nquads()) == before
    assert b"".join(open_store(built).nquads()) != before


def test_old_generations_are_swept_but_for_those_that_a_reader_may_hold(built: Path) -> None:
    for line in ("a", "b", "c"):
        build([guidance(f"{line}\n{GUIDANCE}")], built)
    assert sorted(path.name for path in StoreFolder(built).generations.iterdir()) == ["000002", "000003", "000004"]
