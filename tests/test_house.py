"""How the code is laid out: small files of small functions, each of which says what it knows."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("ontology", "extraction", "graph", "queries", "ui", "benchmarks")
LONGEST_FILE, LONGEST_FUNCTION = 400, 40
MEDIAN_FILE, MEDIAN_FUNCTION = 150, 8


@cache
def sources() -> dict[str, str]:
    paths = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths}


def functions() -> dict[str, int]:
    """Lines of every function, by file and name."""
    found = {}
    for path, content in sources().items():
        for node in ast.walk(ast.parse(content)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found[f"{path}:{node.lineno} {node.name}"] = (node.end_lineno or node.lineno) - node.lineno + 1
    return found


def test_files_are_short() -> None:
    lines = {path: content.count("\n") for path, content in sources().items()}
    assert {path: number for path, number in lines.items() if number > LONGEST_FILE} == {}
    assert median(lines.values()) <= MEDIAN_FILE


def test_files_of_tests_are_short_too() -> None:
    lines = {path: path.read_text("utf-8").count("\n") for path in (ROOT / "tests").rglob("*.py")}
    assert {path.name: number for path, number in lines.items() if number > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    assert {name: number for name, number in functions().items() if number > LONGEST_FUNCTION} == {}
    assert median(functions().values()) <= MEDIAN_FUNCTION


def test_every_module_says_what_it_is() -> None:
    silent = [
        path
        for path, content in sources().items()
        if not path.endswith(("__init__.py", "__main__.py"))
        and not path.startswith("benchmarks/")
        and not ast.get_docstring(ast.parse(content))
    ]
    assert silent == []


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX", "HACK"])
def test_nothing_is_left_for_later(word: str) -> None:
    assert [path for path, content in sources().items() if re.search(rf"\b{word}\b", content)] == []


def test_decisions_are_numbered_once() -> None:
    numbers = [path.name[:4] for path in sorted((ROOT / "docs/decisions").glob("*.md"))]
    assert len(set(numbers)) == len(numbers)
