"""The publisher kit as a new publisher uses it: one file, one build, one site.  Knows the commands alone."""

from __future__ import annotations

from pathlib import Path

import evigraph
import pytest
from evigraph.graph.store import open_store
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.publisher import Publisher, read_publisher
from evigraph.ui.cli import main

KIT = Path(__file__).parents[2] / "docs/publishers"
BASE = "https://appraisal.example.org/"


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("kit") / "store"
    report = KIT / "fjordland-appraisal.txt"
    assert evigraph.build(report, store=store, workers=1, publisher=KIT / "publisher.toml").ok
    return store


def test_names_and_ids_are_the_publishers(kit: Path) -> None:
    lines = b"".join(open_store(kit).nquads())
    assert f"<{BASE}id/doc/appraisal-12>".encode() in lines
    assert b"<https://w3id.org/hta-evidence/id/" not in lines


def test_next_build_and_exports_need_no_file(kit: Path) -> None:
    built = evigraph.build(KIT / "fjordland-appraisal.txt", store=kit, workers=1)
    assert [document.unchanged for document in built.report.documents] == [True]
    with evigraph.open(kit) as evidence:
        assert evidence.source().publisher.name == "Fjordland Council for Appraisal"
        assert evidence.counts()["Study"] > 1


def test_site_is_the_publishers(kit: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", "--store", str(kit), "--out", str(tmp_path / "site")]) == 0
    assert "5 of 5 stars" in capfd.readouterr().out
    assert (tmp_path / "site/id/doc/appraisal-12/index.html").is_file()
    assert "Fjordland Council" in (tmp_path / "site/index.html").read_text(encoding="utf-8")


def test_other_base_is_refused(kit: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text('name = "Other"\nbase = "https://other.example.org/"\n')
    before = list(open_store(kit).nquads())
    with pytest.raises(EvigraphError, match=r"base is https://other.example.org/, but the store was built for"):
        evigraph.build(KIT / "fjordland-appraisal.txt", store=kit, workers=1, publisher=other)
    with evigraph.open(kit) as evidence, pytest.raises(EvigraphError, match="but the store was built for"):
        evidence.publish(tmp_path / "site", publisher=other)
    assert not (tmp_path / "site").exists()
    assert list(open_store(kit).nquads()) == before


WRONG = {
    'name = "A"\nbase = "https://a.example/"\nlisence = "x"': "unknown key 'lisence'; did you mean 'licence'",
    'name = "A"': "base missing",
    'name = "A"\nbase = "https://a.example"': "base ends with a slash",
    'name = "A"\nbase = "a.example/"': "base is an http",
    'name = "A"\nbase = "https://a.example/#"': "without spaces, query or fragment",
    'name = "A"\nbase = "https://a.example/"\nlanguage = "English"': "language is a code",
    'name = "A"\nbase = "https://a.example/"\nidentifiers = ["("]': "no regular expression",
    'name = "A"\nbase = "https://a.example/"\nnaming = "x"': "naming is a table",
    'name = "A"\nbase = 1': "base is text in quotes",
    "name = ": "not a TOML file",
}


@pytest.mark.parametrize("content", WRONG)
def test_wrong_file_is_told_in_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "publisher.toml"
    path.write_text(content)
    with pytest.raises(EvigraphError, match=WRONG[content].replace("(", r"\(")) as caught:
        read_publisher(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_absent_profile_is_told(tmp_path: Path) -> None:
    path = tmp_path / "publisher.toml"
    path.write_text('name = "A"\nbase = "https://a.example/"\nprofile = "gone.toml"')
    with pytest.raises(EvigraphError, match=r"'gone.toml' is no \.toml file beside it"):
        evigraph.build(KIT / "fjordland-appraisal.txt", store=tmp_path / "store", publisher=path)
    assert not (tmp_path / "store").exists()


def test_every_key_of_the_example_is_a_field() -> None:
    assert read_publisher(KIT / "publisher.toml") != Publisher()
