"""Runaway queries of four clients beside one client with short ones.

Targets: 503 within the limit + 0.3 s every time, and no failure of the client with short queries.
"""

from __future__ import annotations

import http.client
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import evigraph

from benchmarks.measuring import Row, report
from benchmarks.runaway.queries import RUNAWAYS
from benchmarks.serve.server import ROOT, ours

LIMIT, LATE = 2.0, 0.3
EASY = "SELECT ?study WHERE { ?s a hta:Study ; rdfs:label ?study } ORDER BY ?study"
ATTACKERS, ROUNDS = 4, 4


def main() -> int:
    """Measure, report and return how many targets were missed."""
    with tempfile.TemporaryDirectory() as made:
        evigraph.build(ROOT / "examples", store=Path(made) / "store", workers=1)
        with ours("--store", str(Path(made) / "store"), "--timeout", str(LIMIT)) as address:
            return _attacked(address)


def _attacked(address: str) -> int:
    over = threading.Event()
    short: list[tuple[int, float]] = []
    neighbour = threading.Thread(target=_neighbour, args=(address, over, short))
    neighbour.start()
    with ThreadPoolExecutor(ATTACKERS) as attackers:
        ended = list(attackers.map(lambda query: _asked(address, query), RUNAWAYS * ROUNDS))
    over.set()
    neighbour.join()
    late = max(seconds for _, seconds in ended) - LIMIT
    seconds = sorted(seconds for _, seconds in short)
    failed = sum(status != 200 for status, _ in short)
    refused = sum(status == 503 for status, _ in ended)
    rows = [
        Row("runaway queries answered with 503", f"{refused} of {len(ended)}", "all", refused == len(ended)),
        Row("last runaway query", f"{late * 1000:.0f} ms after the limit", f"at most {LATE * 1000:.0f}", late <= LATE),
        Row("short queries of another client meanwhile", f"{failed} of {len(short)} failed", "none", not failed),
    ]
    return report("runaway", rows, limit=LIMIT, short={"99th percentile, s": _of(seconds, 0.99)})


def _of(ordered: list[float], share: float) -> float:
    return ordered[int(len(ordered) * share)]


def _neighbour(address: str, over: threading.Event, short: list[tuple[int, float]]) -> None:
    """A client of another address."""
    while not over.wait(0.01):
        short.append(_asked(address, EASY, source="127.0.0.2"))


def _asked(address: str, query: str, source: str = "127.0.0.1") -> tuple[int, float]:
    begun = time.perf_counter()
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60, source_address=(source, 0))
    connection.request("GET", f"/sparql?{urlencode({'query': query})}")
    reply = connection.getresponse()
    reply.read()
    connection.close()
    return reply.status, time.perf_counter() - begun


if __name__ == "__main__":
    raise SystemExit(main())
