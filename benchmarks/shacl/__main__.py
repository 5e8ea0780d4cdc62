"""Check the bundled overview as a build does, and by full pySHACL with its SPARQL constraints.

Target: at most a tenth of pySHACL's time, and the same violations, on the overview as it is and with facts damaged.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.extraction.pipeline import extract
from evigraph.graph.describe import describe
from evigraph.graph.validation import all_shapes, data_graph, reported, violations
from evigraph.ontology.records import SourceDocument

from benchmarks.measuring import Row, in_turn, processor, report

if TYPE_CHECKING:
    from evigraph.graph.constraints import Violation
    from evigraph.ontology.rdf import Quad

OVERVIEW = Path(__file__).parents[2] / "examples" / "cryoablation-overview.txt"
ROUNDS = 5
MOST = 0.1
#: Every so many quads of the damaged overview are left out.
LEFT_OUT = 97


def main(rounds: int = ROUNDS) -> int:
    quads = describe(extract(SourceDocument(OVERVIEW.stem, OVERVIEW.read_text(encoding="utf-8")))).quads
    damaged = [quad for number, quad in enumerate(quads) if number % LEFT_OUT]
    ours, worst, full = in_turn(
        rounds,
        lambda: processor(lambda: violations(quads)),
        lambda: processor(lambda: violations(damaged)),
        lambda: processor(lambda: fully(quads)),
    )
    same = told(violations(quads)) == told(fully(quads)) and told(violations(damaged)) == told(fully(damaged))
    found = (("SHACL of one overview", ours / full), ("SHACL where facts are damaged", worst / full))
    rows = [Row(name, f"{ratio:.3f} of full pySHACL", f"at most {MOST}", ratio <= MOST) for name, ratio in found]
    rows.append(Row("violations of shapes", "the same" if same else "others", "the same", same))
    return report("shacl", rows, rounds=rounds, damaged=len(told(violations(damaged))))


def fully(quads: list[Quad]) -> list[Violation]:
    """What pySHACL says of all shapes."""
    return list(reported(data_graph(quads), all_shapes()))


def told(found: list[Violation]) -> set[tuple[str, str]]:
    """What is wrong with which node."""
    return {(violation.focus, violation.message) for violation in found}


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
