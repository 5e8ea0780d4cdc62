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

from evigraph.graph.audit.doubt import name_of
from evigraph.graph.audit.numbers import Fit, fit, percentage
from evigraph.graph.audit.quotes.reading import numbers, plain
from evigraph.graph.wording import stems
from evigraph.ontology.records import AdverseEvent, Region, Result, SubPopulation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.graph.audit.evidence import Claim, Evidence
    from evigraph.graph.recall import Words

OWN = frozenset({Region.KEY_FINDINGS, Region.STUDY_DETAILS, Region.ANALYSIS})
#: Places with claims that a study must have before a number is missed in them.
ENOUGH = 3
#: The fewest that a number of the details is taken to count.
MANY = 10
PERCENT = re.compile(r"\s?(?:%|per ?cent\b)", re.IGNORECASE)
TIME = re.compile(r"[ -](?:day|week|month|year|hour|minute)s?\b", re.IGNORECASE)
CHANGE_BEFORE = re.compile(r"\b(?:by|gained|lost|gain of|change of)(?: (?:a|an))?(?: \w+ of)? $", re.IGNORECASE)
CHANGE_AFTER = re.compile(
    r"\s?%? (?:[a-z/]+ )?"
    r"(?:improvement|reduction|increase|decrease|fall|rise|smaller|larger|better|worse|lower|higher)\b",
    re.IGNORECASE,
)
TIMES = frozenset({"day", "week", "month", "year", "hour", "minute"})


class Kind(StrEnum):
    """What a number is: a count, a percentage, the whole of one, a time, a change, or a value of something else."""

    COUNT = "count"
    WHOLE = "whole"
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
        counted, measured = (Kind.COUNT, Kind.WHOLE), (Kind.VALUE, Kind.CHANGE)
        return (
            printed in (Kind.VALUE, self.kind)
            or (self.kind in counted and printed in counted)
            or (self.kind in measured and printed is Kind.PERCENT)
        )


@dataclass(frozen=True, slots=True)
class Place:
    """One quote: `printed` are its numbers as they stand, `claimed` those that were read.

    `shares` are n and whole, or a whole of the study where none is printed, `rests` what of a printed whole is left.
    """

    words: Words
    claims: tuple[Claim, ...]
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


def own_sizes(study: str, evidence: Evidence) -> frozenset[int]:
    """How many patients, parts of them and members of its arms a study has, by its details."""
    known = (evidence, *evidence.sources)
    described = [s for e in known for s in e.studies if s.node == study]
    parts = [p for e in known for p in e.all(SubPopulation) if p.study == study]
    given = {n for s in described for n in (s.record.n_patients, s.record.n_lesions) if n}
    given |= {n for p in parts for n in (p.record.n_patients, p.record.n_lesions) if n}
    printed = {int(n.value) for s in described for n in numbers(s.words.quote) if n.value >= MANY}
    return frozenset(given | printed)


def _place(words: Words, claims: Iterable[Claim], wholes: Iterable[int]) -> Place:
    counted = dict.fromkeys((c.record.n or 0, c.record.denominator) for c in claims if c.record.n)
    shares = tuple((n, of) for n, known in counted for of in ((known,) if known else wholes))
    rests = frozenset(known - n for n, known in counted if known)
    claimed = frozenset(amount for claim in claims for amount in _given(claim))
    names = " ".join(name_of(claim) for claim in claims)
    told = stems(f"{plain(words.quote)} {names}")
    return Place(words, tuple(claims), told, frozenset(_printed(words)), claimed, shares, rests)


def _printed(words: Words) -> Iterator[Amount]:
    text = plain(words.quote)
    for number in numbers(words.quote):
        time, percent = TIME.match(text, number.end), PERCENT.match(text, number.end)
        yield Amount(abs(number.value), Kind.TIME if time else Kind.PERCENT if percent else Kind.VALUE)


def amounts(claim: Claim) -> Iterator[Amount]:
    """The numbers by which a claim is checked, as far as its quote prints them: value and ends, else its count."""
    printed = {abs(number.value) for number in numbers(claim.words.quote)}
    share = share_of(claim)
    given = (a for a in _given(claim) if a.number in printed and not (share and a.kind is Kind.COUNT))
    yield from (a for a in given if a.number > 1 or a.kind is not Kind.COUNT)


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
    changed = _changes(claim.words.quote)
    for value in values:
        if value and kind is not Kind.COUNT:
            yield Amount(abs(value), Kind.CHANGE if abs(value) in changed else kind)
    if record.n:
        yield Amount(Decimal(record.n), Kind.COUNT)
    if record.denominator:
        yield Amount(Decimal(record.denominator), Kind.WHOLE)


def _changes(quote: str) -> frozenset[Decimal]:
    """The numbers of a quote that the words around them call a change."""
    text = plain(quote)
    return frozenset(
        abs(number.value)
        for number in numbers(quote)
        if CHANGE_BEFORE.search(text[: number.start]) or CHANGE_AFTER.match(text, number.end)
    )


def _kind(record: Result | AdverseEvent) -> Kind:
    if isinstance(record, AdverseEvent):
        return Kind.PERCENT
    known = {"count": Kind.COUNT, "mean change": Kind.CHANGE}.get(record.statistic)
    if known or record.unit == "%":
        return known or Kind.PERCENT
    return Kind.TIME if record.unit.removesuffix("s") in TIMES else Kind.VALUE
