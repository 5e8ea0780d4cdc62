"""`evigraph ask` as users call it: what it prints, and how it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import evigraph
import pytest
from evigraph.ui.cli import main

if TYPE_CHECKING:
    from pathlib import Path

SIZE = "How many patients did Yoon 2016 include?"


def ask(store: Path, *arguments: object) -> int:
    return main(["ask", *map(str, arguments), "--store", str(store)])


def test_an_answer_is_a_sentence_with_its_quote(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(store, SIZE) == 0
    said = capsys.readouterr().out
    assert said.startswith("Yoon 2016 included 22 patients.")
    assert "cryoablation-overview" in said


def test_a_refusal_ends_with_3(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(store, "Who won the cup in Rome?") == 3
    assert ask(store, "Which study used acupuncture?") == 3
    assert capsys.readouterr().err == ""


def test_json_has_the_keys_of_an_answer_in_order(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(store, SIZE, "--json") == 0
    keys = list(json.loads(capsys.readouterr().out))
    assert keys[:5] == ["id", "question", "status", "answer", "rows"]
    assert keys[-2:] == ["receipt", "elapsed_ms"]


def test_explain_prints_the_parse(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(store, SIZE, "--explain") == 0
    said = capsys.readouterr().out
    assert "'Yoon 2016': study Yoon 2016" in said
    assert "count from study_size" in said


def test_a_batch_is_answered_in_order_under_its_ids(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [{"id": "b", "question": SIZE}, {"id": "a", "question": ""}]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert ask(store, "--batch", file, "--json") == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(a["id"], a["status"]) for a in answers] == [("b", "answered"), ("a", "not_understood")]


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "x"}', '{"question": 3}'])
def test_a_batch_line_that_is_no_question_is_told(
    store: Path, tmp_path: Path, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(line, encoding="utf-8")
    assert ask(store, "--batch", file) == 2
    assert "line 1" in capsys.readouterr().err


def test_a_receipt_holds_until_something_changes(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(store, SIZE, "--json")
    kept = json.loads(capsys.readouterr().out)
    file = tmp_path / "answer.json"
    file.write_text(json.dumps(kept), encoding="utf-8")
    assert ask(store, "--receipt", file) == 0
    file.write_text(json.dumps(kept | {"rows": [{"study": "Yoon 2016", "patients": 23}]}), encoding="utf-8")
    assert ask(store, "--receipt", file) == 3
    assert "the rows of the kept answer do not match" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [[], ["a", "--batch", "b"], ["--batch", "a", "--receipt", "b"]])
def test_one_thing_at_a_time(store: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(store, *wrong) == 2
    assert "give a question, --batch or --receipt" in capsys.readouterr().err


def test_python_has_the_same_verb(store: Path) -> None:
    with evigraph.open(store) as evidence:
        assert evidence.ask(SIZE).answer == "Yoon 2016 included 22 patients."
