"""Audit the bundled overview once, then in stores of more and more documents that have nothing to do with each other.

    python -m benchmarks.audit [--mutations [NUMBER [SEED]]]

With --mutations so many printed numbers of the corpus beside the repository are changed instead, 200 unless it is said,
one at a time: at least 90% of the changes are to be found, and nothing new elsewhere.

Seconds are of the processor, so that a busy machine does not matter.  Targets: one overview in less
than 0.3 s; the seconds a document of the largest store at most 1.5 times those of the smallest, so that the audit is
linear in documents.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from time import process_time

from evigraph.extraction.pipeline import extract
from evigraph.graph.audit.neighbourhood import audits
from evigraph.graph.check import check
from evigraph.graph.derivation import Alone, derive
from evigraph.graph.joining.documents import joined_documents, plans
from evigraph.graph.spool import Spool
from evigraph.ontology.iris import Iris
from evigraph.ontology.rdf import Store
from evigraph.ontology.records import SourceDocument

from benchmarks.measuring import Row, report

OVERVIEW = Path(__file__).parents[2] / "examples" / "cryoablation-overview.txt"
SIZES = (1, 2, 4, 8, 16)
REPEATS = 5
MOST, GROWTH = 0.3, 1.5
CHANGES, SEED, FOUND = 200, 1, 0.9


def seconds_a_document(copies: int, text: str) -> float:
    """The median time to audit one document of a store of so many, each of other studies."""
    store, iris = Store(), Iris()
    with Spool(store) as spool:
        for number in range(copies):
            spool.write(check(extract(SourceDocument(f"overview-{number}", renamed(text, number)))).nquads)
    derive(Alone(store), iris, {f"overview-{number}" for number in range(copies)})
    planned = plans(joined_documents(store))
    times = []
    for _ in range(REPEATS):
        for plan in planned:
            start = process_time()
            list(audits(store, [plan], iris))
            times.append(process_time() - start)
    return median(times)


def renamed(text: str, number: int) -> str:
    """The text with other years, so that its studies and its procedure are no other document's."""
    if not number:
        return text
    years = {str(year): str(year + number * 20) for year in range(2005, 2025)}
    for year, other in years.items():
        text = text.replace(year, other)
    return text.replace("ryoablation", f"ryoablation{number}")


def changed_numbers(number: int, seed: int) -> int:
    """Print how many changed numbers are found, and return 1 where a target is missed."""
    from tests.acceptance.mutations import CORPUS, tried  # the corpus is not part of the repository

    noticed = [one for one, _ in tried(CORPUS, number, seed)]
    if not noticed:
        print(f"{CORPUS}: no documents to change numbers in", file=sys.stderr)
        return 2
    found, elsewhere = sum(one.found for one in noticed), sum(bool(one.elsewhere) for one in noticed)
    enough = found >= FOUND * len(noticed)
    rows = (
        Row(
            "changed numbers found",
            f"{found} of {len(noticed)}",
            f"at least {FOUND:.0%}",
            enough,
        ),
        Row("changes with findings elsewhere", f"{elsewhere} of {len(noticed)}", "none", not elsewhere),
    )
    return report("audit-mutations", rows, seed=seed)


def main(given: list[str]) -> int:
    """Print the figures, and return 1 where a target is missed."""
    if given[:1] == ["--mutations"]:
        return changed_numbers(*(*map(int, given[1:]), *(CHANGES, SEED)[len(given) - 1 :]))
    text = OVERVIEW.read_text(encoding="utf-8")
    found = {size: seconds_a_document(size, text) for size in SIZES}
    for size, seconds in found.items():
        print(f"{size:4} documents: {seconds:.3f} s each")
    growth = found[SIZES[-1]] / found[SIZES[0]]
    rows = (
        Row("audit of one overview", f"{found[1]:.2f} s", f"at most {MOST} s", found[1] <= MOST),
        Row(
            f"audit a document, {SIZES[-1]} beside {SIZES[0]}",
            f"{growth:.2f} times",
            f"at most {GROWTH}",
            growth <= GROWTH,
        ),
    )
    return report("audit", rows, seconds=found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
