"""Requests a second and tail latencies of `evigraph serve` and `oxigraph serve`, in turns, and their ratios.

Targets: at least 0.9 of the peer on a query of 25 rows with no worse 99th percentile, 0.5 on a query of one row.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import evigraph

from benchmarks.serve.client import Measured, measure
from benchmarks.serve.server import ROOT, ours, peer

PREFIXES = """PREFIX hta: <https://w3id.org/hta-evidence/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
#: A table as the page asks for it, and a single figure.
RESULTS = """SELECT ?study ?outcome ?statistic ?value ?months ?p WHERE {
  ?result a hta:OutcomeResult ; hta:study/rdfs:label ?study ; hta:outcome/skos:prefLabel ?outcome ; hta:value ?value .
  OPTIONAL { ?result hta:statistic/skos:prefLabel ?statistic }
  OPTIONAL { ?result hta:timeMonths ?months }
  OPTIONAL { ?result hta:pValue ?p }
}
LIMIT 25"""
PATIENTS = "SELECT ?study ?n WHERE { ?study rdfs:label 'Yoon 2016' ; hta:population/hta:nPatients ?n }"
QUERIES = {25: f"{PREFIXES}{RESULTS}", 1: f"{PREFIXES}{PATIENTS}"}
TARGETS = {25: 0.9, 1: 0.5}
CONNECTIONS, SECONDS, ROUNDS = 32, 3.0, 5


def main() -> int:
    """Measure, print and return 1 where a target is missed."""
    with tempfile.TemporaryDirectory() as made, ExitStack() as servers:
        data = _data(Path(made))
        own = f"{servers.enter_context(ours('--workers', '2', '--data', str(data)))}sparql"
        other = servers.enter_context(peer(data, Path(made) / "peer"))
        missed = [rows for rows, query in QUERIES.items() if not _compared(rows, query, own, other)]
    return 1 if missed else 0


def _compared(rows: int, query: str, own: str, other: str) -> bool:
    for address in (own, other):
        measure(address, query, connections=CONNECTIONS, seconds=1)
    taken: dict[str, list[Measured]] = {own: [], other: []}
    for _ in range(ROUNDS):
        for address, measured in taken.items():
            measured.append(measure(address, query, connections=CONNECTIONS, seconds=SECONDS))
    pairs = list(zip(taken[own], taken[other], strict=True))
    rate = median(a.rate / b.rate for a, b in pairs)
    tail = median(a.percentile99 / b.percentile99 for a, b in pairs)
    for name, measured in (("evigraph", taken[own]), ("oxigraph", taken[other])):
        told = median(m.rate for m in measured), median(m.percentile99 for m in measured) * 1000
        print(f"{rows:3} rows  {name}  {told[0]:7.0f} requests/s  99th percentile {told[1]:6.1f} ms")
    ok = rate >= TARGETS[rows] and (rows == 1 or tail <= 1)
    print(
        f"{rows:3} rows  ratio {rate:.2f} (target {TARGETS[rows]})  99th percentile {tail:.2f} {'' if ok else 'MISSED'}"
    )
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
