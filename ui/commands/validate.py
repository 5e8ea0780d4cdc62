"""evigraph validate: any RDF file against shapes and axioms.  Knows how findings are told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.graph.constraints import Severity, Violation
from evigraph.graph.validation import file_violations
from evigraph.ontology.rdf import parse

if TYPE_CHECKING:
    import argparse

EXAMPLE = "evigraph validate evidence.ttl --consistency"
#: How many nodes of one message are named.
NAMED = 3


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="RDF of any format: .ttl .nq .trig .nt .rdf .jsonld")
    parser.add_argument("--consistency", action="store_true", help="also by the HermiT reasoner, which needs Java")


def run(options: argparse.Namespace) -> int:
    """Report by message, the most severe first; exit 1 where there is a violation or a contradiction."""
    return max(_validated(Path(name), options.consistency) for name in options.files)


def _validated(path: Path, consistency: bool) -> int:
    found = file_violations(path)
    for line in _report(found):
        print(f"{path}: {line}")
    contradictions = _contradictions(path) if consistency else ()
    for line in contradictions:
        print(f"{path}: Inconsistent: {line}")
    wrong = any(violation.severity is Severity.VIOLATION for violation in found) or bool(contradictions)
    if not found and not contradictions:
        print(f"{path}: conforms")
    return 1 if wrong else 0


def _contradictions(path: Path) -> tuple[str, ...]:
    from evigraph.ontology.reasoning import inconsistencies  # its library takes a second to import

    return inconsistencies(parse(path=path))


def _report(found: list[Violation]) -> list[str]:
    """One line a message: how often, and of which nodes."""
    order = list(Severity)
    counted = Counter((order.index(v.severity), v.message) for v in found)
    lines = []
    for (severity, message), number in sorted(counted.items()):
        nodes = [v.focus for v in found if (order.index(v.severity), v.message) == (severity, message)]
        more = f" and {number - NAMED} more" if number > NAMED else ""
        lines.append(f"{order[severity]}: {message} {number} times: {', '.join(nodes[:NAMED])}{more}")
    return lines
