"""The table of settings names every option and variable that there is, with the default that it has."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from urllib.parse import urlsplit

import evigraph
from evigraph.graph.data import load_files
from evigraph.ui.commands import serve

from tests import http
from tests.serving import serving

ROOT = Path(__file__).parents[1]
VARIABLE = re.compile(r'"(EVIGRAPH_[A-Z_]+|FORWARDED_[A-Z_]+)"')
#: What the tests are told, and no server.
TESTING = {"EVIGRAPH_CI"}


def text() -> str:
    return (ROOT / "docs/operations.md").read_text(encoding="utf-8")


def settings() -> dict[str, str]:
    """The default of every setting of the table."""
    rows = re.findall(r"^\| (`(?:--|EVIGRAPH|FORWARDED).+?) \| (.*?) ?\| ", text(), re.MULTILINE)
    return {name: default for names, default in rows for name in re.findall(r"`([^`]+)`", names)}


def options() -> dict[str, str]:
    """Every option of `evigraph serve` and its default."""
    parser = argparse.ArgumentParser(add_help=False)
    serve.arguments(parser)
    return {action.option_strings[0]: shown(action.default) for action in parser._actions}


def shown(default: object) -> str:
    if default == []:
        return ""
    return f"{default:g}" if isinstance(default, float) else str(default)


def test_every_option_is_told_with_its_default() -> None:
    told = {name: default for name, default in settings().items() if name.startswith("--")}
    assert told == {**options(), "--store": evigraph.STORE}


def test_every_variable_is_told() -> None:
    files = [
        path
        for folder in ("ontology", "extraction", "graph", "queries", "ui")
        for path in (ROOT / folder).rglob("*.py")
    ]
    read = {name for path in files for name in VARIABLE.findall(path.read_text(encoding="utf-8"))} - TESTING
    assert {name for name in settings() if not name.startswith("--")} == read


def test_every_figure_is_told(tmp_path: Path) -> None:
    (tmp_path / "data.nt").write_text("<x:a> <x:b> <x:c> .\n", encoding="ascii")
    load_files([("", tmp_path / "data.nt")], tmp_path / "store")
    with serving("--store", tmp_path / "store") as address:
        assert urlsplit(address).hostname == "127.0.0.1"
        figures = re.findall(r"^# TYPE (\w+)", http.get(f"{address}metrics").text, re.MULTILINE)
    assert [name for name in figures if f"`{name}" not in text()] == []


def test_image_runs_without_root_and_from_the_lock() -> None:
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users == ["10001:10001"]
    assert any("--require-hashes -r requirements.lock" in line for line in lines)
    assert all("/" not in line.split()[1] for line in lines if line.startswith("FROM "))
