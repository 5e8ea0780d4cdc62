"""Builds from sources: what is read again and what is not, and what a list of documents says of each."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import evigraph
import pytest
from evigraph.ontology.errors import EvigraphError, UsageError
from evigraph.ui import building, journal

if TYPE_CHECKING:
    from evigraph.ontology.records import Extraction, SourceDocument
    from evigraph.ui.building import Build

ROOT = Path(__file__).parents[2]
GUIDANCE = ROOT / "examples" / "cryoablation-guidance.txt"
PUBLISHER = ROOT / "docs" / "publishers" / "fjordland.toml"
APPRAISAL = ROOT / "docs" / "publishers" / "fjordland-appraisal.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = tmp_path / "documents"
    documents.mkdir()
    shutil.copy(GUIDANCE, documents)
    shutil.copy(APPRAISAL, documents)
    assert evigraph.build(documents, store=tmp_path / "store", workers=1).ok
    return documents


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that were read, as they are read."""
    seen, real = [], building.extract

    def extract(source: SourceDocument, *, publisher: str = "") -> Extraction:
        seen.append(source.id)
        return real(source, publisher=publisher)

    monkeypatch.setattr(building, "extract", extract)
    return seen


def rebuilt(folder: Path, **options: str) -> Build:
    return evigraph.build(folder, store=folder.parent / "store", workers=1, **options)


def dump(folder: Path) -> bytes:
    with evigraph.open(folder.parent / "store") as evidence:
        return b"".join(evidence.nquads())


def test_unchanged_document_is_not_read_again(folder: Path, reads: list[str]) -> None:
    before = dump(folder)
    report = rebuilt(folder).report
    assert [(document.unchanged, document.quads > 0) for document in report.documents] == [(True, True)] * 2
    assert dump(folder) == before
    assert reads == []


def test_changed_document_is_read_alone(folder: Path, reads: list[str]) -> None:
    path = folder / GUIDANCE.name
    path.write_text(path.read_text(encoding="utf-8").replace("4 January", "5 January"), encoding="utf-8")
    assert [document.unchanged for document in rebuilt(folder).report.documents] == [False, True]
    assert all(document.unchanged for document in rebuilt(folder).report.documents)
    assert reads == [GUIDANCE.stem]


def test_processes_are_started_for_what_is_new_alone(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, real = [], building.processes
    monkeypatch.setattr(building, "processes", lambda number: started.append(number) or real(number))
    assert evigraph.build(folder, store=tmp_path / "store", workers=4).ok
    shutil.copy(GUIDANCE, folder / "another.txt")
    built = evigraph.build(folder, store=tmp_path / "store", workers=4)
    assert started == [0, 1]
    assert [d.id for d in built.report.documents] == ["another", "cryoablation-guidance", "fjordland-appraisal"]


def test_other_profile_or_program_reads_all_again(
    folder: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuilt(folder, publisher=str(PUBLISHER))
    assert len(reads) == 2
    monkeypatch.setattr(building, "program", lambda: "another one")
    rebuilt(folder, publisher=str(PUBLISHER))
    assert len(reads) == 4


@pytest.mark.parametrize("content", ["", "[]", '{"a": 1}', '{"a": [1]}', "\x00"])
def test_journal_that_cannot_be_understood_is_no_obstacle(folder: Path, reads: list[str], content: str) -> None:
    (folder.parent / "store" / journal.NAME).write_text(content, encoding="utf-8")
    assert rebuilt(folder).ok
    assert len(reads) == 2


def test_document_that_the_store_lost_is_read_again(folder: Path, tmp_path: Path) -> None:
    assert evigraph.build(APPRAISAL, store=tmp_path / "other", workers=1).ok
    shutil.copy(folder.parent / "store" / journal.NAME, tmp_path / "other" / journal.NAME)
    report = evigraph.build(folder, store=tmp_path / "other", workers=1).report
    assert [document.unchanged for document in report.documents] == [False, True]


def test_list_reads_each_document_by_its_publisher(tmp_path: Path) -> None:
    lines = f"source,document_id,publisher\n{GUIDANCE},,\n{APPRAISAL},appraisal-14,{PUBLISHER}\n"
    (tmp_path / "documents.csv").write_text(lines, encoding="utf-8")
    built = evigraph.build(tmp_path / "documents.csv", store=tmp_path / "store", workers=2)
    assert built.ok
    assert [document.id for document in built.report.documents] == ["cryoablation-guidance", "appraisal-14"]


def test_profile_that_is_none_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        evigraph.build(GUIDANCE, store=tmp_path / "store", publisher=tmp_path / "none.toml")
    assert not (tmp_path / "store").exists()


def test_all_refused_leaves_no_store(tmp_path: Path) -> None:
    (tmp_path / "poem.txt").write_text("Shall I compare thee to a summer's day?", encoding="utf-8")
    built = evigraph.build(tmp_path / "poem.txt", store=tmp_path / "store", workers=1)
    assert [refusal.source for refusal in built.refusals] == [str(tmp_path / "poem.txt")]
    with pytest.raises(EvigraphError):
        evigraph.open(tmp_path / "store")
