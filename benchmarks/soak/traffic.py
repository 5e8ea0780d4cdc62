"""Clients of a server, some as people and programs ask, some hostile, and what became of their requests."""

from __future__ import annotations

import http.client
import random
import socket
import threading
from collections import Counter
from urllib.parse import quote, urlencode, urlsplit

from benchmarks.runaway.queries import RUNAWAYS

#: Statuses that a normal client may get; the last two say when to come back.
ANSWERS = {200, 303, 304, 404, 429, 503}
WAIT = {429, 503}
HOSTILE = (
    *RUNAWAYS,
    "SELECT * {" + "{" * 20_000 + "}" * 20_000 + "}",
    "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
)
STRANGE = (
    b"GET /sparql HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n",
    b"GET /data/../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    bytes(range(256)) * 20,
)
#: Requests after which everything has been asked for.
WARMING = 200
LABELS = "SELECT ?s ?l WHERE {{ ?s rdfs:label ?l }} ORDER BY ?l OFFSET {number} LIMIT 25"
QUESTIONS = (
    "How did pain change after cryoablation in Yoon 2016?",
    "Which studies were done in the US?",
    "How did pain change at {number} months?",
    "Which studies had more than {number} patients?",
)


class Traffic:
    """What became of the requests of all clients until `over`."""

    def __init__(self, address: str, seed: int) -> None:
        self.place = urlsplit(address)
        self.over = threading.Event()
        self.statuses: Counter[tuple[str, int]] = Counter()
        self.reasons: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.seed = seed

    @property
    def normally(self) -> int:
        """How many requests of normal clients were answered."""
        return sum(number for (kind, _), number in self.statuses.items() if kind == "normal")

    def told(self) -> dict[str, int]:
        """How often each status was sent, to which kind of client."""
        return {f"{kind} {status}": number for (kind, status), number in sorted(self.statuses.items())}

    def warm_up(self) -> None:
        """Ask for everything some times while nobody else does, so that all is loaded, the page too."""
        chance = random.Random(self.seed)
        connection = self._connection(1)
        for _ in range(WARMING):
            method, path, body, accept = _asked(chance)
            connection.request(method, path, body=body, headers={"Accept": accept, **_typed(body)})
            connection.getresponse().read()

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
                    connection.request("POST", "/sparql", urlencode({"query": chance.choice(HOSTILE)}), _typed("form"))
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
    number = chance.randrange(5000)
    query = LABELS.format(number=number)
    accept = chance.choice(("application/sparql-results+json", "text/csv", "application/sparql-results+xml"))
    return chance.choices(
        (
            ("GET", f"/sparql?query={quote(query)}", None, accept),
            ("POST", "/sparql", urlencode({"query": query}), accept),
            ("GET", f"/api/ask?q={quote(chance.choice(QUESTIONS).format(number=number))}", None, "*/*"),
            ("GET", "/doc/study/yoon-2016-27-239", None, "text/html"),
            ("GET", "/data/study/yoon-2016-27-239", None, chance.choice(("text/turtle", "application/ld+json"))),
            ("GET", chance.choice(("/.well-known/void", "/ns", "/catalog", "/sitemap.xml")), None, "text/turtle, */*"),
            ("GET", "/api/queries/results?outcome=pain+intensity", None, "*/*"),
            ("GET", "/", None, "text/html"),
        ),
        weights=(10, 5, 2, 2, 2, 1, 1, 1),
    )[0]
