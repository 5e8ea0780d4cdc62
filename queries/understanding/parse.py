"""The typed parse of a question: what is asked, of which kind of fact, under which constraints.

Knows the records; knows nothing of how they are found or answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evigraph.ontology.vocabulary import vocabulary
from evigraph.queries.composition import Filter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evigraph.queries.composition import Constraint
    from evigraph.queries.parameters import Value
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


def slots(parse: Parse) -> dict[str, str]:
    """The constraints of a parse by name, with the labels by which the question or the graph knows their values."""
    labels = {mention.value: mention.label for mention in parse.question.mentions if mention.label}
    found: dict[str, list[str]] = {}
    for one in _filters(parse):
        name = f"not_{one.name}" if one.negated else one.name
        found.setdefault(name, []).extend(_told(value, labels) for value in one.values)
    return {name: "; ".join(dict.fromkeys(told)) for name, told in found.items()}


def _filters(parse: Parse) -> Iterator[Filter]:
    for constraint in (*parse.constraints, *parse.soft):
        if isinstance(constraint, Filter):
            yield constraint
        else:
            yield from constraint.filters


def _told(value: Value, labels: Mapping[str, str]) -> str:
    if isinstance(value, tuple):
        return " to ".join(end.value for end in value)
    known = vocabulary().concept(value.value) if value.value not in labels else None
    return known.label if known else labels.get(value.value, value.value)
