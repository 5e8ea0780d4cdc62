"""Where a SPARQL server takes queries, updates and graphs, and who asks.

Knows the habits of servers and the environment's variables; knows nothing of requests.

    EVIGRAPH_STORE_USER, EVIGRAPH_STORE_PASSWORD   credentials, for basic and digest authentication
    EVIGRAPH_STORE_UPDATE, EVIGRAPH_STORE_GRAPHS   addresses for updates and graphs where they follow no habit
    EVIGRAPH_STORE_TIMEOUT                         seconds that an answer may take (60)
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from evigraph.ontology.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMES = ("http://", "https://")
TIMEOUT = 60.0


@dataclass(frozen=True, slots=True)
class Service:
    """The addresses of one store on a server, and the credentials for it, empty where it needs none."""

    query: str
    update: str
    graphs: str
    user: str = ""
    password: str = ""
    timeout: float = TIMEOUT

    def __repr__(self) -> str:
        return f"Service({self.query!r})"  # without the password, wherever it is shown


def is_address(store: str) -> bool:
    """Whether a store is named by an address and not by a path."""
    return store.startswith(SCHEMES)


def service(address: str, environment: Mapping[str, str] | None = None) -> Service:
    """The service at an address; raises UsageError where address or environment cannot be right."""
    given = os.environ if environment is None else environment
    parts = urlsplit(address)
    if not parts.hostname or parts.username or parts.password:
        raise UsageError(
            f"{parts.scheme}://{parts.hostname or ''}{parts.path}: give a store's address without user and password; "
            "these come from EVIGRAPH_STORE_USER and EVIGRAPH_STORE_PASSWORD"
        )
    query, update, graphs = _habits(address)
    return Service(
        query=query,
        update=given.get("EVIGRAPH_STORE_UPDATE") or update,
        graphs=given.get("EVIGRAPH_STORE_GRAPHS") or graphs,
        user=given.get("EVIGRAPH_STORE_USER", ""),
        password=given.get("EVIGRAPH_STORE_PASSWORD", ""),
        timeout=_seconds(given.get("EVIGRAPH_STORE_TIMEOUT", "")),
    )


def _seconds(given: str) -> float:
    try:
        seconds = float(given or TIMEOUT)
    except ValueError:
        seconds = 0.0
    if seconds <= 0:
        raise UsageError(f"EVIGRAPH_STORE_TIMEOUT is a number of seconds, not {given!r}")
    return seconds


def _habits(address: str) -> tuple[str, str, str]:
    """Where a server that takes queries at an address takes updates and graphs.

    Virtuoso asks with `/sparql`, Oxigraph with `/query`, Fuseki with `/DATASET/query`, RDF4J and GraphDB with
    `/repositories/NAME`; others are taken to do everything at one address.
    """
    parts = urlsplit(address.rstrip("/"))
    path = parts.path

    def at(place: str) -> str:
        return urlunsplit((parts.scheme, parts.netloc, place, "", ""))

    stem = path.rpartition("/")[0]
    if path.endswith("/sparql") and stem == "":
        return at(path), at("/sparql-auth"), at("/sparql-graph-crud-auth")
    if path.endswith("/query"):
        return at(path), at(f"{stem}/update"), at(f"{stem}/data" if stem else "/store")
    if "/repositories/" in path:
        return at(path), at(f"{path}/statements"), at(f"{path}/rdf-graphs/service")
    if path == "":
        return at("/query"), at("/update"), at("/store")
    return at(path), at(path), at(path)
