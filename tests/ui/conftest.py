"""A store of the bundled examples, built once, and a server of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import evigraph
import pytest

from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("examples") / "store"
    assert evigraph.build(EXAMPLES, store=path, workers=1).ok
    return path


@pytest.fixture(scope="session")
def server(store: Path) -> Iterator[str]:
    with serving("--store", store, "--timeout", 120) as address:
        yield address
