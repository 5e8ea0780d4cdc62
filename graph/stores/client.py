"""The door to SPARQLWrapper, and the Graph Store Protocol beside it: requests to one server, and what goes wrong.

Knows HTTP; knows nothing of what is in a store.  <https://www.w3.org/TR/sparql11-protocol/> and
<https://www.w3.org/TR/sparql11-http-rdf-update/>.
"""

from __future__ import annotations

import re
import socket
import warnings
from base64 import b64encode
from contextlib import closing
from http.client import HTTPException
from math import ceil
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    build_opener,
    parse_http_list,
    parse_keqv_list,
)

from evigraph.graph.answer import QueryError
from evigraph.ontology.errors import EvigraphError
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evigraph.graph.stores.service import Service

NTRIPLES = "application/n-triples"
#: What sends N-Triples; every N-Triples document is Turtle, which every server takes.
TURTLE_TYPE = "text/turtle"
ROWS, YES_OR_NO, GRAPH = "SELECT", "ASK", "CONSTRUCT"
DENIED = (401, 403)
LONGEST_REASON = 200
#: What a query is made of up to its form: IRIs, strings and comments that may look like it, names, and the form.
WORDS = re.compile(
    r"""<[^<>"{}|^`\\\s]*> | "[^"\n]*" | '[^'\n]*' | \#[^\n]* | [\w.-]*:[\w.-]*
    | \b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b""",
    re.IGNORECASE | re.VERBOSE,
)
#: What SPARQLWrapper puts before the words of a server.
RESPONSE = re.compile(r"\A.*?Response:\s*b?['\"]?", re.DOTALL)


