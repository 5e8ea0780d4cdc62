"""Questions of the shared banks, on stores that the reader builds: mostly exact, rarely wrong, robust."""

from __future__ import annotations

import importlib.util
import json
import os
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import evigraph
import pytest
from evigraph.graph.store import open_store
from evigraph.queries.ask import Asker

from tests.queries.perturbing import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
#: Bank, its documents, the least share that is exact and the greatest that is confidently wrong.
BANKS = [
    ("questions-dev", "htg652", 0.95, 0.01),
    ("questions-dev-a", "dev-a", 0.90, 0.05),
    ("questions-dev-b", "dev-b", 0.90, 0.05),
]
#: By how much the exact share may fall when questions are put another way.
FALL = 0.03

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir() and not os.environ.get("EVIGRAPH_CI"), reason="needs the shared documents and banks"
)


@cache
def scorer() -> Any:  # a script without types
    spec = importlib.util.spec_from_file_location("score_questions", SHARED / "gold" / "score_questions.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def asker(documents: str) -> Asker:
    store = Path(mkdtemp(prefix="evigraph-bank-")) / "store"
    texts = [SHARED / "corpus" / f"{documents}-{kind}.txt" for kind in ("overview", "guidance")]
    assert evigraph.build(*texts, store=store, workers=1).ok
    return Asker(open_store(store))


@cache
def bank(name: str) -> list[dict[str, Any]]:
    lines = (SHARED / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def scored(name: str, documents: str, put: Callable[[str], str]) -> dict[str, Any]:
    questions = bank(name)
    scorer().learn(questions)
    made = (asker(documents).ask(put(q["question"]), q.get("history", ()), identifier=q["id"]) for q in questions)
    answers = {a.id: json.loads(json.dumps(a.as_json())) for a in made}
    found: dict[str, Any] = scorer().evaluate(questions, answers, scorer().Corpus(str(SHARED / "corpus")))
    return found


@cache
def plain(name: str, documents: str) -> dict[str, Any]:
    return scored(name, documents, lambda question: question)


@needs_shared
@pytest.mark.parametrize(("name", "documents", "exact", "wrong"), BANKS, ids=[b[0] for b in BANKS])
def test_bank_is_answered(name: str, documents: str, exact: float, wrong: float) -> None:
    result = plain(name, documents)
    assert result["exact"] >= exact
    assert result["wrong"] <= wrong
    assert result["citation_precision"] == 1.0


@needs_shared
@pytest.mark.parametrize("kind", KINDS)
def test_other_wording_costs_little(kind: str) -> None:
    name, documents, *_ = BANKS[0]
    fallen = plain(name, documents)["exact"] - scored(name, documents, lambda q: KINDS[kind](q, 1))["exact"]
    assert fallen <= FALL


@needs_shared
def test_no_question_of_a_bank_stands_in_what_ships() -> None:
    shipped = [p for p in (ROOT / "queries").rglob("*") if p.suffix in (".py", ".rq", ".toml")]
    shipped += [*(ROOT / "ontology" / "concepts").glob("*.ttl"), *(ROOT / "tests" / "queries").rglob("*.toml")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in shipped).casefold()
    questions = [q["question"] for name, *_ in BANKS for q in bank(name)]
    assert [q for q in questions if len(q.split()) > 3 and q.casefold().rstrip("?") in text] == []
