"""Documents in other formats, made by LibreOffice from Word files.  Knows how it is called."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def converted(files: list[Path], ending: str, folder: Path) -> dict[str, bytes]:
    """Word files in another format, by name without ending; the test is skipped where LibreOffice is absent."""
    if OFFICE is None:
        if os.environ.get("EVIGRAPH_CI"):
            pytest.fail("LibreOffice is not installed")
        pytest.skip("LibreOffice is not installed")
    command = [OFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", ending]
    subprocess.run([*command, "--outdir", str(folder), *map(str, files)], check=True, capture_output=True, timeout=300)
    return {file.stem: (folder / f"{file.stem}.{ending}").read_bytes() for file in files}
