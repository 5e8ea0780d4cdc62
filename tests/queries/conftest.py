"""The bundled examples as the reader reads them, and what answers questions about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from evigraph.graph.store import LocalReader, open_store
from evigraph.queries.ask import Asker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from evigraph.queries.answer import AnswerObject


@pytest.fixture(scope="session")
def reader(store: Path) -> LocalReader:
    return open_store(store)


@pytest.fixture(scope="session")
def asker(reader: LocalReader) -> Asker:
    return Asker(reader)


@pytest.fixture(scope="session")
def ask(asker: Asker) -> Callable[..., AnswerObject]:
    return asker.ask
