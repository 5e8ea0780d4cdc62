"""The typed parse of a question: what is asked, of which kind of fact, under which constraints.

Knows the records; knows nothing of how they are found or answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evigraph.queries.composition import Constraint
    from evigraph.queries.template import Template
    from evigraph.queries.understanding.mentions import Mention, Question


class Ask(StrEnum):
    """What kind of answer is wanted."""

    VALUE = "value"
    LIST = "list"
    COUNT = "count"
    SUM = "sum"
    AVERAGE = "average"
    SHARE = "share"
    MOST = "most"
    LEAST = "least"
    COMPARISON = "comparison"
    CHANGE = "change"
    REASON = "reason"
    DEFINITION = "definition"
    PROVENANCE = "provenance"
    CONSISTENCY = "consistency"
    SIGNIFICANCE = "significance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """One reading of a question.

    `used` are the tokens that names, concepts and cues of this reading explain, `focus` those that ask for its kind,
    `described` those that describe studies and `fitting` those that are true of named ones; what is left may be
    explained by the rows that are found.  `asked` are columns without which a row is no answer.  `of_studies` says that
    studies are what is asked for, `yes_no` that the answer starts with Yes or No, `verified` what a yes or no is about.
    `limit` is the n of a top n, `loose` that no word asks for facts of this kind.  `soft` are constraints that may be
    dropped where nothing meets them.
    """

    question: Question
    template: Template
    ask: Ask
    constraints: tuple[Constraint, ...] = ()
    soft: tuple[Constraint, ...] = ()
    used: frozenset[int] = frozenset()
    focus: frozenset[int] = frozenset()
    described: frozenset[int] = frozenset()
    fitting: frozenset[int] = frozenset()
    asked: tuple[str, ...] = ()
    of_studies: bool = False
    yes_no: bool = False
    verified: tuple[Mention, ...] = ()
    limit: int | None = None
    loose: bool = False

    @property
    def studies(self) -> tuple[str, ...]:
        """The IRIs of the studies that it is narrowed to by name or description."""
        named = (c for c in (*self.constraints, *self.soft) if getattr(c, "name", "") == "study")
        return tuple(str(getattr(v, "value", "")) for c in named for v in getattr(c, "values", ()))
