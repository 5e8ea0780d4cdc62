"""What is shipped: the wheel holds every file of the package that the repository holds, and nothing else."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PARTS = ("ontology/", "extraction/", "graph/", "queries/", "ui/", "examples/")
TOP = {"__init__.py", "__main__.py", "py.typed"}


def listed() -> list[str]:
    """The files of the working tree that git knows, or would take."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        assert "EVIGRAPH_CI" not in os.environ, "no git repository"
        pytest.skip("needs git and a repository")
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [path for path in found if (ROOT / path).is_file()]


def test_wheel_holds_what_the_repository_holds(tmp_path: Path) -> None:
    files = listed()
    for path in files:
        target = tmp_path / "copy" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, target)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, tmp_path / "copy"]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    shipped = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    expected = {f"evigraph/{path}" for path in files if path in TOP or path.startswith(PARTS)}
    assert shipped == expected


def test_locks_name_no_address() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if "://" in line] == []
        assert any("--hash=sha256:" in line for line in lines)


def test_bill_of_materials_names_what_is_pinned() -> None:
    written = ROOT / "dist" / "evigraph.cdx.json"
    if not written.exists():
        assert "EVIGRAPH_CI" not in os.environ, "no bill of materials"
        pytest.skip("needs make sbom")
    told = json.loads(written.read_text(encoding="utf-8"))
    pinned = re.findall(
        r"^([\w.-]+)==([^\s;]+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted((each["name"], each["version"]) for each in told["components"]) == sorted(pinned)
    assert all(each["externalReferences"][0]["hashes"] for each in told["components"])
    assert told["metadata"]["component"]["name"] == "evigraph"
