"""Requests a second and tail latencies of `evigraph serve` and `oxigraph serve`, in turns, and their ratios.

Targets: at least 0.9 of the peer on a query of 25 rows with no worse 99th percentile, 0.5 on a query of one row.  They
hold for a query that is asked over and over, which our server answers from what it keeps, and the peer anew each time;
the same queries are measured with a comment that makes each of them another one, too, so that nothing is kept.
"""

from __future__ import annotations

import math
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import evigraph

from benchmarks.serve.client import Measured, measure
from benchmarks.serve.server import ROOT, ours, peer

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
    """Measure, print and return 1 where a target is missed."""
    with tempfile.TemporaryDirectory() as made, ExitStack() as servers:
        data = _data(Path(made))
        own = f"{servers.enter_context(ours('--workers', '2', '--data', str(data)))}sparql"
        other = servers.enter_context(peer(data, Path(made) / "peer"))
        missed = [case for case in CASES if not _compared(case, own, other)]
        for case in CASES:
            _compared(case, own, other, distinct=True)
    return 1 if missed else 0


def _compared(case: Case, own: str, other: str, *, distinct: bool = False) -> bool:
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
    ok = rate >= case.rate and tail <= case.tail
    name = f"{case.name}, {'each another' if distinct else 'over and over'}"
    for server, measured in (("evigraph", taken[own]), ("oxigraph", taken[other])):
        told = median(m.rate for m in measured), median(m.percentile99 for m in measured) * 1000
        print(f"{name}: {server} {told[0]:.0f} requests/s, 99th percentile {told[1]:.1f} ms")
    target = "" if distinct else f" (target {case.rate}){'' if ok else ' MISSED'}"
    print(f"{name}: ratio {rate:.2f}, of the 99th percentiles {tail:.2f}{target}", flush=True)
    return ok


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
