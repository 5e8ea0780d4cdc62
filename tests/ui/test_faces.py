"""One template, five faces: chat intent, typed operation, tool for assistants, published example query, test."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from evigraph.queries.template import Template, templates
from evigraph.ui.example_queries import examples
from evigraph.ui.web.mcp import tools
from evigraph.ui.web.openapi import openapi

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = Path(__file__).parents[1] / "queries" / "cases" / "readings.toml"
#: Kinds that no word asks for: passages answer what no kind does, provenance goes with every answer.
UNWORDED, UNASKED = {"passages"}, {"provenance"}
FACES = ("chat intent", "operation", "tool", "published example", "test")


def lacking(template: Template) -> Iterator[str]:
    """The faces that a template has not."""
    parameters = set(template.all_parameters)
    if not (template.asks and (template.words or template.concepts or template.schemes or template.name in UNWORDED)):
        yield "chat intent"
    if parameters != typed_parameters().get(template.name):
        yield "operation"
    if parameters != tool_arguments().get(template.name):
        yield "tool"
    if template.name not in {each.name for each in examples() if each.question and "SELECT" in each.sparql}:
        yield "published example"
    if template.name not in cased() | UNASKED:
        yield "test"


def typed_parameters() -> dict[str, set[str]]:
    """The parameters of each operation that have a type."""
    paths = json.loads(openapi())["paths"].items()
    return {path.rpartition("/")[2]: set(_typed(told["get"].get("parameters", []))) for path, told in paths}


def _typed(listed: list[dict[str, Any]]) -> Iterator[str]:
    yield from (each["name"] for each in listed if each["schema"].get("items", {}).get("type"))


def tool_arguments() -> dict[str, set[str]]:
    """The arguments that each tool has a schema for."""
    listed = json.loads(json.dumps(tools()))
    return {each["name"]: set(each["inputSchema"]["properties"]) for each in listed}


def cased() -> set[str]:
    """The kinds that some question has to be read as."""
    return {case["kind"] for case in tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]}


@pytest.mark.parametrize("name", sorted(templates()))
def test_template_has_all_five_faces(name: str) -> None:
    assert list(lacking(templates()[name])) == []


def test_template_that_nothing_knows_lacks_every_face() -> None:
    unknown = Template(
        name="unknown",
        title="Unknown",
        asks=(),
        sparql="SELECT ?a WHERE { ?a ?b ?c }",
        answer="{a}",
        item="{a}",
        counted="things",
    )
    assert tuple(lacking(unknown)) == FACES
