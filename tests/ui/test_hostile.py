"""Queries and requests that are meant to take the server down, while somebody else goes on working with it."""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest

from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Seconds that a query may take on the server under attack, and what a busy machine may add to them.
LIMIT, SLACK = 3.0, 4.0
EASY = "SELECT ?study WHERE { ?s a hta:Study ; rdfs:label ?study } ORDER BY ?study"
MANY = " . ".join(f"?a{i} ?b{i} ?c{i}" for i in range(6))
DOUBLED = " ".join(f"BIND(CONCAT(?s{i}, ?s{i}) AS ?s{i + 1})" for i in range(40))

QUERIES = {
    "cartesian product": f"SELECT (COUNT(*) AS ?n) {{ {MANY} FILTER(?a0 != ?a1 && ?a2 != ?a3 && ?a4 != ?a5) }}",
    "cartesian rows": f"SELECT * {{ {MANY} }} ORDER BY DESC(?c0) ?c1",
    "deep path": "SELECT (COUNT(*) AS ?n) { ?a (hta:study|^hta:study|!rdf:type)* ?b . ?b (!rdfs:label)+ ?c }",
    "path of everything": "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|!^<x:y>)* ?b . ?b (!<x:y>)* ?c FILTER(?a != ?c) }",
    "catastrophic regex": """SELECT * { ?s ?p ?o . ?t ?q ?u
      FILTER REGEX(CONCAT(STR(?o), STR(?u)), "^(([a-z])+.)+[A-Z]([a-z])+$") }""",
    "large repetition": 'SELECT * { ?s ?p ?o FILTER REGEX(STR(?o), "((((a{0,99}){0,99}){0,99}){0,99})b") }',
    "endless replacement": "SELECT (SUM(STRLEN(REPLACE(STR(?o), '.', STR(?u)))) AS ?n) { ?s ?p ?o . ?t ?q ?u }",
    "huge construct": "CONSTRUCT { ?a ?e ?f . ?d ?b ?c } WHERE { ?a ?b ?c . ?d ?e ?f }",
    "huge group_concat": "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?f))) AS ?all) { ?a ?b ?c . ?d ?e ?f }",
    "huge string": f"SELECT ?s40 {{ BIND('x' AS ?s0) {DOUBLED} }}",
    "sorting of pairs": "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } ORDER BY SHA512(CONCAT(STR(?c), STR(?f)))",
    "distinct pairs": "SELECT DISTINCT ?a ?d { ?a ?b ?c . ?d ?e ?f }",
    "grouping of pairs": "SELECT ?c ?f (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?c ?f HAVING(?n > 99999999)",
    "optional tower": "SELECT * { ?s ?p ?o " + "".join(f"OPTIONAL {{ ?s{i} ?p{i} ?o }} " for i in range(30)) + "}",
    "many unions": "SELECT * {" + " UNION ".join(["{ ?s ?p ?o }"] * 3000) + "}",
    "nested brackets": "SELECT * {" + "{" * 20_000 + "}" * 20_000 + "}",
    "nested filters": "SELECT * { ?s ?p ?o FILTER(" + "!(" * 20_000 + "true" + ")" * 20_000 + ")}",
    "long list of values": "SELECT * { VALUES ?s { " + "<x:y> " * 100_000 + "} ?s ?p ?o . ?a ?b ?c }",
    "not exists of pairs": "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER NOT EXISTS { ?c ?x ?f . ?f ?y ?a } FILTER(?a = ?f) }",
    "service": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "silent service": "SELECT * { SERVICE SILENT <http://169.254.169.254/latest/meta-data/> { ?s ?p ?o } }",
    "load": "LOAD <http://127.0.0.1:1/>",
    "from a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "no text": "\x00\ud7ff\u202e" * 1000,
}

GET, POST, END = b"GET %s HTTP/1.1\r\nHost: x\r\n", b"POST %s HTTP/1.1\r\nHost: x\r\n", b"Connection: close\r\n\r\n"
DIRECT, CHUNKED = b"Content-Type: application/sparql-query\r\n", b"Transfer-Encoding: chunked\r\n\r\n"
CHUNK = b"100000\r\n" + b"a" * 0x100000 + b"\r\n"
REQUESTS = {
    "head without end": GET % b"/sparql" + b"X-Flood: " + b"a" * 200_000,
    "many headers": GET % b"/sparql" + b"".join(b"X-%d: y\r\n" % i for i in range(20_000)) + END,
    "long address": GET % (b"/sparql?query=" + b"a" * 500_000) + END,
    "large body announced": POST % b"/sparql" + DIRECT + b"Content-Length: 99999999999\r\n\r\n",
    "body without end": POST % b"/api/ask" + CHUNKED + CHUNK * 3,
    "two lengths": POST % b"/sparql" + b"Content-Length: 5\r\nContent-Length: 50\r\n\r\nquery",
    "smuggled request": POST % b"/sparql" + b"Content-Length: 4\r\n" + CHUNKED + b"0\r\n\r\n" + GET % b"/x" + END,
    "traversal": GET % b"/data/../../../../etc/passwd" + END,
    "encoded traversal": GET % b"/doc/%2e%2e%2f%2e%2e%2fetc%2fpasswd/text" + END,
    "header injection": GET % b"/id/x%0d%0aSet-Cookie:%20a=b" + END,
    "host that is none": b'GET /sparql HTTP/1.1\r\nHost: a"><script>\r\nAccept: text/turtle\r\n' + END,
    "no request": bytes(range(256)) * 50,
    "another protocol": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 500,
    "unknown method": b"BREW /sparql HTTP/1.1\r\nHost: x\r\n" + END,
    "flood in one connection": (GET % b"/health" + b"\r\n") * 500,
    "parameters": GET % (b"/sparql?" + b"query=ASK{}&" * 4000) + END,
}


