"""Servers that are down, slow, closed, wrong or cut off in mid-build: one clear line each, and a retry that is safe.

Knows how servers fail; knows nothing of real ones.
"""

from __future__ import annotations

import http.server
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from evigraph.graph.stores.client import Client
from evigraph.graph.stores.remote import RemoteReader
from evigraph.graph.stores.service import Service, service
from evigraph.ontology.errors import EvigraphError, UsageError
from evigraph.ontology.rdf import DefaultGraph, NamedNode, Quad, QueryResultsFormat, RdfFormat, Store, parse
from evigraph.ui.cli import main

from tests.publication.engines import free_port
from tests.publication.tiny import lines, put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


OLD, NEW = {"a": "old", "b": "other"}, {"a": "new", "c": "more"}


class Faulty(http.server.ThreadingHTTPServer):
    """A SPARQL server over an embedded store whose `fault` may answer a request before it does."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.store = Store()
        self.fault: Callable[[Handler], bool] = lambda _: False
        self.writes = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/query"


class Handler(http.server.BaseHTTPRequestHandler):
    """Queries, updates and graphs of the protocols, as far as builds use them."""

    server: Faulty
    wbufsize = 1 << 16
    disable_nagle_algorithm = True

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except (ConnectionError, ValueError):
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("content-length") or 0))

    def reply(self, status: int, content: bytes = b"", kind: str = "text/plain") -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self) -> None:
        content = self.body()
        path = urlsplit(self.path).path
        if path != "/query":
            self.server.writes += 1
        if self.server.fault(self):
            return
        if path == "/query":
            query = parse_qs(content.decode())["query"][0]
            found = self.server.store.query(query)
            self.reply(200, found.serialize(format=QueryResultsFormat.JSON) or b"", "application/sparql-results+json")
        elif path == "/update":
            self.server.store.update(content.decode())
            self.reply(204)
        else:
            self.load(content)

    def load(self, content: bytes) -> None:
        graph = self.graph()
        self.server.store.bulk_extend(
            Quad(q.subject, q.predicate, q.object, graph) for q in parse(content, RdfFormat.TURTLE)
        )
        self.reply(204)

    def graph(self) -> NamedNode | DefaultGraph:
        named = parse_qs(urlsplit(self.path).query).get("graph")
        return NamedNode(named[0]) if named else DefaultGraph()

    def do_PUT(self) -> None:
        content = self.body()
        self.server.writes += 1
        if not self.server.fault(self):
            self.server.store.clear_graph(self.graph())
            self.load(content)

    def do_DELETE(self) -> None:
        self.server.writes += 1
        if not self.server.fault(self):
            self.server.store.clear_graph(self.graph())
            self.reply(204)

    def do_GET(self) -> None:
        if not self.server.fault(self):
            content = self.server.store.dump(format=RdfFormat.N_TRIPLES, from_graph=self.graph()) or b""
            self.reply(200, content, "application/n-triples")


@pytest.fixture
def server() -> Iterator[Faulty]:
    with Faulty() as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


@contextmanager
def refused(words: str) -> Iterator[None]:
    with pytest.raises(EvigraphError, match=words) as caught:
        yield
    assert "\n" not in str(caught.value)


def reader(server: Faulty) -> RemoteReader:
    return RemoteReader(service(server.address, {}))


def test_server_that_is_down() -> None:
    with refused("cannot be reached .*is the server running"):
        RemoteReader(service(f"http://127.0.0.1:{free_port()}/query", {}))


def test_server_that_is_slow(server: Faulty) -> None:
    server.fault = lambda _: time.sleep(3) is None and False
    slow = Service(server.address, server.address, server.address, timeout=1)
    with refused("no answer within 1 s.*EVIGRAPH_STORE_TIMEOUT"):
        RemoteReader(slow)


def test_wrong_password(server: Faulty) -> None:
    server.fault = lambda handler: handler.reply(401) is None
    with refused("access denied; set EVIGRAPH_STORE_USER and EVIGRAPH_STORE_PASSWORD"):
        RemoteReader(service(server.address, {"EVIGRAPH_STORE_USER": "a", "EVIGRAPH_STORE_PASSWORD": "secret"}))


def test_password_is_never_shown(server: Faulty) -> None:
    given = service(server.address, {"EVIGRAPH_STORE_USER": "a", "EVIGRAPH_STORE_PASSWORD": "secret"})
    assert "secret" not in repr(given)
    with pytest.raises(UsageError, match="without user and password") as caught:
        service("http://a:secret@127.0.0.1/query", {})
    assert "secret" not in str(caught.value)


def test_page_that_is_no_endpoint(server: Faulty) -> None:
    server.fault = lambda handler: handler.reply(200, b"<html>Welcome", "text/html") is None
    with refused("answered nonsense .'<html>Welcome'.; is this the address of a SPARQL endpoint"):
        RemoteReader(service(server.address, {}))


def test_server_without_a_store(server: Faulty) -> None:
    with refused("no evigraph store here; make one with: evigraph build SOURCE --store http"):
        reader(server)


def test_server_that_takes_no_writes(server: Faulty) -> None:
    server.fault = lambda handler: handler.command == "PUT" and handler.reply(405) is None
    with refused("nothing can be written here"):
        put(server.address, {"a": "old"})


def test_timeout_that_is_no_number() -> None:
    with pytest.raises(UsageError, match="EVIGRAPH_STORE_TIMEOUT is a number"):
        service("http://127.0.0.1/query", {"EVIGRAPH_STORE_TIMEOUT": "soon"})


def failing_from(write: int, how: Callable[[Handler], object]) -> Callable[[Handler], bool]:
    """A fault that begins with a certain write."""

    def fault(handler: Handler) -> bool:
        if handler.server.writes < write or handler.command == "GET":
            return False
        how(handler)
        return True

    return fault


def nonsense(handler: Handler) -> None:
    handler.reply(200, b"<html>Proxy error</html>", "text/html")


def gone(handler: Handler) -> None:
    handler.connection.close()


def failed(handler: Handler) -> None:
    handler.reply(500, b"disk full")


@pytest.mark.parametrize("how", [nonsense, gone, failed])
def test_build_that_is_cut_off_anywhere_is_finished_by_the_next_one(
    server: Faulty, how: Callable[[Handler], object]
) -> None:
    put(server.address, OLD)
    before = list(reader(server).nquads())
    assert before == lines(OLD)
    for write in range(1, 40):
        if _put(server, failing_from(write, how)):
            break
        assert _seen(server) in (before, lines(NEW), None)
        put(server.address, OLD)  # finishes first what was cut off, then goes back
        assert list(reader(server).nquads()) == before
    assert 5 < write < 39
    assert list(reader(server).nquads()) == lines(NEW)


def _put(server: Faulty, fault: Callable[[Handler], bool]) -> bool:
    """Whether a build came through."""
    server.fault, server.writes = fault, 0
    try:
        put(server.address, NEW, EVIGRAPH_STORE_TIMEOUT="5")
    except EvigraphError as error:
        return "\n" in str(error)
    finally:
        server.fault = lambda _: False
    return True


def _seen(server: Faulty) -> list[bytes] | None:
    """What a reader sees: all of a build, or that there is none to be seen."""
    try:
        return list(reader(server).nquads())
    except EvigraphError as error:
        return None if "half-loaded" in str(error) else []


def test_half_loaded_store_tells_what_to_do(server: Faulty) -> None:
    put(server.address, {"a": "old"})
    state = "https://evidence.example.org/graph/state"
    client = Client(service(server.address, {}))
    client.put(state, client.get(state).replace(b"complete", b"switching"))
    with refused("half-loaded.*run a build again"):
        reader(server)


def test_command_tells_in_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["info", "--store", f"http://127.0.0.1:{free_port()}/query"]) == 1
    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith("evigraph: http://127.0.0.1")
