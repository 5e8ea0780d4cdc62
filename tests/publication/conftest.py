"""A store of the bundled examples, built once, and what exports read."""

from __future__ import annotations

from pathlib import Path

import evigraph
import pytest
from evigraph.graph.export.source import Source
from evigraph.graph.store import open_store

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("publication") / "store"
    assert evigraph.build(EXAMPLES, store=path, workers=1).ok
    return path


@pytest.fixture(scope="session")
def source(store: Path) -> Source:
    return Source(open_store(store))
