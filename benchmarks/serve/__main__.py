"""Requests a second and tail latencies of `evigraph serve` and `oxigraph serve`, in turns, and their ratios.

Targets: at least 0.9 of the peer on a query of 25 rows with no worse 99th percentile, 0.5 on a query of one row.  Each
query is asked over and over, which our server answers from what it keeps and the peer anew each time, and with a
comment that makes it another one each time, so that nothing can be kept.
"""

from __future__ import annotations

import math
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, TypeAlias

import evigraph

from benchmarks.measuring import Row, report
from benchmarks.serve.client import Measured, measure
from benchmarks.serve.server import ROOT, ours, peer

if TYPE_CHECKING:
    from collections.abc import Iterator

    Found: TypeAlias = dict[str, str | dict[str, float]]

PREFIXES = """PREFIX hta: <https://w3id.org/hta-evidence/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
#: A table as the page asks for it, a plain list, and a single figure.
TABLE = """SELECT ?study ?outcome ?statistic ?value ?months ?p WHERE {
  ?result a hta:OutcomeResult ; hta:study/rdfs:label ?study ; hta:outcome/skos:prefLabel ?outcome ; hta:value ?value .
  OPTIONAL { ?result hta:statistic/skos:prefLabel ?statistic }
  OPTIONAL { ?result hta:timeMonths ?months }
  OPTIONAL { ?result hta:pValue ?p }
}
LIMIT 25"""
LIST = """SELECT ?result ?label ?value WHERE {
  ?result a hta:OutcomeResult ; rdfs:label ?label ; hta:value ?value
}
LIMIT 25"""
PATIENTS = "SELECT ?study ?n WHERE { ?study rdfs:label 'Yoon 2016' ; hta:population/hta:nPatients ?n }"
CONNECTIONS, SECONDS, ROUNDS = 32, 2.0, 5


@dataclass(frozen=True, slots=True)
class Case:
    """A query and what is asked of it: the least ratio of rates, and of 99th percentiles the greatest."""

    name: str
    query: str
    rate: float
    tail: float


CASES = (
    Case("25 rows of a table", f"{PREFIXES}{TABLE}", 0.9, 1.0),
    Case("25 rows of a list", f"{PREFIXES}{LIST}", 0.9, 1.0),
    Case("1 row", f"{PREFIXES}{PATIENTS}", 0.5, math.inf),
)


def main() -> int:
    """Measure, report and return how many targets were missed."""
    with tempfile.TemporaryDirectory() as made, ExitStack() as servers:
        data = _data(Path(made))
        own = f"{servers.enter_context(ours('--workers', '2', '--data', str(data)))}sparql"
        other = servers.enter_context(peer(data, Path(made) / "peer"))
        told = [_compared(case, own, other, distinct=distinct) for distinct in (False, True) for case in CASES]
    rows = [row for rows, _ in told for row in rows]
    return report("serve", rows, rounds=ROUNDS, connections=CONNECTIONS, medians=[found for _, found in told])


def _compared(case: Case, own: str, other: str, *, distinct: bool) -> tuple[list[Row], Found]:
    """The medians of the ratios of all rounds, and those of what either server did."""
    taken: dict[str, list[Measured]] = {own: [], other: []}
    for address in taken:
        measure(address, case.query, connections=CONNECTIONS, seconds=1)
    for _ in range(ROUNDS):
        for address, measured in taken.items():
            work = measure(address, case.query, connections=CONNECTIONS, seconds=SECONDS, distinct=distinct)
            measured.append(work)
    pairs = list(zip(taken[own], taken[other], strict=True))
    rate = median(a.rate / b.rate for a, b in pairs)
    tail = median(a.percentile99 / b.percentile99 for a, b in pairs)
    name = f"{case.name}, {'each another' if distinct else 'over and over'}"
    found = {"case": name, "evigraph": _medians(taken[own]), "oxigraph": _medians(taken[other])}
    return list(_rows(name, case, rate, tail)), found


def _rows(name: str, case: Case, rate: float, tail: float) -> Iterator[Row]:
    yield Row(name, f"{rate:.2f} times oxigraph serve", f"at least {case.rate}", rate >= case.rate)
    if case.tail < math.inf:
        yield Row(f"{name}, 99th percentile", f"{tail:.2f} times", f"at most {case.tail}", tail <= case.tail)


def _medians(measured: list[Measured]) -> dict[str, float]:
    return {
        "requests a second": median(each.rate for each in measured),
        "99th percentile, ms": median(each.percentile99 for each in measured) * 1000,
    }


def _data(folder: Path) -> Path:
    """All triples of the bundled examples."""
    evigraph.build(ROOT / "examples", store=folder / "store", workers=1)
    path = folder / "data.nt"
    with evigraph.open(folder / "store") as evidence:
        lines = {line[: line.rindex(b" <")] + b" .\n" for line in evidence.nquads()}
    path.write_bytes(b"".join(sorted(lines)))
    return path


if __name__ == "__main__":
    raise SystemExit(main())
