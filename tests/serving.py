"""A server as its users meet it: `evigraph serve` in a process of its own, on a port of its own."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def serving(*arguments: object) -> Iterator[str]:
    """The address of a server, with a slash at its end."""
    command = [sys.executable, "-m", "evigraph", "serve", "--port", "0", *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip()
            assert address, "the server did not start"
            yield address
        finally:
            process.terminate()
            assert process.wait(120) in (0, -15)
