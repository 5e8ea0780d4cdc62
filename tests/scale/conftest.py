"""The same few documents, and the graph that one process makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import evigraph
import pytest

from benchmarks.generated import write

if TYPE_CHECKING:
    from pathlib import Path

NUMBER = 6


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    write(folder, NUMBER)
    return folder


@pytest.fixture(scope="session")
def alone(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    store = tmp_path_factory.mktemp("alone") / "store"
    evigraph.build(documents, store=store, workers=1)
    return dump(store)


def dump(store: Path) -> bytes:
    with evigraph.open(store) as evidence:
        return b"".join(evidence.nquads())
