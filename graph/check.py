"""One document's findings as what may be loaded of them: described, validated, what is wrong withheld.

Knows description and validation; knows nothing of stores.  A pure function, so that documents can be checked in any
process.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.graph.constraints import Severity, Violation
from evigraph.graph.describe import Description, describe
from evigraph.graph.labels import labels
from evigraph.graph.validation import violations
from evigraph.ontology.iris import Iris
from evigraph.ontology.rdf import NamedNode, Quad, sorted_nquads
from evigraph.ontology.terms import BASE

if TYPE_CHECKING:
    from evigraph.ontology.records import Coverage, Extraction


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A document as it may be loaded: sorted N-Quads without the facts that broke a shape, none where it is refused.

    `violations` are what was withheld and why, our fault; `warnings` what looks wrong in the source, loaded as printed.
    `coverage` tells how much of the evidence was read by which `profile`, `unread` what was strange or could not be.
    """

    id: str
    sha256: str
    text: str
    nquads: bytes
    violations: tuple[Violation, ...] = ()
    warnings: tuple[Violation, ...] = ()
    profile: str = ""
    coverage: Coverage | None = None
    unread: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing of the document may be loaded."""
        return not self.nquads


def check(extraction: Extraction, *, base: str = BASE, software: str = "") -> CheckedDocument:
    """Describe and validate one document; `base` is what its IRIs start with."""
    description = describe(extraction, iris=Iris(base), software=software)
    quads, broken, warnings = _sound(description)
    document = extraction.document
    return CheckedDocument(
        id=document.id,
        sha256=document.sha256,
        text=document.text,
        nquads=sorted_nquads([*quads, *labels(quads)]),
        violations=(*(Violation(r.what, r.message) for r in description.rejected), *broken),
        warnings=tuple(warnings),
        profile=extraction.profile,
        coverage=extraction.coverage,
        unread=extraction.warnings,
    )


def _sound(description: Description) -> tuple[list[Quad], list[Violation], list[Violation]]:
    """The quads that break no shape, the violations of the others, and the warnings.

    Taking a node away can leave another one incomplete, so what is left is validated until nothing is wrong.
    """
    quads, broken = description.quads, list[Violation]()
    vital = {description.sheet.document.value, description.sheet.version.value}
    while True:
        found = violations(quads)
        wrong = [v for v in found if v.severity is Severity.VIOLATION]
        if not wrong:
            return quads, broken, found
        broken += wrong
        nodes = {v.focus for v in wrong}
        left = [quad for quad in quads if not _speaks_of(quad, nodes)]
        if nodes & vital or len(left) == len(quads):
            return [], broken, []
        quads = left


def _speaks_of(quad: Quad, nodes: set[str]) -> bool:
    return any(isinstance(term, NamedNode) and term.value in nodes for term in (quad.subject, quad.object))
