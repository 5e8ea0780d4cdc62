"""What exports read of the bundled examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from evigraph.graph.export.source import Source
from evigraph.graph.store import open_store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def source(store: Path) -> Source:
    return Source(open_store(store))