@pytest.fixture(scope="module")
def besieged(store: Path) -> Iterator[str]:
    with serving("--store", store, "--timeout", LIMIT) as address:
        yield address


class Neighbour:
    """A client of another address that asks one easy query after the other."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._over = threading.Event()
        self.seconds: list[float] = []
        self.failures: list[str] = []

    def work(self) -> None:
        with httpx.Client(transport=httpx.HTTPTransport(local_address="127.0.0.2"), timeout=30) as client:
            while not self._over.wait(0.01):
                begun = time.monotonic()
                reply = client.get(f"{self._server}sparql", params={"query": EASY})
                self.seconds.append(time.monotonic() - begun)
                if reply.status_code != 200 or len(reply.json()["results"]["bindings"]) != 6:
                    self.failures.append(f"{reply.status_code}: {reply.text[:200]}")

    def stop(self) -> None:
        self._over.set()


@contextmanager
def neighbour(server: str) -> Iterator[Neighbour]:
    found = Neighbour(server)
    thread = threading.Thread(target=found.work)
    thread.start()
    try:
        yield found
    finally:
        found.stop()
        thread.join()


def asked(server: str, query: str) -> tuple[int, float, str]:
    begun = time.monotonic()
    headers = {"content-type": "application/sparql-query"}
    reply = httpx.post(f"{server}sparql", content=query.encode(), headers=headers, timeout=60)
    return reply.status_code, time.monotonic() - begun, reply.text[:300]


def test_hostile_queries_end_and_others_are_served(besieged: str) -> None:
    with neighbour(besieged) as other, ThreadPoolExecutor(4) as attackers:
        found = dict(zip(QUERIES, attackers.map(lambda query: asked(besieged, query), QUERIES.values()), strict=True))
    assert other.failures == []
    assert other.seconds
    for name, (status, seconds, _) in found.items():
        assert status in (200, 400, 503), name
        assert seconds < LIMIT + SLACK, name
    assert {found[name][0] for name in ("cartesian product", "deep path", "distinct pairs")} == {503}
    assert all("refused" in found[name][2] for name in ("service", "silent service"))


def test_busy_server_says_when_to_come_back(besieged: str) -> None:
    reply = httpx.get(f"{besieged}sparql", params={"query": QUERIES["cartesian product"]}, timeout=30)
    assert (reply.status_code, reply.headers["retry-after"]) == (503, "5")
    assert "longer than 3 s" in reply.text


def sent(server: str, request: bytes) -> bytes:
    """What the server answers to bytes, empty where it closes the connection."""
    place = urlsplit(server)
    with socket.create_connection((place.hostname, place.port or 80), timeout=20) as connection:
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            return connection.recv(65536)
        except (ConnectionError, BrokenPipeError):
            return b""


@pytest.mark.parametrize("name", REQUESTS)
def test_hostile_request_is_refused_and_others_are_served(besieged: str, name: str) -> None:
    with neighbour(besieged) as other:
        answered = sent(besieged, REQUESTS[name])
    assert b"root:" not in answered
    assert b"set-cookie" not in answered.lower()
    assert b"<script>" not in answered
    assert not answered.startswith(b"HTTP/1.1 5")
    assert other.failures == []
    assert httpx.get(f"{besieged}health").status_code == 200


def test_slow_clients_keep_nobody_waiting(besieged: str) -> None:
    place = urlsplit(besieged)
    slow = [socket.create_connection((place.hostname, place.port or 80)) for _ in range(100)]
    try:
        for number, connection in enumerate(slow):
            connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n" + b"\r\nq" * (number % 2))
        with neighbour(besieged) as other:
            time.sleep(0.5)
        assert other.failures == []
        assert other.seconds
    finally:
        for connection in slow:
            connection.close()


def test_more_connections_than_one_client_may_have(besieged: str) -> None:
    place = urlsplit(besieged)
    opened = [socket.create_connection((place.hostname, place.port or 80)) for _ in range(400)]
    try:
        with neighbour(besieged) as other:
            time.sleep(0.3)
        assert other.failures == []
        assert other.seconds
    finally:
        for connection in opened:
            connection.close()


def test_questions_that_are_none(besieged: str) -> None:
    with neighbour(besieged) as other:
        for question in ("(" * 10_000, "not " * 2000, "\u0000\u202e" * 100, "pain and " * 1000, "1 " * 5000):
            reply = httpx.post(f"{besieged}api/ask", json={"question": question}, timeout=30)
            assert reply.status_code in (200, 400)
    assert other.failures == []


def test_flood_of_questions_leaves_others_their_turn(besieged: str) -> None:
    def ask(number: int) -> int:
        question = {"question": f"How did pain change in {number} studies of {'wide ' * 50}follow-up?"}
        return httpx.post(f"{besieged}api/ask", json=question, timeout=60).status_code

    with ThreadPoolExecutor(60) as flood:
        answered = flood.map(ask, range(60))
        with httpx.Client(transport=httpx.HTTPTransport(local_address="127.0.0.2"), timeout=30) as other:
            asked = other.get(f"{besieged}api/ask", params={"q": "Which studies were done in the US?"})
    assert asked.status_code == 200
    assert set(answered) <= {200, 503}
