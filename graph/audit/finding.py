"""One thing that a source gets wrong, with the words that show it.

Knows findings; knows nothing of how they are made or kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evigraph.graph.recall import Words


class Severity(StrEnum):
    """How sure it is that something is wrong, the surest first.

    Two statements exclude each other; numbers do not follow from each other; something is missing or unclear; worth
    knowing.
    """

    CONTRADICTION = "contradiction"
    ARITHMETIC = "arithmetic"
    REPORTING = "reporting"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What `check` found at the words `a`, and at `b` where another statement is needed to show it.

    `about` are the nodes that it concerns, `recomputed` the value that the printed numbers give.
    """

    check: str
    severity: Severity
    message: str
    a: Words
    b: Words | None = None
    study: str = ""
    recomputed: str = ""
    about: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Findings are listed by document and place."""
        return self.a.document_id, self.a.start, self.a.end, self.check
