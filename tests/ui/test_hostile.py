"""Queries and requests that are meant to take the server down, while somebody else goes on working with it."""

from __future__ import annotations

import itertools
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest

from tests import http
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Seconds that a query may take on the server under attack, and on one where only its client ends it.
LIMIT, UNLIMITED = 3.0, 3600
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
    """A client of another address with easy queries, each another one, so that no earlier answer stands for it."""

    def __init__(self, server: str) -> None:
        transport = httpx.HTTPTransport(local_address="127.0.0.2")
        self._client = httpx.Client(base_url=server, transport=transport, timeout=http.PATIENCE)
        self._number = itertools.count()

    def ask(self) -> int:
        """The status of a query; a refusal may only be one for want of time, and says when to come back."""
        reply = self._client.get("sparql", params={"query": f"{EASY} # {next(self._number)}"})
        if reply.status_code == 503:
            assert reply.headers["retry-after"]
        else:
            assert (reply.status_code, len(reply.json()["results"]["bindings"])) == (200, 6)
        return reply.status_code

    def is_served(self) -> None:
        """Ask until there is an answer."""
        while self.ask() != 200:
            pass

    def close(self) -> None:
        self._client.close()


@pytest.fixture
def neighbour(besieged: str) -> Iterator[Neighbour]:
    with closing(Neighbour(besieged)) as found:
        yield found


def asked(server: str, query: str) -> tuple[int, str]:
    headers = {"content-type": "application/sparql-query"}
    reply = http.post(f"{server}sparql", content=query.encode(), headers=headers)
    return reply.status_code, reply.text[:300]


def test_hostile_queries_end_and_others_are_served(besieged: str, neighbour: Neighbour) -> None:
    with ThreadPoolExecutor(4) as attackers:
        attacks = {name: attackers.submit(asked, besieged, query) for name, query in QUERIES.items()}
        while not all(attack.done() for attack in attacks.values()):
            neighbour.ask()
    neighbour.is_served()
    found = {name: attack.result() for name, attack in attacks.items()}
    assert {name: status for name, (status, _) in found.items() if status not in (200, 400, 503)} == {}
    assert {found[name][0] for name in ("cartesian product", "deep path", "distinct pairs")} == {503}
    assert all("refused" in found[name][1] for name in ("service", "silent service"))


def test_others_are_served_while_queries_without_an_end_run(store: Path) -> None:
    with serving("--store", store, "--timeout", UNLIMITED) as address, closing(Neighbour(address)) as neighbour:
        attacks = [asking(address, QUERIES[name]) for name in ("cartesian product", "deep path", "distinct pairs")]
        while waiting(address) < len(attacks):
            pass
        for _ in range(20):
            neighbour.is_served()
        assert waiting(address) == len(attacks)
        for attack in attacks:
            attack.close()
        while waiting(address):  # queries end when their clients hang up
            pass


def asking(server: str, query: str) -> socket.socket:
    """A connection that waits for the answer to a query."""
    place = urlsplit(server)
    connection = socket.create_connection((place.hostname, place.port or 80))
    head = f"POST /sparql HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: {len(query)}\r\n".encode()
    connection.sendall(head + DIRECT + b"\r\n" + query.encode())
    return connection


def waiting(server: str) -> int:
    """How many queries are without an answer."""
    lines = http.get(f"{server}metrics").text.splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("evigraph_queries_waiting "))


def test_busy_server_says_when_to_come_back(besieged: str) -> None:
    reply = http.get(f"{besieged}sparql", params={"query": QUERIES["cartesian product"]})
    assert (reply.status_code, reply.headers["retry-after"]) == (503, "5")
    assert "longer than 3 s" in reply.text


def sent(server: str, request: bytes) -> bytes:
    """What the server answers to bytes, empty where it closes the connection."""
    place = urlsplit(server)
    with socket.create_connection((place.hostname, place.port or 80), timeout=http.PATIENCE) as connection:
        try:
            connection.sendall(request)
            with suppress(OSError):  # the server may have closed it meanwhile
                connection.shutdown(socket.SHUT_WR)
            return connection.recv(65536)
        except ConnectionError:
            return b""


@pytest.mark.parametrize("name", REQUESTS)
def test_hostile_request_is_refused_and_others_are_served(besieged: str, neighbour: Neighbour, name: str) -> None:
    answered = sent(besieged, REQUESTS[name])
    assert b"root:" not in answered
    assert b"set-cookie" not in answered.lower()
    assert b"<script>" not in answered
    assert not answered.startswith(b"HTTP/1.1 5")
    neighbour.is_served()
    assert http.get(f"{besieged}health").status_code == 200


@contextmanager
def connections(server: str, number: int) -> Iterator[list[socket.socket]]:
    place = urlsplit(server)
    opened = [socket.create_connection((place.hostname, place.port or 80)) for _ in range(number)]
    try:
        yield opened
    finally:
        for connection in opened:
            connection.close()


def test_slow_clients_keep_nobody_waiting(besieged: str, neighbour: Neighbour) -> None:
    with connections(besieged, 100) as slow:
        for number, connection in enumerate(slow):
            connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n" + b"\r\nq" * (number % 2))
        for _ in range(10):
            neighbour.is_served()


def test_more_connections_than_one_client_may_have(besieged: str, neighbour: Neighbour) -> None:
    with connections(besieged, 400):
        for _ in range(10):
            neighbour.is_served()


def test_questions_that_are_none(besieged: str, neighbour: Neighbour) -> None:
    for question in ("(" * 10_000, "not " * 2000, "\u0000\u202e" * 100, "pain and " * 1000, "1 " * 5000):
        assert http.post(f"{besieged}api/ask", json={"question": question}).status_code in (200, 400)
        neighbour.is_served()


def test_flood_of_questions_leaves_others_their_turn(besieged: str) -> None:
    def ask(number: int) -> int:
        question = {"question": f"How did pain change in {number} studies of {'wide ' * 50}follow-up?"}
        return http.post(f"{besieged}api/ask", json=question).status_code

    with ThreadPoolExecutor(60) as flood:
        answered = flood.map(ask, range(60))
        with httpx.Client(transport=httpx.HTTPTransport(local_address="127.0.0.2"), timeout=http.PATIENCE) as other:
            asked = other.get(f"{besieged}api/ask", params={"q": "Which studies were done in the US?"})
    assert asked.status_code == 200
    assert set(answered) <= {200, 503}
