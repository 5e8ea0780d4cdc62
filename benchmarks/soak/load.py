"""Mixed traffic of many clients, some of them hostile, on a server that builds replace the generation of."""

from __future__ import annotations

import http.client
import os
import random
import socket
import threading
import time
from collections import Counter
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from benchmarks.serve.server import started
from benchmarks.soak.store import build, versions

if TYPE_CHECKING:
    from collections.abc import Callable

CLIENTS, HOSTILE = 12, 4
#: Statuses that a normal client may get; the last two say when to come back.
ANSWERS = {200, 303, 304, 404, 429, 503}
WAIT = {429, 503}
PAIRS = "?a ?b ?c . ?d ?e ?f"
RUNAWAYS = (
    f"SELECT (COUNT(*) AS ?n) {{ {PAIRS} . ?g ?h ?i FILTER(?a != ?d && ?d != ?g) }}",
    "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|!^<x:y>)* ?b . ?b (!<x:y>)* ?c FILTER(?a != ?c) }",
    f"SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?f))) AS ?all) {{ {PAIRS} . ?g ?h ?i }}",
    f"SELECT DISTINCT ?c ?f {{ {PAIRS} }} ORDER BY SHA512(CONCAT(STR(?c), STR(?f)))",
    "SELECT * {" + "{" * 20_000 + "}" * 20_000 + "}",
    "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
)
STRANGE = (
    b"GET /sparql HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n",
    b"GET /data/../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    bytes(range(256)) * 20,
)
LABELS = "SELECT ?s ?l WHERE {{ ?s rdfs:label ?l }} ORDER BY ?l OFFSET {number} LIMIT 25"
QUESTIONS = ("How did pain change after cryoablation in Yoon 2016?", "Which studies were done in the US?")
#: Seconds between two looks at memory, and how much more of it there may be at the end than in the middle.
LOOK, FLAT = 1.0, 1.15
#: Seconds before runaway queries end, and between two builds beside the server.
LIMIT, BETWEEN = 5.0, 60.0


class Traffic:
    """What became of the requests of all clients until `over`."""

    def __init__(self, address: str, seed: int) -> None:
        self.place = urlsplit(address)
        self.over = threading.Event()
        self.statuses: Counter[tuple[str, int]] = Counter()
        self.reasons: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.seed = seed

    def normal(self, number: int) -> None:
        """One client after the other address of its own, as people and programs ask."""
        chance = random.Random(self.seed + number)
        connection = self._connection(number)
        while not self.over.is_set():
            method, path, body, accept = _asked(chance)
            try:
                connection.request(method, path, body=body, headers={"Accept": accept, **_typed(body)})
                reply = connection.getresponse()
                body = reply.read()
            except (OSError, http.client.HTTPException) as error:
                self.wrong[f"{method} {path.partition('?')[0]}: {type(error).__name__} {error}"] += 1
                connection = self._connection(number)
                continue
            self.statuses["normal", reply.status] += 1
            if reply.status not in ANSWERS:
                self.wrong[f"{method} {path.partition('?')[0]}: {reply.status}"] += 1
            if reply.status in WAIT:
                self.reasons[body.decode().strip()] += 1
            if reply.status in WAIT and not reply.headers["Retry-After"]:
                self.wrong[f"{reply.status} without Retry-After"] += 1

    def hostile(self, number: int) -> None:
        """A client of one address that means to take the server down; it need not be answered."""
        chance = random.Random(self.seed - number)
        while not self.over.is_set():
            connection = http.client.HTTPConnection(self.place.netloc, timeout=60, source_address=("127.0.0.9", 0))
            try:
                if chance.random() < 0.5:
                    connection.request("POST", "/sparql", urlencode({"query": chance.choice(RUNAWAYS)}), _typed("form"))
                    self.statuses["hostile", connection.getresponse().status] += 1
                else:
                    connection.connect()
                    connection.sock.sendall(chance.choice(STRANGE))
                    connection.sock.recv(100)
            except (OSError, http.client.HTTPException):
                self.statuses["hostile", 0] += 1
            finally:
                connection.close()

    def slow(self) -> None:
        """Connections that say little and never end."""
        place = (self.place.hostname or "", self.place.port or 80)
        while not self.over.wait(1.0):
            opened = [socket.create_connection(place, source_address=("127.0.0.10", 0)) for _ in range(20)]
            for connection in opened:
                connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\nq")
            self.over.wait(5.0)
            for connection in opened:
                connection.close()

    def _connection(self, number: int) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.place.netloc, timeout=60, source_address=(f"127.0.1.{number}", 0))


