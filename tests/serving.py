"""A server as its users meet it: `evigraph serve` in a process of its own, on a port of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    Server: TypeAlias = subprocess.Popen[str]


@contextmanager
def serving(*arguments: object) -> Iterator[str]:
    """The address of a server, with a slash at its end."""
    with started(*arguments) as (address, _):
        yield address


@contextmanager
def started(*arguments: object, stderr: IO[str] | None = None, **variables: str) -> Iterator[tuple[str, Server]]:
    """The address of a server and its process, with these variables in its environment."""
    command = [sys.executable, "-m", "evigraph", "serve", "--port", "0", *map(str, arguments)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=stderr, text=True, env={**os.environ, **variables}
    ) as process:
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip()
            assert address, "the server did not start"
            yield address, process
        finally:
            process.terminate()
            assert process.wait(120) in (0, -15)
