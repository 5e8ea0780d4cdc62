"""What operators see of a server: health, readiness, figures, logs; how it ends, and who has to wait."""

from __future__ import annotations

import hmac
import json
import os
import signal
import socket
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from evigraph.graph.data import load_files
from evigraph.graph.environment import public_environment
from evigraph.ontology.errors import EvigraphError
from evigraph.ui.page import previews
from evigraph.ui.web.rates import BURST, MOST_CLIENTS, Rates

from tests import http
from tests.serving import serving, started

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?d && ?g != ?j) }"
SECRETS = ("sesame-token", "sesame-password", "sesame-key", "sesame-cookie", "sesame-question", "sesame-preview")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("operating")
    lines = [f"<x:{number}> <x:p> <x:{number + 1}> .\n" for number in range(500)]
    (folder / "data.nt").write_text("".join(lines), encoding="ascii")
    load_files([("", folder / "data.nt")], folder / "store")
    return folder / "store"


@pytest.fixture
def logged(small: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    log = tmp_path / "log"
    variables = {"EVIGRAPH_OPERATOR_TOKEN": SECRETS[0], "EVIGRAPH_STORE_PASSWORD": SECRETS[1]}
    with (
        log.open("w", encoding="utf-8") as out,
        started("--store", small, "--log", "requests", stderr=out, **variables) as (address, _),
    ):
        yield address, log


def text_of(log: Path, *, requests: int) -> str:
    """What was logged once so many requests were; each is logged when its reply has been sent."""
    while log.read_text(encoding="utf-8").count('"request"') < requests:
        pass
    return log.read_text(encoding="utf-8")


def figures(server: str) -> dict[str, float]:
    lines = http.get(f"{server}metrics").text.splitlines()
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")}


def until(server: str, name: str, value: float) -> None:
    while figures(server)[name] != value:
        pass


def until_refused(server: str) -> None:
    place = urlsplit(server)
    with suppress(ConnectionRefusedError):
        while True:
            socket.create_connection((place.hostname, place.port or 80)).close()


def test_health_readiness_and_figures(small: Path) -> None:
    with serving("--store", small) as address:
        assert http.get(f"{address}health").json() == {"status": "ok", "generation": "000001"}
        assert http.get(f"{address}ready").json() == {"status": "ready", "generation": "000001"}
        for _ in range(3):
            assert http.get(f"{address}sparql", params={"query": COUNT}).status_code == 200
        http.get(f"{address}sparql", params={"query": "SELECT"})
        found = figures(address)
        assert found['evigraph_replies_total{part="sparql",status="200"}'] == 3
        assert found['evigraph_replies_total{part="sparql",status="400"}'] == 1
        assert found['evigraph_reply_seconds_bucket{part="sparql",le="+Inf"}'] == 4
        assert found["evigraph_answers_kept_total"] == 2
        assert found["process_resident_memory_bytes"] > 1 << 20


def test_damaged_store_is_named_and_not_ready(small: Path, tmp_path: Path) -> None:
    data = small.parent / "data.nt"
    load_files([("", data)], tmp_path / "store")
    (generation,) = (tmp_path / "store/generations").iterdir()
    tables = sorted(generation.glob("*.sst"))
    for table in tables:
        table.write_bytes(b"\0" * table.stat().st_size)
    with serving("--store", tmp_path / "store") as address:
        assert http.get(f"{address}health").status_code == 200
        ready = http.get(f"{address}ready")
        asked = http.get(f"{address}sparql", params={"query": COUNT})
    assert (ready.status_code, asked.status_code) == (503, 500)
    for reply in (ready, asked):
        assert "the store is damaged" in reply.text
        assert any(table.name in reply.text for table in tables)
        assert str(tmp_path) not in reply.text


def test_requests_and_events_are_lines_of_json(logged: tuple[str, Path]) -> None:
    address, log = logged
    http.get(f"{address}sparql", params={"query": COUNT})
    lines = [json.loads(line) for line in text_of(log, requests=1).splitlines()]
    assert [line["message"] for line in lines] == ["serving", "request"]
    assert lines[0]["generation"] == "000001"
    request = lines[-1]
    assert (request["method"], request["path"], request["status"]) == ("GET", "/sparql", 200)
    assert request["bytes"] > 0
    assert request["client"] == "127.0.0.1"


def test_secrets_are_never_logged(logged: tuple[str, Path]) -> None:
    address, log = logged
    headers = {"authorization": f"Bearer {SECRETS[0]}", "x-api-key": SECRETS[2], "cookie": f"session={SECRETS[3]}"}
    http.get(
        f"{address}sparql", params={"query": f"ASK {{ ?s ?p '{SECRETS[4]}' }}", "token": SECRETS[0]}, headers=headers
    )
    http.post(f"{address}api/ask", json={"question": SECRETS[4]}, headers=headers)
    http.get(f"{address}preview/{SECRETS[5]}", headers=headers)
    http.get(f"{address}sparql", params={"query": f"SELECT {SECRETS[4]}"}, headers=headers)
    text = text_of(log, requests=4)
    assert [secret for secret in SECRETS if secret in text] == []


def test_workers_know_no_secrets() -> None:
    told = public_environment({"EVIGRAPH_OPERATOR_TOKEN": "x", "AWS_SECRET_ACCESS_KEY": "x", "HOME": "/root"})
    assert told == {"HOME": "/root"}


def test_token_is_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    compared = []

    def compare(given: bytes, expected: bytes) -> bool:
        compared.append((given, expected))
        return hmac.compare_digest(given, expected)

    monkeypatch.setenv(previews.TOKEN, "right")
    monkeypatch.setattr(previews, "hmac", type("Hmac", (), {"compare_digest": staticmethod(compare)}))
    for token in ("wrong", "r", "", "\ud800"):
        with pytest.raises(EvigraphError, match="not the operator's token"):
            previews.publish(tmp_path / "x.txt", tmp_path, token)
    assert [expected for _, expected in compared] == [b"right"] * 4


@contextmanager
def running(address: str) -> Iterator[socket.socket]:
    """A query without an end that runs by now."""
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port or 80)) as connection:
        head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: {len(RUNAWAY)}\r\n"
        connection.sendall(f"{head}Content-Type: application/sparql-query\r\n\r\n{RUNAWAY}".encode())
        until(address, "evigraph_queries_waiting", 1)
        yield connection