def _typed(body: str | None) -> dict[str, str]:
    return {"Content-Type": "application/x-www-form-urlencoded"} if body else {}


def _asked(chance: random.Random) -> tuple[str, str, str | None, str]:
    """Method, path, body and Accept of a request as it may come."""
    query = LABELS.format(number=chance.randrange(5000))
    accept = chance.choice(("application/sparql-results+json", "text/csv", "application/sparql-results+xml"))
    return chance.choices(
        (
            ("GET", f"/sparql?query={quote(query)}", None, accept),
            ("POST", "/sparql", urlencode({"query": query}), accept),
            ("GET", f"/api/ask?q={quote(chance.choice(QUESTIONS))}", None, "*/*"),
            ("GET", "/doc/study/yoon-2016-27-239", None, "text/html"),
            ("GET", "/data/study/yoon-2016-27-239", None, chance.choice(("text/turtle", "application/ld+json"))),
            ("GET", chance.choice(("/.well-known/void", "/ns", "/catalog", "/sitemap.xml")), None, "text/turtle, */*"),
            ("GET", "/api/queries/results?outcome=pain+intensity", None, "*/*"),
        ),
        weights=(10, 5, 2, 2, 2, 1, 1),
    )[0]


def load(folder: Path, seconds: float, seed: int) -> list[str]:
    """What was wrong, a line each; prints statuses and memory."""
    documents = versions(folder)
    build(documents[0], folder / "store")
    options = ("--store", str(folder / "store"), "--timeout", str(LIMIT), "--rate", "2000")
    with started(*options) as (address, pid):
        traffic = Traffic(address, seed)
        work: list[Callable[[], None]] = [lambda n=n: traffic.normal(n) for n in range(1, CLIENTS + 1)]  # type: ignore[misc]
        work += [lambda n=n: traffic.hostile(n) for n in range(1, HOSTILE + 1)]  # type: ignore[misc]
        threads = [threading.Thread(target=each) for each in (*work, traffic.slow)]
        for thread in threads:
            thread.start()
        memory = _watched(pid, folder, documents, seconds)
        traffic.over.set()
        for thread in threads:
            thread.join()
    return [*_told(traffic, seconds), *_flat(memory)]


def _watched(pid: int, folder: Path, documents: tuple[Path, Path], seconds: float) -> list[int]:
    """The memory of the serving process over time, while builds of the one and the other version go on beside it."""
    memory: list[int] = []
    until, turn, next_build = time.monotonic() + seconds, 0, time.monotonic() + BETWEEN
    while time.monotonic() < until:
        time.sleep(LOOK)
        memory.append(_resident(pid))
        if time.monotonic() > next_build:
            turn += 1
            done = build(documents[turn % 2], folder / "store")
            print(f"a build beside the server ended with {done.returncode}", flush=True)
            next_build = time.monotonic() + BETWEEN
    return memory


def _resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _told(traffic: Traffic, seconds: float) -> list[str]:
    total = sum(traffic.statuses.values())
    print(f"{total} requests in {seconds:.0f} s: {dict(sorted(traffic.statuses.items()))}", flush=True)
    for reason, number in traffic.reasons.most_common():
        print(f"  refused {number} times: {reason}", flush=True)
    return [f"{number} times {what}" for what, number in traffic.wrong.items()]


def _flat(memory: list[int]) -> list[str]:
    """Whether the last quarter takes no more memory than the second one: by then everything has been loaded once."""
    quarter = len(memory) // 4
    middle, end = median(memory[quarter : 2 * quarter]), median(memory[-quarter:])
    told = f"memory of the serving process: {middle / 1e6:.0f} MB in the second quarter, {end / 1e6:.0f} MB in the last"
    print(told, flush=True)
    return [told] if end > FLAT * middle else []
