"""A store of the bundled examples, built once in a process, which tests read and do not change."""

from __future__ import annotations

from pathlib import Path

import evigraph
import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("examples") / "store"
    assert evigraph.build(EXAMPLES, store=path, workers=1).ok
    return path
