"""A store of the bundled examples as the reader makes it, and what answers questions about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import evigraph
import pytest
from evigraph.graph.store import LocalReader, open_store
from evigraph.queries.ask import Asker

if TYPE_CHECKING:
    from collections.abc import Callable

    from evigraph.queries.answer import AnswerObject

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> LocalReader:
    path = tmp_path_factory.mktemp("questions") / "store"
    assert evigraph.build(EXAMPLES, store=path, workers=1).ok
    return open_store(path)


@pytest.fixture(scope="session")
def asker(reader: LocalReader) -> Asker:
    return Asker(reader)


@pytest.fixture(scope="session")
def ask(asker: Asker) -> Callable[..., AnswerObject]:
    return asker.ask
