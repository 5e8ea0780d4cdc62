"""Commands as users call them: what they print, and how they end.  Knows the contract's exit codes."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import evigraph
import pytest
from evigraph.ui.cli import COMMANDS, main

EXAMPLES = Path(__file__).parents[2] / "examples"
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d && ?d != ?g) }"

COUNTED = """SELECT (STRAFTER(STR(?type), "/ns#") AS ?class) (COUNT(?thing) AS ?number) WHERE {
  ?thing a ?type FILTER(STRSTARTS(STR(?type), STR(hta:)))
} GROUP BY ?type ORDER BY DESC(?number) ?type"""


class Said:
    """What a call wrote, and its exit code."""

    def __init__(self, capfd: pytest.CaptureFixture[str], *arguments: object) -> None:
        self.code = main([str(argument) for argument in arguments])
        self.out, self.err = capfd.readouterr()

    def one_line(self) -> str:
        (line,) = self.err.splitlines()
        assert line.startswith("evigraph")
        return line


def test_every_command_has_help_with_an_example(capfd: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        said = capfd.readouterr().out
        assert ended.value.code == 0
        assert f"example:\n  evigraph {command}" in said


def test_every_command_that_ships_is_listed() -> None:
    shipped = {path.stem for path in (Path(__file__).parents[2] / "ui/commands").glob("*.py")}
    assert shipped - {"__init__", "options"} == set(COMMANDS)


@pytest.mark.parametrize(
    "wrong",
    [["nonsense"], [], ["build"], ["query"], ["query", "-e", "ASK {}", "file.rq"], ["build", "x", "--workers", "0"]],
)
def test_wrong_use_ends_with_2(capfd: pytest.CaptureFixture[str], wrong: list[str]) -> None:
    assert Said(capfd, *wrong).code == 2


def test_build_info_export_and_concepts(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "store"
    built = Said(capfd, "build", EXAMPLES, "--store", store, "--workers", 1)
    assert (built.code, built.err) == (0, "")
    assert "2 of 2 documents" in built.out
    assert "unchanged" in Said(capfd, "build", EXAMPLES, "--store", store, "--workers", 1).out
    info = json.loads(Said(capfd, "info", "--json", "--store", store).out)
    assert [document["kind"] for document in info["documents"]] == ["guidance", "overview"]
    assert info["counts"]["Study"] == 6
    with evigraph.open(store) as evidence:
        counted = [(row["class"], int(row["number"])) for row in evidence.query(COUNTED).texts()]
    assert list(info["counts"].items()) == counted
    exported = Said(capfd, "export", "tables", "--out", tmp_path / "tables", "--store", store).out.split()
    assert f"{tmp_path}/tables/results.csv" in exported
    assert "htc:pain-intensity" in Said(capfd, "concepts", "--store", store).out
    assert "(unreviewed)" in Said(capfd, "concepts", "--unreviewed", "--store", store).out


def test_two_builds_give_the_same_bytes(store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other"
    assert Said(capfd, "build", *sorted(EXAMPLES.glob("*.txt")), "--store", other, "--workers", 2).code == 0
    for made, folder in ((store, "a"), (other, "b")):
        assert Said(capfd, "export", "rdf", "--out", tmp_path / folder, "--store", made).code == 0
    dumps = [(tmp_path / folder / "evigraph.nq").read_bytes() for folder in "ab"]
    assert dumps[0] == dumps[1]


def test_bad_source_is_refused_and_the_others_are_built(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evigraph.ui.progress.EVERY", math.inf)  # a busy machine would tell how far it has come
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00\x01")
    poem = tmp_path / "poem.txt"
    poem.write_text("Shall I compare thee to a summer's day?\n")
    built = Said(capfd, "build", EXAMPLES, bad, poem, "--store", tmp_path / "store", "--workers", 2)
    assert (built.code, len(built.err.splitlines())) == (1, 2)
    assert "zero byte" in built.err
    assert "no study, result or recommendation found" in built.err
    assert "2 of 4 documents" in built.out


def test_missing_source_leaves_no_store(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    said = Said(capfd, "build", "nowhere.txt", "--store", tmp_path / "store")
    assert (said.code, (tmp_path / "store").exists()) == (1, False)
    assert "nowhere.txt: no such file" in said.one_line()


def test_query_in_every_form(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    studies = "SELECT ?study WHERE { ?s a hta:Study ; rdfs:label ?study } ORDER BY ?study LIMIT 2"
    assert Said(capfd, "query", "-e", studies, "--store", store).out.splitlines()[2] == "Calixte 2019"
    assert Said(capfd, "query", "-e", studies, "--format", "csv", "--store", store).out.split()[:2] == [
        "study",
        "Calixte",
    ]
    assert Said(capfd, "query", "-e", "ASK {}", "--store", store).out == "yes\n"
    made = Said(capfd, "query", "-e", "CONSTRUCT { ?s a hta:Study } WHERE { ?s a hta:Study }", "--store", store)
    assert "a hta:Study" in made.out


def test_query_from_a_file(store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "q.rq"
    path.write_text("ASK {}", encoding="utf-8")
    assert Said(capfd, "query", path, "--store", store).out == "yes\n"
    assert "No such file" in Said(capfd, "query", tmp_path / "none.rq", "--store", store).one_line()


def test_query_that_does_not_parse_tells_where(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    said = Said(capfd, "query", "-e", "SELECT * WHERE { ?s ?p", "--store", store)
    assert said.code == 1
    assert "does not parse: error at 1:" in said.one_line()


def test_runaway_query_is_one_line(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    said = Said(capfd, "query", "-e", RUNAWAY, "--timeout", 3, "--store", store)
    assert said.code == 1
    assert "longer than 3 s" in said.one_line()


def test_absent_store_and_store_of_another_version(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert "evigraph build SOURCE" in Said(capfd, "info", "--store", tmp_path / "none").one_line()
    (tmp_path / "old").mkdir()
    (tmp_path / "old/format").write_text("evigraph store 0\n")
    said = Said(capfd, "query", "-e", "ASK {}", "--store", tmp_path / "old")
    assert said.code == 1
    assert "build it anew" in said.one_line()


def test_backup_and_restore(store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file, restored = tmp_path / "backup.tar.gz", tmp_path / "restored"
    assert Said(capfd, "backup", file, "--store", store).code == 0
    assert Said(capfd, "restore", file, "--store", restored).code == 0
    told = [Said(capfd, "info", "--store", made).out.splitlines()[1:] for made in (store, restored)]
    assert told[0] == told[1]
    assert Said(capfd, "build", EXAMPLES, "--store", restored, "--workers", 1).code == 0
    assert "not empty" in Said(capfd, "restore", file, "--store", restored).one_line()


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08\x00broken"])
def test_file_that_is_no_backup_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str], content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    said = Said(capfd, "restore", tmp_path / "file", "--store", tmp_path / "store")
    assert (said.code, (tmp_path / "store").exists()) == (1, False)
    assert "no backup that can be read" in said.one_line()


def test_read_tells_and_explains(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    said = Said(capfd, "read", EXAMPLES / "cryoablation-overview.txt", "--explain", page)
    assert said.code == 0
    assert "Study study=Yoon 2016" in said.out
    assert '<mark class="Result"' in page.read_text(encoding="utf-8")


def test_validate_reports_by_message(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text("@prefix hta: <https://w3id.org/hta-evidence/ns#> . <x:r> a hta:OutcomeResult .")
    said = Said(capfd, "validate", path)
    assert said.code == 1
    assert "Violation: A result is of one outcome. 1 times: x:r" in said.out
    path.write_text("no RDF")
    assert "cannot be read as RDF" in Said(capfd, "validate", path).one_line()


def test_port_that_is_taken_is_one_line(store: Path, server: str, capfd: pytest.CaptureFixture[str]) -> None:
    port = server.rstrip("/").rpartition(":")[2]
    said = Said(capfd, "serve", "--port", port, "--store", store)
    assert (said.code, "give another --host or --port" in said.one_line()) == (1, True)


def test_debug_shows_where_an_error_comes_from(tmp_path: Path) -> None:
    from evigraph.ontology.errors import EvigraphError

    with pytest.raises(EvigraphError):
        main(["info", "--debug", "--store", str(tmp_path / "none")])


@pytest.mark.parametrize("module", ["query", "info", "export", "backup", "concepts"])
def test_short_commands_import_no_heavy_library(module: str) -> None:
    code = f"import sys, evigraph.ui.cli, evigraph.ui.commands.{module}; print(sorted(HEAVY & set(sys.modules)))"
    heavy = "HEAVY = {'spacy', 'gradio', 'rdflib', 'pyshacl', 'owlready2', 'starlette', 'uvicorn'}\n"
    assert subprocess.run([sys.executable, "-c", heavy + code], capture_output=True, check=True).stdout == b"[]\n"
