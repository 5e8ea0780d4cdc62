"""Other explanations of numbers that seem to disagree: a finding stands only where there is none.

Knows how a sentence can be read another way; knows no check.  What seems a slip of the source may be one of the
reading: the number of another arm, of another time, of a part.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from evigraph.graph.audit.numbers import Fit, fit, percentage
from evigraph.graph.audit.quotes.reading import numbers, plain
from evigraph.graph.wording import stems
from evigraph.ontology.rdf import decimal_places
from evigraph.ontology.records import AdverseEvent, Result

if TYPE_CHECKING:
    from evigraph.graph.audit.evidence import Claim, Evidence
    from evigraph.graph.recall import Words

LEVELS = frozenset(map(Decimal, (90, 95, 99)))
TELLING_DIGITS = 2
PERCENT_AFTER = re.compile(r"\s?(?:%|per ?cent\b)", re.IGNORECASE)
TIME = re.compile(r"\b(?P<n>\d+)[ -](?P<unit>day|week|month|year)")
TIME_AFTER = re.compile(r"[ -](?:day|week|month|year)s?\b", re.IGNORECASE)


def prints(words: Words, number: Decimal | int | None) -> bool:
    """Whether a quote prints a number, whatever it is of."""
    return number is not None and any(abs(printed.value) == abs(number) for printed in numbers(words.quote))


def in_percent(words: Words, number: Decimal | int | None) -> bool:
    """Whether a quote prints a per cent sign after a number, wherever it prints it."""
    text = plain(words.quote)
    places = [n for n in numbers(words.quote) if number is not None and abs(n.value) == abs(number)]
    return bool(places) and all(PERCENT_AFTER.match(text, n.end) for n in places)


def said_elsewhere(evidence: Evidence, again: Claim, canonical: Claim, number: Decimal | int | None) -> bool:
    """Whether another claim of the study's own section has the number that seems wrong, and may be what was meant.

    A count is looked for among counts, a value among values.
    """
    if number is None:
        return False
    others = (
        c
        for c in evidence.by_node.values()
        if c.study == canonical.study and c.node not in (again.node, canonical.node)
    )
    return any(c.record.region is not again.record.region and _may_be_meant(again, c, Decimal(number)) for c in others)


def _may_be_meant(again: Claim, other: Claim, number: Decimal) -> bool:
    kind = Number.COUNT if again.record.n is not None and number == again.record.n else Number.VALUE
    known = number_of(other, kind)
    if known is None or abs(known) != abs(number) or decimal_places(known) != decimal_places(number):
        return False
    if type(again.record) is not type(other.record):
        return False
    if len(number.as_tuple().digits) >= TELLING_DIGITS and decimal_places(number):
        return _half_read(again, other)
    return bool(stems(name_of(again)) & stems(name_of(other)))


def _half_read(again: Claim, other: Claim) -> bool:
    """Whether group or time is the same, so that one misread label would make the one of the other."""
    one, two = again.record, other.record
    if not isinstance(one, Result) or not isinstance(two, Result):
        return one.group == two.group
    times = [(r.time_value, r.time_unit, r.time_label if r.time_value is None else "") for r in (one, two)]
    return one.group == two.group or times[0] == times[1]


class Number(StrEnum):
    """Which of the numbers of a claim is meant."""

    COUNT = "count"
    VALUE = "value"


def number_of(claim: Claim, kind: Number) -> Decimal | None:
    """What a claim counts, or what it measures."""
    record = claim.record
    if kind is Number.COUNT:
        return None if record.n is None else Decimal(record.n)
    return record.value if isinstance(record, Result) else record.percent


def name_of(claim: Claim) -> str:
    """The words for what a claim is about."""
    record = claim.record
    return record.event if isinstance(record, AdverseEvent) else f"{record.outcome} {record.group}"


def names_it(claim: Claim) -> bool:
    """Whether the words of an event name it, and do not carry it over from the sentence before."""
    record = claim.record
    return not isinstance(record, AdverseEvent) or bool(stems(record.event) & stems(plain(claim.words.quote)))


def same_times(one: Claim, other: Claim) -> bool:
    """Whether the words of two events name the same times, of deaths within 30 days and at last follow-up not."""
    if not isinstance(one.record, AdverseEvent) or not isinstance(other.record, AdverseEvent):
        return True
    times = [{(m["n"], m["unit"]) for m in TIME.finditer(plain(claim.words.quote).lower())} for claim in (one, other)]
    return times[0] == times[1]


def other_share(words: Words, n: int, of: int, percent: Decimal) -> bool:
    """Whether two other whole numbers of the quote, or one of them with the given, make the printed percentage."""
    whole = {int(p.value) for p in numbers(words.quote) if p.value == p.value.to_integral() and p.value > 0}
    counts, totals = {n, *whole}, {of, *whole}
    pairs = ((a, b) for a in counts for b in totals if a <= b and (a, b) != (n, of) and b > 1 and a != b)
    return any(fit(percent, percentage(a, b)) is Fit.ROUNDED for a, b in pairs)


def only_a_time(words: Words, value: Decimal) -> bool:
    """Whether a quote prints a number as so many days, weeks, months or years and in no other place."""
    text = plain(words.quote)
    places = [n for n in numbers(words.quote) if abs(n.value) == abs(value)]
    return bool(places) and all(TIME_AFTER.match(text, n.end) for n in places)


def other_estimate(words: Words, value: Decimal, low: Decimal, high: Decimal) -> bool:
    """Whether the number right before an interval or range is another one than its estimate, and fits better."""
    if only_a_time(words, value):
        return True
    printed = [n for n in numbers(words.quote) if n.value not in LEVELS or n.value in (value, low, high)]
    for before, first, second in zip(printed, printed[1:], printed[2:], strict=False):
        if (abs(first.value), abs(second.value)) == (abs(low), abs(high)):
            return abs(before.value) != abs(value) and low <= before.value <= high
    return False
