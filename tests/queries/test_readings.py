"""The grammar: which kind of fact a question is about, what it asks of it, under which constraints."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from evigraph.queries.answering.choice import filter_names
from evigraph.queries.template import templates
from evigraph.queries.understanding.conversation import resolved

if TYPE_CHECKING:
    from evigraph.queries.ask import Asker
    from evigraph.queries.understanding.parse import Parse

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "readings.toml").read_text("utf-8"))[
    "case"
]
#: Kinds that no question names by itself: a fact's source is shown with every answer.
UNASKED = {"provenance"}


def parsed(asker: Asker, case: dict[str, Any]) -> list[Parse]:
    *history, question = case["question"].split(" / ")
    read = resolved(history, question, asker._scanner.read)
    return [r.parse for r in asker._understanding.readings(read)[:3] if r.parse.template.name == case["kind"]]


@pytest.mark.parametrize("case", [c for c in CASES if c.get("reading", True)], ids=lambda c: c["question"])
def test_question_is_understood(asker: Asker, case: dict[str, Any]) -> None:
    (parse,) = parsed(asker, case)
    assert sorted(filter_names(parse)) == case.get("constraints", [])
    assert str(parse.ask) == case.get("ask", str(parse.ask))
    assert parse.of_studies == case.get("of_studies", parse.of_studies)
    assert parse.yes_no == case.get("yes_no", parse.yes_no)


@pytest.mark.parametrize("case", [c for c in CASES if c.get("answered", True)], ids=lambda c: c["question"])
def test_question_is_answered_by_its_kind(asker: Asker, case: dict[str, Any]) -> None:
    *history, question = case["question"].split(" / ")
    answer = asker.ask(question, history)
    assert (answer.status, answer.template) == ("answered", case["kind"])


def test_every_kind_has_a_case() -> None:
    assert {case["kind"] for case in CASES} | UNASKED == set(templates())
