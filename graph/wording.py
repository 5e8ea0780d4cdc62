"""Whether two labels mean the same: "completely satisfied" and "complete satisfaction", "12 months" and "1 year".

Knows words and times; knows nothing of records or RDF.  In doubt two labels differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache

from evigraph.ontology.lexicon import words_of

#: Days in a month of the UCUM unit `mo`, the mean Julian month.
DAYS_A_MONTH = Decimal("30.4375")
MONTHS = {"day": 1 / DAYS_A_MONTH, "week": 7 / DAYS_A_MONTH, "month": Decimal(1), "year": Decimal(12)}


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


STOP = _words(
    "a an the of to in on at for with by and had have has was were is are be been their his her all any some who"
    " that which after from than laser treatment procedure patient people arm group study reported"
)
# Words that make two labels different when only one has them.
DISTINGUISHING = _words(
    "or not no none never without non minor major mild moderate severe serious marked total complete partial other"
    " first second third last single both left right upper lower above below high low more less greater fewer gt lt"
    " ge le"
)
SUFFIXES = ("ization", "isation", "ational", "action", "ations", "ation", "ingly", "ement", "ness", "tion", "sion")
SHORTER = ("able", "ment", "ing", "ied", "ely", "ed", "ly", "al", "es", "er", "e", "y", "a")
MOST_ALIKE = 0.6


class Likeness(IntEnum):
    """How well two labels fit each other."""

    DIFFERENT = 0
    COMPATIBLE = 1
    EQUAL = 2


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A word without the ending that makes it noun, verb or adverb.

    >>> stem("satisfaction") == stem("satisfied")
    True
    """
    for suffix in (*SUFFIXES, *SHORTER):
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


@lru_cache(maxsize=16384)
def stems(label: str) -> frozenset[str]:
    """The stems of a label's words, without words that carry no meaning of their own."""
    compared = label.replace("≥", " ge ").replace("≤", " le ").replace(">", " gt ").replace("<", " lt ")
    return frozenset(stem(word) for word in words_of(compared) if word not in STOP)


def _distinguishes(word: str) -> bool:
    return word in _DISTINGUISHING_STEMS or any(character.isdigit() for character in word)


_DISTINGUISHING_STEMS = frozenset(stem(word) for word in DISTINGUISHING)


@lru_cache(maxsize=16384)
def likeness(one: str, other: str) -> Likeness:
    """How well two labels fit; a number, negation or degree that only one has makes them different."""
    if one == other:
        return Likeness.EQUAL
    left, right = stems(one), stems(other)
    if left == right:
        return Likeness.EQUAL if left else Likeness.DIFFERENT
    if not left or not right or any(map(_distinguishes, left ^ right)):
        return Likeness.DIFFERENT
    shared = len(left & right)
    if shared in (len(left), len(right)) or shared / len(left | right) >= MOST_ALIKE:
        return Likeness.COMPATIBLE
    return Likeness.DIFFERENT


BASELINE = re.compile(r"\bbaseline\b|\bbefore\b|\bpre[- ]|\bfirst visit\b|\bat entry\b|\benrol", re.IGNORECASE)
LAST = re.compile(
    r"\b(last|final|latest|end of|long[- ]term|mean) (follow[- ]?up|visit|assessment|study)", re.IGNORECASE
)


class Phase:
    """The phases of a study, by the labels of their concepts."""

    BASELINE = "baseline"
    FOLLOW_UP = "follow up"
    LAST = "last follow up"


@dataclass(frozen=True, slots=True)
class Time:
    """When something was measured: months after treatment, a phase, and the words."""

    months: Decimal | None = None
    phase: str = ""
    label: str = ""

    @classmethod
    def of(cls, value: Decimal | None, unit: str, label: str) -> Time:
        """The time that a record gives; before treatment is month 0."""
        months = in_months(value, unit)
        if months is None and BASELINE.search(label):
            return cls(Decimal(0), Phase.BASELINE, label)
        if LAST.search(label):
            return cls(months, Phase.LAST, label)
        return cls(months, Phase.FOLLOW_UP if months is not None else "", label)

    def likeness(self, other: Time) -> Likeness:
        """Whether two times can be one: equal within 1% where both give a number."""
        if Phase.BASELINE in (self.phase, other.phase):
            return Likeness.EQUAL if self.phase == other.phase else Likeness.DIFFERENT
        if self.months is not None and other.months is not None:
            near = abs(self.months - other.months) <= max(self.months, other.months) / 100
            return Likeness.EQUAL if near else Likeness.DIFFERENT
        if self.label and other.label and Phase.LAST not in (self.phase, other.phase):
            return likeness(self.label, other.label)
        if (self.months is None, self.phase) == (other.months is None, other.phase):
            return Likeness.EQUAL
        return Likeness.EQUAL if self.phase == other.phase == Phase.LAST else Likeness.COMPATIBLE


def in_months(value: Decimal | None, unit: str) -> Decimal | None:
    """A duration in months, to 4 decimals; None without a number or with a unit that is no time.

    >>> in_months(Decimal(1), "year")
    Decimal('12.0000')
    """
    factor = MONTHS.get(unit.removesuffix("s"))
    return None if value is None or factor is None else (value * factor).quantize(Decimal("0.0001"))
