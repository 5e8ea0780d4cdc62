"""A query in, an answer out, on one open store: what readers in this process and workers in others do alike.

Knows SPARQL results and their formats; knows neither processes nor folders.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from itertools import islice
from typing import cast

from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.rdf import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse_query_results,
    serialize,
)
from evigraph.ontology.terms import BASE, PREFIXES

#: How many rows or triples an answer has at most, unless the caller says otherwise.
ROW_CAP = 100_000
#: How the engine begins to tell of damaged files.
CORRUPT = "Corruption"
#: Folders of a file's path, which are nobody's business.
PLACE = re.compile(r"(?<![^\s:])/(?:[^\s/]+/)*")
SHORTEST_ROW = 3  # bytes: no format writes a row in fewer, but for an empty one
LARGEST = 64 << 20  # bytes: an answer that is larger is not sent, but perhaps its first rows

RESULTS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPHS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
#: What stands between rows, or in some cells too: it tells when to count exactly.
ROW_MARKS = {"json": b'},{"', "xml": b"<result>", "csv": b"\n", "tsv": b"\n"}
# SERVICE and what must follow it, wherever a parser could take it for the keyword.  It is looked for in strings and
# comments too: whoever tells these apart in another way than the parser does lets a query out.
SERVICE = re.compile(
    r"""(?: (?<![\w?$:-]) | (?<=\d) | (?<=true) | (?<=false) ) SERVICE (?:\s|\#[^\n\r]*)*
        (?: SILENT (?:\s|\#[^\n\r]*)* )? (?: [<?$:] | [\w.-]+: )""",
    re.IGNORECASE | re.VERBOSE,
)


class QueryError(EvigraphError):
    """The query cannot be answered as it stands; the message is the parser's or says what is refused."""


class StoreError(EvigraphError):
    """The store cannot be read: files of it are damaged or gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A query and how to answer it.

    `results` and `graph` are format names for rows and for triples.  `default_graphs` and `named_graphs`, where given,
    are the whole dataset, whatever the query says; otherwise that is the union of all graphs, and each by name.
    """

    query: str
    results: str = "json"
    graph: str = "turtle"
    cap: int = ROW_CAP
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A serialised answer: `kind` is solutions, boolean or graph; `truncated` where the cap cut it off."""

    kind: str
    body: bytes
    media_type: str
    truncated: bool = False


def answer(store: Store, request: Request) -> Answer:
    """Answer a query.

    Raises QueryError where it does not parse, asks for what is refused, or answers too much, and StoreError where the
    store turns out to be damaged.
    """
    _refuse_service(request.query)
    try:
        return _answer(store, request)
    except MemoryError:
        raise QueryError("the answer is larger than can be sent; ask for less") from None
    except (RuntimeError, OSError) as error:
        raise failure(error) from None


def opened(generation: str) -> Store:
    """A generation, to be read; raises StoreError where it is damaged or gone."""
    try:
        return Store.read_only(generation)
    except (RuntimeError, OSError) as error:
        raise failure(error) from None


def failure(error: RuntimeError | OSError) -> EvigraphError:
    """What an error of the engine means: damage where it is one of files, or a query that it does not evaluate."""
    said = PLACE.sub("", " ".join(str(error).split()))
    if isinstance(error, OSError) or CORRUPT in said:
        return StoreError(f"the store is damaged: {said}; see evigraph verify, then restore a backup or build it anew")
    return QueryError(f"the query cannot be evaluated: {said}")


def _answer(store: Store, request: Request) -> Answer:
    found = _run(store, request)
    if isinstance(found, QueryBoolean):
        format_ = _boolean_format(request.results)
        return Answer("boolean", found.serialize(format=format_) or b"", format_.media_type)
    return _graph(found, request) if isinstance(found, QueryTriples) else _solutions(store, found, request)


def _run(store: Store, request: Request) -> QuerySolutions | QueryBoolean | QueryTriples:
    try:
        return _evaluated(store, request, prefixes=None)
    except (SyntaxError, ValueError):
        pass  # most queries declare their prefixes, so that only others pay for the usual ones
    try:
        return _evaluated(store, request, prefixes=PREFIXES)
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the query does not parse: {' '.join(str(error).split())}") from None


def _evaluated(
    store: Store, request: Request, *, prefixes: dict[str, str] | None
) -> QuerySolutions | QueryBoolean | QueryTriples:
    chosen = bool(request.default_graphs or request.named_graphs)
    return store.query(
        request.query,
        base_iri=BASE,
        prefixes=prefixes,
        default_graph=[NamedNode(g) for g in request.default_graphs] if chosen else None,
        named_graphs=[NamedNode(g) for g in request.named_graphs] if chosen else None,
    )


def _refuse_service(query: str) -> None:
    if "service" in query.casefold() and SERVICE.search(query):
        raise QueryError("SERVICE is refused: a query reaches this store alone")


def _graph(triples: QueryTriples, request: Request) -> Answer:
    kept = list(islice(triples, request.cap))
    format_ = GRAPHS[request.graph]
    body = serialize(kept, format=format_, prefixes=PREFIXES) or b""
    return Answer("graph", body, format_.media_type, truncated=next(triples, None) is not None)


def _solutions(store: Store, solutions: QuerySolutions, request: Request) -> Answer:
    """Rows are serialised as they come; only an answer large enough to be over the cap is counted, and cut."""
    format_ = RESULTS[request.results]
    body = _serialized(solutions, format_, _Rows(LARGEST, ROW_MARKS[request.results], request.cap))
    if body is not None and (len(body) <= request.cap * SHORTEST_ROW or _rows(body, format_) <= request.cap):
        return Answer("solutions", body, format_.media_type)
    return _cut(cast("QuerySolutions", _run(store, request)), format_, request.cap)


def _cut(solutions: QuerySolutions, format_: QueryResultsFormat, cap: int) -> Answer:
    """The first rows alone, taken from the one format in which every line is a row."""
    lines = _Lines(cap + 1)
    _serialized(solutions, QueryResultsFormat.TSV, lines)
    kept = cast("QuerySolutions", parse_query_results(lines.kept(), QueryResultsFormat.TSV))
    return Answer("solutions", kept.serialize(format=format_) or b"", format_.media_type, truncated=lines.full)


def _serialized(solutions: QuerySolutions, format_: QueryResultsFormat, out: _Bytes) -> bytes | None:
    """The serialised rows, None where the buffer was full before the end."""
    try:
        solutions.serialize(out, format_)
    except OSError:
        if not out.full:
            raise
        return None
    return out.getvalue()


def _rows(body: bytes, format_: QueryResultsFormat) -> int:
    if format_ == QueryResultsFormat.CSV:
        return sum(1 for _ in csv.reader(TextIOWrapper(BytesIO(body), encoding="utf-8", newline=""))) - 1
    return sum(1 for _ in cast("QuerySolutions", parse_query_results(body, format_)))


class _Bytes(BytesIO):
    """A buffer that refuses more than so many bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._left = limit
        self.full = False

    def size(self, chunk: bytes) -> int:
        return len(chunk)

    def write(self, chunk: bytes) -> int:  # type: ignore[override]
        super().write(chunk)
        self._left -= self.size(chunk)
        if self._left < 0:
            self.full = True
            raise OSError("the answer is larger than it may be")
        return len(chunk)


class _Rows(_Bytes):
    """A buffer that refuses more than so many bytes, or what looks like more than so many rows."""

    def __init__(self, limit: int, mark: bytes, cap: int) -> None:
        super().__init__(limit)
        self._mark = mark
        self._marks = cap + 1

    def size(self, chunk: bytes) -> int:
        self._marks -= chunk.count(self._mark)
        return len(chunk) if self._marks >= 0 else LARGEST + 1


class _Lines(_Bytes):
    """A buffer that refuses more than so many lines."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self._limit = limit

    def size(self, chunk: bytes) -> int:
        return chunk.count(b"\n")

    def kept(self) -> bytes:
        """The lines up to the limit."""
        return b"".join(self.getvalue().splitlines(keepends=True)[: self._limit])


def _boolean_format(results: str) -> QueryResultsFormat:
    """CSV and TSV have no form for a boolean, so JSON stands in."""
    return RESULTS[results] if results in ("json", "xml") else QueryResultsFormat.JSON
