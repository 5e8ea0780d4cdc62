"""`evigraph serve` and `oxigraph serve` in processes of their own.  Knows how they are started and ended."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PEER_PORT = 17878


@contextmanager
def ours(*arguments: str) -> Iterator[str]:
    """The address of our server, with a slash at its end."""
    with started(*arguments) as (address, _):
        yield address


@contextmanager
def started(*arguments: str) -> Iterator[tuple[str, int]]:
    """The address of our server and the number of its process."""
    command = [sys.executable, "-m", "evigraph", "serve", "--port", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process.pid
        process.terminate()


@contextmanager
def peer(data: Path, folder: Path) -> Iterator[str]:
    """The address of the peer's endpoint, over a file of triples."""
    tool = str(Path(sys.executable).with_name("oxigraph"))
    subprocess.run([tool, "load", "--location", folder, "--file", data], check=True, capture_output=True)
    command = [tool, "serve-read-only", "--location", str(folder), "--bind", f"127.0.0.1:{PEER_PORT}"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        _await(f"http://127.0.0.1:{PEER_PORT}/")
        yield f"http://127.0.0.1:{PEER_PORT}/query"
        process.terminate()


def _await(address: str) -> None:
    for _ in range(100):
        try:
            urlopen(address).close()
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{address} does not answer")