def test_sigterm_lets_running_queries_end(small: Path) -> None:
    with started("--store", small, "--timeout", "4") as (address, process):
        with running(address) as connection:
            os.kill(process.pid, signal.SIGTERM)
            answered = connection.recv(65536).decode()
        assert answered.startswith("HTTP/1.1 503")
        assert "longer than 4 s" in answered
        assert process.wait(http.PATIENCE) == 0


def children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()


def until_ended(pid: str) -> None:
    with suppress(FileNotFoundError, ProcessLookupError):
        while Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z":
            pass


def test_second_signal_ends_a_server_that_waits_and_its_queries(small: Path) -> None:
    with started("--store", small, "--timeout", "600") as (address, process), running(address):
        workers = children(process.pid)
        os.kill(process.pid, signal.SIGTERM)
        until_refused(address)
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(http.PATIENCE) == -signal.SIGTERM
        assert workers
        for pid in workers:
            until_ended(pid)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_server_that_ends_leaves_no_files(small: Path, tmp_path: Path, sign: signal.Signals) -> None:
    (tmp_path / "made").mkdir()
    data = small.parent / "data.nt"
    with started("--data", data, TMPDIR=str(tmp_path / "made")) as (_, process):
        assert list((tmp_path / "made").iterdir())
        os.kill(process.pid, sign)
        assert process.wait(http.PATIENCE) == 0
    assert list((tmp_path / "made").iterdir()) == []


def test_client_that_asks_too_often_is_told_when_to_come_back(small: Path) -> None:
    with serving("--store", small, "--rate", "0.001") as address:
        first, second = (http.get(f"{address}sparql", params={"query": COUNT}) for _ in range(2))
        assert (first.status_code, second.status_code) == (200, 429)
        assert 0 < int(second.headers["retry-after"]) <= 1000
        assert http.get(f"{address}health").status_code == 200


def test_rates_are_of_each_client_and_allow_a_burst() -> None:
    rates = Rates(2.0)
    assert [rates.wait("a", 0.0) for _ in range(int(2 * BURST))] == [0.0] * int(2 * BURST)
    assert rates.wait("a", 0.0) == pytest.approx(0.5)
    assert rates.wait("b", 0.0) == 0.0
    assert rates.wait("a", 0.5) == 0.0


def test_addresses_of_one_subscriber_are_one_client() -> None:
    rates = Rates(0.01)
    assert rates.wait("2001:db8::1", 0.0) == 0.0
    assert rates.wait("2001:db8::ffff:2", 0.0) > 0
    assert rates.wait("2001:db8:0:1::1", 0.0) == 0.0
    assert rates.wait("192.0.2.1", 0.0) == 0.0
    assert rates.wait("::ffff:192.0.2.1", 0.0) > 0


def test_only_so_many_clients_are_remembered() -> None:
    rates = Rates(1.0)
    for number in range(MOST_CLIENTS + 50):
        rates.wait(str(number), 0.0)
    assert len(rates._used) == MOST_CLIENTS
