"""What a build did, as records.

Knows documents and violations; knows nothing of stores.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evigraph.graph.constraints import Violation
    from evigraph.ontology.records import Coverage


@dataclass(frozen=True, slots=True)
class BuiltDocument:
    """What became of one document: `quads` is 0 where it was refused, `replaced` the hash of another version before.

    A document that was `unchanged` is in the store as it was.  `coverage` tells how much of its evidence was read by
    which `profile`, `unread` what was strange or could not be read.
    """

    id: str
    sha256: str
    quads: int
    replaced: str = ""
    unchanged: bool = False
    violations: tuple[Violation, ...] = ()
    warnings: tuple[Violation, ...] = ()
    profile: str = ""
    coverage: Coverage | None = None
    unread: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing of the document was loaded."""
        return self.quads == 0


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: its documents in the order in which they came, and how many quads were derived from them.

    `alone` has a line for each guidance of the store without its overview, and for each overview without guidance.
    """

    documents: tuple[BuiltDocument, ...]
    generation: str
    joined: int
    inferred: int
    audited: int = 0
    alone: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing was withheld or refused."""
        return not any(document.violations for document in self.documents)