class Client:
    """Sends requests to one service; every method raises EvigraphError with the line to show."""

    def __init__(self, service: Service) -> None:
        self.service = service
        passwords = _passwords(service)
        self._digest = HTTPDigestAuthHandler(passwords)
        self._opener = build_opener(self._digest, HTTPBasicAuthHandler(passwords))
        self._opener_without_credentials = build_opener()

    def query(
        self, query: str, *, default: Iterable[str] = (), named: Iterable[str] = (), limit: float | None = None
    ) -> tuple[str, bytes]:
        """Kind (SELECT, ASK, CONSTRUCT or DESCRIBE) and answer, in JSON or else in Turtle.

        Raises QueryError where the server finds the query wrong.
        """
        wrapper = self._wrapper(query, default, named)
        seconds = min(limit or self.service.timeout, self.service.timeout)
        wrapper.setTimeout(ceil(seconds))
        try:
            with closing(wrapper.query().response) as reply:
                return str(wrapper.queryType), reply.read()
        except QueryBadFormed as error:
            raise QueryError(f"the query does not parse: {_reason(error.args[-1])}") from None
        except SPARQLWrapperException as error:
            raise self._failed(self.service.query, _reason(error.args[-1])) from None
        except (OSError, HTTPException) as error:
            raise self._unreached(self.service.query, error, seconds) from None

    def _wrapper(self, query: str, default: Iterable[str], named: Iterable[str]) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(self.service.query)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # it looks for the form of a query in comments too
            wrapper.setQuery(query)
            wrapper.queryType = form(query)
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(JSON if wrapper.queryType in (ROWS, YES_OR_NO) else TURTLE)
        for name, graphs in (("default-graph-uri", default), ("named-graph-uri", named)):
            for graph in graphs:
                wrapper.addParameter(name, graph)
        if self.service.user:
            wrapper.setCredentials(self.service.user, self.service.password)
        return wrapper

    def update(self, update: str) -> None:
        """Run a SPARQL update."""
        self._send("POST", self.service.update, update.encode(), {"Content-Type": "application/sparql-update"})

    def get(self, graph: str) -> bytes:
        """The triples of a graph as N-Triples, empty for the default graph; nothing where there is no such graph."""
        return self._send("GET", self._graph(graph), None, {"Accept": NTRIPLES})

    def put(self, graph: str, triples: bytes) -> None:
        """Put N-Triples in the place of what a graph holds."""
        self._send("PUT", self._graph(graph), triples, {"Content-Type": TURTLE_TYPE})

    def add(self, graph: str, triples: bytes) -> None:
        """Add N-Triples to a graph."""
        self._send("POST", self._graph(graph), triples, {"Content-Type": TURTLE_TYPE})

    def delete(self, graph: str) -> None:
        """Remove a graph, if there is one."""
        self._send("DELETE", self._graph(graph), None, {})

    def _graph(self, graph: str) -> str:
        """The address of a graph."""
        name = urlencode({"graph": graph}, quote_via=quote) if graph else "default"
        return f"{self.service.graphs}?{name}"

    def _send(self, method: str, address: str, body: bytes | None, headers: Mapping[str, str]) -> bytes:
        request = Request(address, body, dict(headers), method=method)  # noqa: S310  # service() takes http alone
        if self.service.user and body:
            self._sign(request)
        try:
            with self._opener.open(request, timeout=self.service.timeout) as reply:
                return bytes(reply.read())
        except HTTPError as error:
            with error:
                if error.code == 404 and method in ("GET", "DELETE"):
                    return b""
                raise self._refused(address, error) from None
        except (OSError, HTTPException, ValueError) as error:
            raise self._unreached(address, error) from None

    def _sign(self, request: Request) -> None:
        """Say who asks before a body is sent, since servers close the connection on large ones of unknown senders."""
        try:
            with self._opener_without_credentials.open(request.full_url, timeout=self.service.timeout):
                challenge = "basic"
        except HTTPError as error:
            with error:
                challenge = error.headers.get("www-authenticate", "basic")
        except (OSError, HTTPException) as error:
            raise self._unreached(request.full_url, error) from None
        scheme, _, parameters = challenge.partition(" ")
        if scheme.lower() == "digest":
            told = parse_keqv_list(parse_http_list(parameters))
            request.add_unredirected_header("Authorization", f"Digest {self._digest.get_authorization(request, told)}")
        else:
            pair = f"{self.service.user}:{self.service.password}".encode()
            request.add_unredirected_header("Authorization", f"Basic {b64encode(pair).decode()}")

    def _refused(self, address: str, error: HTTPError) -> EvigraphError:
        if error.code in DENIED:
            return self._denied(address)
        if error.code in (404, 405, 501):
            return EvigraphError(
                f"{_plain(address)}: nothing can be written here (HTTP {error.code}); give the address of a store that "
                "takes updates, or set EVIGRAPH_STORE_UPDATE and EVIGRAPH_STORE_GRAPHS"
            )
        return self._failed(address, f"HTTP {error.code}: {_reason(error.read())}")

    def _unreached(self, address: str, error: Exception, seconds: float | None = None) -> EvigraphError:
        cause = error.reason if isinstance(error, URLError) and isinstance(error.reason, Exception) else error
        if isinstance(error, HTTPError):
            with error:
                return self._refused(address, error)
        if isinstance(cause, TimeoutError | socket.timeout):
            waited = f"{seconds or self.service.timeout:g} s"
            return EvigraphError(
                f"{_plain(address)}: no answer within {waited}; try again, or allow more with EVIGRAPH_STORE_TIMEOUT"
            )
        if isinstance(cause, ValueError):  # urllib tells so of credentials that were refused before
            return self._denied(address)
        return EvigraphError(f"{_plain(address)}: cannot be reached ({cause}); is the server running?")

    def _failed(self, address: str, reason: str) -> EvigraphError:
        if "unauthorized" in reason.lower() or "HTTP Error 401" in reason:
            return self._denied(address)
        return EvigraphError(f"{_plain(address)}: the server failed: {reason}")

    def _denied(self, address: str) -> EvigraphError:
        return EvigraphError(
            f"{_plain(address)}: access denied; set EVIGRAPH_STORE_USER and EVIGRAPH_STORE_PASSWORD to those of a user "
            "who may do this"
        )


def _passwords(service: Service) -> HTTPPasswordMgrWithDefaultRealm:
    passwords = HTTPPasswordMgrWithDefaultRealm()
    if service.user:
        for address in (service.query, service.update, service.graphs):
            passwords.add_password(None, address, service.user, service.password)
    return passwords


def _plain(address: str) -> str:
    """An address without its query."""
    return urlsplit(address)._replace(query="").geturl()


def form(query: str) -> str:
    r"""The form of a query: SELECT, ASK, CONSTRUCT or DESCRIBE; SELECT where the server will find it wrong.

    >>> form("# ASK not\nPREFIX ask: <http://example.org/#describe> CONSTRUCT WHERE { ?s ?p 'select' }")
    'CONSTRUCT'
    """
    return next((found[1].upper() for found in WORDS.finditer(query) if found[1]), ROWS)


def _reason(said: object) -> str:
    """The first line of what a server says, shortened."""
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    text = RESPONSE.sub("", text).replace("\\n", "\n")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    told = lines[0] if lines else "no reason given"
    return told if len(told) <= LONGEST_REASON else f"{told[: LONGEST_REASON - 1]}…"
