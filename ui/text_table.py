"""Solutions as a table for a terminal.  Knows rows of terms; knows nothing of where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.ontology.rdf import NamedNode
from evigraph.ontology.terms import PREFIXES

if TYPE_CHECKING:
    from evigraph.graph.solutions import Bound, Solutions

#: Characters of the widest column; what is longer is shown without its end.
WIDEST = 60


def text_table(solutions: Solutions) -> str:
    """One line a row, columns as wide as they need."""
    rows = [list(solutions.variables), *([shown(term) for term in row] for row in solutions)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(solutions.variables))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def shown(term: Bound) -> str:
    """A term as people read it, IRIs with their prefix, in one line."""
    if term is None:
        return ""
    return shortened(compact(term.value) if isinstance(term, NamedNode) else term.value)


def shortened(words: str) -> str:
    """Words in one line, without their end where they are many."""
    plain = " ".join(words.split())
    return plain if len(plain) <= WIDEST else f"{plain[: WIDEST - 1]}…"


def compact(iri: str) -> str:
    """An IRI with its prefix where it has one that is known.

    >>> compact("https://w3id.org/hta-evidence/ns#Study")
    'hta:Study'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def percent(share: float) -> str:
    """A share in percent with one decimal, never rounded up.

    >>> percent(0.96999)
    '96.9%'
    """
    return f"{int(share * 1000) / 10:.1f}%"
