"""Documents from a web server on this machine, which counts as public for the test alone."""

from __future__ import annotations

import contextlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from evigraph.ontology.errors import EvigraphError
from evigraph.ui import fetching, sources
from evigraph.ui.fetching import fetch, is_public
from evigraph.ui.manifest import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.ontology.records import SourceDocument


def read(address: str) -> SourceDocument:
    return sources.content(Source(address)).document()


class Site(BaseHTTPRequestHandler):
    """Documents, redirects and misbehaviour, by path."""

    asked: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.asked.append(self.path)
        page = unquote(self.path).split("?")[0].strip("/").replace(".", "_").split("/")[0]
        with contextlib.suppress(ConnectionError):  # whoever asked has seen enough
            getattr(self, page)()

    def say(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def overview_txt(self) -> None:
        self.say(200, {"Content-Type": "text/plain; charset=utf-8"}, b"the text")

    def download(self) -> None:
        self.say(200, {"Content-Type": "text/plain"}, b"the text")

    def moved(self) -> None:
        self.say(302, {"Location": "/overview.txt"})

    def loop(self) -> None:
        self.say(302, {"Location": "/loop"})

    def file(self) -> None:
        self.say(302, {"Location": "file:///etc/passwd"})

    def inside(self) -> None:
        self.say(302, {"Location": "http://10.0.0.1/secret"})

    def huge(self) -> None:
        self.say(200, {"Content-Type": "text/plain", "Content-Length": "30000000"})

    def endless(self) -> None:
        self.say(200, {"Content-Type": "text/plain"})
        for _ in range(3000):
            self.wfile.write(b"x" * 10_000)

    def slow(self) -> None:
        self.say(200, {"Content-Type": "text/plain"})
        for _ in range(100):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def silent(self) -> None:
        time.sleep(1)

    def dripping(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
        for _ in range(100):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def unsized(self) -> None:
        self.say(200, {"Content-Type": "text/plain", "Content-Length": "many"}, b"the text")

    def nowhere(self) -> None:
        self.say(302, {"Location": "http://[::1"})

    def café_txt(self) -> None:
        self.say(200, {"Content-Type": "text/plain"}, b"the text")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(fetching, "is_public", lambda ip: ip == "127.0.0.1" or is_public(ip))
    Site.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_document_is_read_through_a_redirect(site: str) -> None:
    document = read(f"{site}/moved/htg700-overview")
    assert (document.id, document.text, document.format) == ("htg700-overview", "the text", "txt")


def test_media_type_tells_the_format_where_the_address_does_not(site: str) -> None:
    assert read(f"{site}/download?id=7").id == "download"


def test_address_with_other_letters_and_wrong_length_is_read(site: str) -> None:
    assert read(f"{site}/café.txt").text == "the text"
    assert fetch(f"{site}/unsized", largest=1000).content == b"the text"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("loop", "more than 5 redirects"),
        ("file", "file:///etc/passwd: not an address"),
        ("inside", "10.0.0.1, which is not a public address"),
        ("huge", "larger than 1 MB"),
        ("endless", "larger than 1 MB"),
        ("slow", "no answer in time"),
        ("silent", "no answer in time"),
        ("dripping", "no answer in time"),
        ("nowhere", "moved to something that is no address"),
    ],
)
def test_what_may_not_be_read_is_refused(site: str, path: str, message: str) -> None:
    with pytest.raises(EvigraphError, match=message):
        fetch(f"{site}/{path}", largest=1_000_000, limit=0.5)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]", "2130706433"])
def test_own_machine_is_refused_before_a_byte_is_read(site: str, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "is_public", is_public)
    with pytest.raises(EvigraphError, match=r"not a public address|cannot be read"):
        fetch(site.replace("127.0.0.1", host), largest=1000, limit=2)
    assert Site.asked == []


@pytest.mark.parametrize("ip", ["10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "fe80::1%eth0", "fc00::1"])
def test_addresses_that_are_not_public(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/a.txt",
        "https:///a.txt",
        "http://user@example.org/",
        "http://example.org:99999/",
        "http://example.org:port/",
        "http://[::1/a.txt",
        f"http://{'a' * 70}.org/a.txt",
    ],
)
def test_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(EvigraphError, match=r"address|port"):
        fetch(address, largest=1000)


def test_absent_host_is_one_line() -> None:
    with pytest.raises(EvigraphError, match=r"nowhere\.invalid/a\.txt: cannot be read: .+"):
        fetch("http://nowhere.invalid/a.txt", largest=1000)
