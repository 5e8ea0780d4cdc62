"""A server of the bundled examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def server(store: Path) -> Iterator[str]:
    with serving("--store", store, "--timeout", 120) as address:
        yield address
