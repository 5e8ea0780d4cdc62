"""The picture of the architecture shows what imports what, no arrow more and none less."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = ("ontology", "extraction", "graph", "queries", "ui")
#: The libraries that are shown, by the names under which they are imported.
LIBRARIES = {
    *("pyoxigraph", "rdflib", "pyshacl", "owlready2", "SPARQLWrapper", "pyarrow", "spacy", "selectolax", "pypdfium2"),
    *("defusedxml", "scipy", "gradio", "matplotlib", "docx", "starlette", "uvicorn", "distributed", "fsspec"),
}


def imported(path: Path) -> set[str]:
    """The modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | (
                {f"evigraph.{a.name}" for a in node.names} if node.module == "evigraph" else set()
            )
    return found


def arrows() -> set[tuple[str, str]]:
    """Which folder imports which folder or library."""
    found = set()
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            for module in imported(path):
                package, _, rest = module.partition(".")
                target = rest.partition(".")[0] if package == "evigraph" else package
                if target != folder and (target in FOLDERS if package == "evigraph" else target in LIBRARIES):
                    found.add((folder, target))
    return found


def drawn() -> set[tuple[str, str]]:
    """The arrows of the picture."""
    (picture,) = re.findall(
        r"```mermaid\n(.*?)```", (ROOT / "docs/architecture.md").read_text(encoding="utf-8"), re.DOTALL
    )
    lines = re.findall(r"^ *(\w+) --> (.+)$", picture, re.MULTILINE)
    return {(source, target.strip()) for source, targets in lines for target in targets.split("&")}


def test_picture_matches_the_imports() -> None:
    assert drawn() == arrows()


def test_every_folder_is_told_of() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    folders = [path for folder in FOLDERS for path in (ROOT / folder).iterdir() if (path / "__init__.py").is_file()]
    assert [str(path.relative_to(ROOT)) for path in folders if f"`{path.relative_to(ROOT)}`" not in text] == []
