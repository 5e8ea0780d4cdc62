"""Builds from sources: what is read again and what is not, and what a list of documents says of each."""

from __future__ import annotations

import shutil
from pathlib import Path

import evigraph
import pytest
from evigraph.ontology.errors import EvigraphError, UsageError
from evigraph.ui import building, journal

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


def rebuilt(folder: Path, **options: str) -> list[bool]:
    """Which documents a second build left unread."""
    report = evigraph.build(folder, store=folder.parent / "store", workers=1, **options).report
    return [document.unchanged for document in report.documents]


def dump(folder: Path) -> bytes:
    with evigraph.open(folder.parent / "store") as evidence:
        return b"".join(evidence.nquads())


def test_unchanged_document_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(folder)
    monkeypatch.setattr(building, "extract", lambda *_, **__: pytest.fail("it was read"))
    assert rebuilt(folder) == [True, True]
    assert dump(folder) == before


def test_changed_document_is_read_alone(folder: Path) -> None:
    path = folder / GUIDANCE.name
    path.write_text(path.read_text(encoding="utf-8").replace("4 January", "5 January"), encoding="utf-8")
    assert rebuilt(folder) == [False, True]
    assert rebuilt(folder) == [True, True]


def test_other_program_or_profile_reads_all_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rebuilt(folder, publisher=str(PUBLISHER)) == [False, False]
    monkeypatch.setattr(journal, "program", lambda: "another one")
    assert not any(rebuilt(folder, publisher=str(PUBLISHER)))


@pytest.mark.parametrize("content", ["", "[]", '{"a": 1}', '{"a": [1]}', "\x00"])
def test_journal_that_cannot_be_understood_is_no_obstacle(folder: Path, content: str) -> None:
    (folder.parent / "store" / journal.NAME).write_text(content, encoding="utf-8")
    assert not any(
        document.refused for document in evigraph.build(folder, store=folder.parent / "store").report.documents
    )


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
