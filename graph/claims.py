"""One reported number or event, reduced to what tells it from others and to the numbers that it prints.

Knows what a claim is and whether two claims agree; knows nothing of where claims come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from evigraph.graph.wording import Time
from evigraph.ontology.rdf import decimal_places

#: Statistics that say the same of one group in two ways, and so restate each other.
PROPORTIONS = frozenset({"percentage", "count"})
UNSIGNED = frozenset({"mean change"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A result or adverse event as far as restatement goes.

    `node` names it for the caller.  `rank` orders places, the better source first: a claim can only restate one of a
    lower rank.  `subject` is the concept that it is about, `wording` the source's words for it.
    """

    node: str
    rank: tuple[int, ...]
    kind: str
    study: str
    subject: str
    wording: str = ""
    measure: str = ""
    statistic: str = ""
    group: str = ""
    unit: str = ""
    severity: str = ""
    status: str = ""
    comparator: str = ""
    time: Time = Time()  # noqa: RUF009  # frozen
    value: Decimal | None = None
    n: Decimal | None = None
    denominator: Decimal | None = None
    percent: Decimal | None = None

    @property
    def percentage(self) -> Decimal | None:
        """The percentage, which a result of that statistic prints as its value."""
        return self.value if self.statistic == "percentage" else self.percent

    @property
    def point(self) -> Decimal | None:
        """The value where it is neither a percentage nor a repetition of n."""
        return None if self.statistic in PROPORTIONS else self.value


def same(one: Decimal, other: Decimal) -> bool:
    """Whether two printed numbers agree at the coarser of their precisions: 85 is 84.6, and 84.5 rounds either way.

    >>> same(Decimal("85"), Decimal("84.6")), same(Decimal("85.0"), Decimal("84.6"))
    (True, False)
    """
    places, others = decimal_places(one), decimal_places(other)
    return one == other if places == others else abs(one - other) <= Decimal(5).scaleb(-min(places, others) - 1)


def compared(one: Claim, other: Claim) -> list[bool]:
    """For each of value, n, denominator and percentage that both print, whether they agree."""
    signless = one.statistic in UNSIGNED or other.statistic in UNSIGNED
    pairs = (
        (_size(one.point, signless=signless), _size(other.point, signless=signless)),
        (one.n, other.n),
        (one.denominator, other.denominator),
        (one.percentage, other.percentage),
    )
    return [same(left, right) for left, right in pairs if left is not None and right is not None]


def _size(value: Decimal | None, *, signless: bool) -> Decimal | None:
    return abs(value) if value is not None and signless else value


def agrees(one: Claim, other: Claim) -> bool:
    """Whether nothing that both print differs, and one does not deny what the other reports."""
    return one.status == other.status and all(compared(one, other))
