"""One change between two versions of a document, with the words of both.

Knows changes; knows nothing of how they are found.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evigraph.graph.recall import Words


class Kind(StrEnum):
    """What changed, that which matters most first."""

    RECOMMENDATION_CHANGED = "recommendation changed"
    RECOMMENDATION_ADDED = "recommendation added"
    RECOMMENDATION_DROPPED = "recommendation dropped"
    STUDY_ADDED = "study added"
    STUDY_DROPPED = "study dropped"
    DIRECTION_CHANGED = "direction changed"
    NUMBER_CHANGED = "number of patients changed"
    VALUE_CHANGED = "value changed"
    STUDY_CHANGED = "study changed"
    EVENT_ADDED = "adverse event added"
    EVENT_DROPPED = "adverse event dropped"
    RESULT_ADDED = "result added"
    RESULT_DROPPED = "result dropped"

    @property
    def rank(self) -> int:
        """0 for what matters most."""
        return list(Kind).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`old` became `new` of `subject`; `before` and `after` are the words that say so, None where there are none."""

    kind: Kind
    subject: str
    old: str = ""
    new: str = ""
    study: str = ""
    before: Words | None = None
    after: Words | None = None

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Changes are listed by what they matter, then by place."""
        place = self.after or self.before
        return self.kind.rank, place.start if place else 0, place.end if place else 0, self.subject
