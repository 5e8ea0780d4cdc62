"""What the README promises: its questions are answered, its example runs, its files are there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import evigraph
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.ui.evidence import Evidence

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^- (.+\?)$", README, re.MULTILINE)


@pytest.fixture(scope="module")
def evidence(store: Path) -> Iterator[Evidence]:
    with evigraph.open(store) as opened:
        yield opened


def test_there_are_five_questions() -> None:
    assert len(QUESTIONS) == 5


@pytest.mark.parametrize("question", QUESTIONS)
def test_question_is_answered_with_quotes(evidence: Evidence, question: str) -> None:
    answer = evidence.ask(question)
    assert answer.status == "answered"
    assert answer.citations
    assert answer.unplaced == ()


def test_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    for name in ("overview", "guidance"):
        shutil.copyfile(ROOT / f"examples/cryoablation-{name}.txt", tmp_path / f"{name}.txt")
    monkeypatch.chdir(tmp_path)
    found: dict[str, object] = {}
    exec(code, found)
    assert found["answer"].status == "answered"  # type: ignore[attr-defined]
    assert "Yoon 2016" in str(found["rows"])
    assert "Yoon 2016" in str(found["results"])


@pytest.mark.parametrize("path", re.findall(r"\]\(([\w./-]+)\)", README))
def test_linked_file_is_there(path: str) -> None:
    assert (ROOT / path).exists()
