"""What a study's own section says, place by place: its words, the numbers that it prints, the shares that it gives.

Knows places and kinds of numbers; knows no check.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from evigraph.graph.audit.numbers import Fit, fit, percentage
from evigraph.graph.audit.quotes.reading import numbers, plain
from evigraph.graph.wording import stems
from evigraph.ontology.records import AdverseEvent, Region, Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.graph.audit.evidence import Claim, Evidence
    from evigraph.graph.recall import Words

OWN = frozenset({Region.KEY_FINDINGS, Region.STUDY_DETAILS, Region.ANALYSIS})
#: Places with claims that a study must have before a number is missed in them.
ENOUGH = 3
PERCENT = re.compile(r"\s?(?:%|per ?cent\b)", re.IGNORECASE)
TIME = re.compile(r"[ -](?:day|week|month|year|hour|minute)s?\b", re.IGNORECASE)
TIMES = frozenset({"day", "week", "month", "year", "hour", "minute"})


class Kind(StrEnum):
    """What a number is: a count, a percentage, a time, a change, or a value of something else."""

    COUNT = "count"
    PERCENT = "percentage"
    TIME = "time"
    CHANGE = "change"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number without its sign, and its kind."""

    number: Decimal
    kind: Kind

    def may_be(self, printed: Kind) -> bool:
        """Whether what is printed as a kind of number may be this one: a bare number may be any but a time."""
        measured = self.kind in (Kind.VALUE, Kind.CHANGE)
        return printed is Kind.VALUE or printed is self.kind or (measured and printed is not Kind.COUNT)


@dataclass(frozen=True, slots=True)
class Place:
    """One quote: `printed` are its numbers as they stand, `claimed` those that were read.

    `shares` are n and whole, or a whole of the study where none is printed, `rests` what of a printed whole is left.
    """

    words: Words
    stems: frozenset[str]
    printed: frozenset[Amount]
    claimed: frozenset[Amount]
    shares: tuple[tuple[int, int], ...]
    rests: frozenset[int]


def own_section(study: str, evidence: Evidence) -> list[Place]:
    """The places of a study's own section here and in the joined documents; none where hardly anything was read."""
    known = (evidence, *evidence.sources)
    claims: defaultdict[Words, list[Claim]] = defaultdict(list)
    for claim in (c for e in known for c in e.claims if c.study == study and c.record.region in OWN):
        claims[claim.words].append(claim)
    if len(claims) < ENOUGH:
        return []
    wholes = evidence.wholes.get(study, frozenset())
    told = {s.words for e in known for s in e.statements if s.study == study} - claims.keys()
    return [
        *(_place(words, made, wholes) for words, made in claims.items()),
        *(_place(words, (), ()) for words in told),
    ]


def _place(words: Words, claims: Iterable[Claim], wholes: Iterable[int]) -> Place:
    counted = dict.fromkeys((c.record.n or 0, c.record.denominator) for c in claims if c.record.n)
    shares = tuple((n, of) for n, known in counted for of in ((known,) if known else wholes))
    rests = frozenset(known - n for n, known in counted if known)
    claimed = frozenset(amount for claim in claims for amount in _given(claim))
    return Place(words, stems(plain(words.quote)), frozenset(_printed(words)), claimed, shares, rests)


def _printed(words: Words) -> Iterator[Amount]:
    text = plain(words.quote)
    for number in numbers(words.quote):
        time, percent = TIME.match(text, number.end), PERCENT.match(text, number.end)
        yield Amount(abs(number.value), Kind.TIME if time else Kind.PERCENT if percent else Kind.VALUE)


def amounts(claim: Claim) -> Iterator[Amount]:
    """The numbers by which a claim is checked, as far as its quote prints them: value and ends, else its count."""
    printed = {abs(number.value) for number in numbers(claim.words.quote)}
    share = share_of(claim)
    yield from (a for a in _given(claim) if a.number in printed and not (share and a.kind is Kind.COUNT))


def share_of(claim: Claim) -> bool:
    """Whether a claim prints a percentage that is its n of its whole."""
    record = claim.record
    percent = record.percent if isinstance(record, AdverseEvent) else record.value
    n, of = record.n, record.denominator
    return bool(percent and n and of) and fit(percent or Decimal(0), percentage(n or 0, of or 1)) is not Fit.WRONG


def _given(claim: Claim) -> Iterator[Amount]:
    record = claim.record
    if isinstance(record, AdverseEvent):
        values: tuple[Decimal | None, ...] = (record.percent,)
    else:
        values = (record.value, record.ci_low, record.ci_high, record.range_low, record.range_high)
    kind = _kind(record)
    yield from (Amount(abs(value), kind) for value in values if value and kind is not Kind.COUNT)
    if record.n:
        yield Amount(Decimal(record.n), Kind.COUNT)


def _kind(record: Result | AdverseEvent) -> Kind:
    if isinstance(record, AdverseEvent):
        return Kind.PERCENT
    known = {"count": Kind.COUNT, "mean change": Kind.CHANGE}.get(record.statistic)
    if known or record.unit == "%":
        return known or Kind.PERCENT
    return Kind.TIME if record.unit.removesuffix("s") in TIMES else Kind.VALUE
