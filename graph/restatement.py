"""Which claims say again what a better place says: every claim stays, and at most one claim is restated by each.

Knows how claims are compared; knows nothing of RDF.  A claim that fits two others equally restates neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.graph.claims import PROPORTIONS, Claim, agrees, compared
from evigraph.graph.subjects import family, one_within_other
from evigraph.graph.wording import Likeness, likeness, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Numbers that must agree before labels that differ are taken for one.
ENOUGH_NUMBERS = 2
SCALE_ENDS = re.compile(r"\s*\(?\b\d+(?:\.\d+)? ?(?:to|-|–|‑) ?\d+(?:\.\d+)?\)?")


@dataclass(frozen=True, slots=True)
class Restated:
    """`node` restates the claim `canonical`."""

    node: str
    canonical: str
    agrees: bool


def restatements(claims: Iterable[Claim]) -> list[Restated]:
    """The restatements among claims, in the order of rank; claims of one rank never restate each other."""
    canonical: dict[tuple[str, ...], list[Claim]] = {}
    found = []
    for claim in sorted(claims, key=lambda c: (c.rank, c.node)):
        known = canonical.setdefault((claim.kind, claim.study, "" if claim.wording else family(claim.subject)), [])
        best = best_fit(claim, [c for c in known if c.rank < claim.rank])
        if best is None:
            known.append(claim)
        else:
            found.append(Restated(claim.node, best.node, agrees(claim, best)))
    return found


def best_fit(claim: Claim, candidates: Sequence[Claim]) -> Claim | None:
    """The one candidate that the claim restates: by labels, else by numbers, else none."""
    scored = [(fit(claim, c), c) for c in candidates]
    by_labels = [(score, c) for score, c in scored if score]
    if by_labels:
        top = max(score for score, _ in by_labels)
        return _single(claim, [c for score, c in by_labels if score == top])
    by_numbers = [c for c in candidates if _same_numbers(claim, c)]
    in_group = [c for c in by_numbers if _group(claim, c) is not Likeness.DIFFERENT]
    return _single(claim, in_group or by_numbers)


def _single(claim: Claim, candidates: list[Claim]) -> Claim | None:
    if len(candidates) == 1 and (agrees(claim, candidates[0]) or _certain(claim, candidates[0])):
        return candidates[0]
    equal = [c for c in candidates if agrees(claim, c) and compared(claim, c)]
    return equal[0] if len(equal) == 1 else None


def fit(claim: Claim, other: Claim) -> int:
    """How well the labels of two claims fit, 0 where one of them excludes the other."""
    total = 0
    for feature in FEATURES:
        found = feature(claim, other)
        if found is Likeness.DIFFERENT:
            return 0
        total += found
    return total


def feature_likeness(name: str, claim: Claim, other: Claim) -> Likeness:
    """How well two claims fit in one feature: subject, group, measure, statistic, unit, time, severity, status."""
    return NAMED_FEATURES[name](claim, other)


def _certain(claim: Claim, other: Claim) -> bool:
    """Whether the labels leave no doubt, so that different numbers are a contradiction and not another result."""
    return all(feature(claim, other) is Likeness.EQUAL for feature in (_subject, _group, _time, _statistic, _severity))


def _same_numbers(claim: Claim, other: Claim) -> bool:
    """Whether the claims print the same numbers, and differ at most in the words for event, group and unit."""
    if Likeness.DIFFERENT in (feature(claim, other) for feature in (_time, _statistic, _measure, _status)):
        return False
    if _subject(claim, other) is Likeness.DIFFERENT and not stems(claim.wording) & stems(other.wording):
        return False
    numbers = compared(claim, other)
    return len(numbers) >= ENOUGH_NUMBERS and all(numbers)


def _subject(claim: Claim, other: Claim) -> Likeness:
    by_words = likeness(claim.wording, other.wording) if claim.wording and other.wording else Likeness.COMPATIBLE
    if claim.wording or other.wording:
        return by_words
    if claim.subject == other.subject:
        return Likeness.EQUAL
    return Likeness.COMPATIBLE if one_within_other(claim.subject, other.subject) else Likeness.DIFFERENT


def _group(claim: Claim, other: Claim) -> Likeness:
    if bool(claim.group) != bool(other.group):
        return Likeness.COMPATIBLE if compared(claim, other) and agrees(claim, other) else Likeness.DIFFERENT
    return likeness(claim.group, other.group)


def _measure(claim: Claim, other: Claim) -> Likeness:
    one, two = (SCALE_ENDS.sub("", measure.measure).strip() for measure in (claim, other))
    if not one or not two:
        return Likeness.EQUAL if claim.measure == other.measure else Likeness.COMPATIBLE
    return likeness(one, two)


def _statistic(claim: Claim, other: Claim) -> Likeness:
    if claim.statistic == other.statistic:
        return Likeness.EQUAL
    counted = {claim.statistic, other.statistic} <= PROPORTIONS and claim.n is not None and other.n is not None
    return Likeness.COMPATIBLE if counted else Likeness.DIFFERENT


def _unit(claim: Claim, other: Claim) -> Likeness:
    if claim.unit == other.unit:
        return Likeness.EQUAL
    if not claim.unit or not other.unit or claim.statistic != other.statistic:
        return Likeness.COMPATIBLE
    return Likeness.COMPATIBLE if {claim.unit, other.unit} == {"%", "points"} else likeness(claim.unit, other.unit)


def _time(claim: Claim, other: Claim) -> Likeness:
    return claim.time.likeness(other.time)


def _severity(claim: Claim, other: Claim) -> Likeness:
    if not claim.severity or not other.severity:
        return Likeness.EQUAL if claim.severity == other.severity else Likeness.COMPATIBLE
    return likeness(claim.severity, other.severity)


def _status(claim: Claim, other: Claim) -> Likeness:
    if claim.status == other.status:
        return Likeness.EQUAL
    denied = {claim.status, other.status} == {"reported", "none reported"}
    return Likeness.COMPATIBLE if denied else Likeness.DIFFERENT


def _comparator(claim: Claim, other: Claim) -> Likeness:
    if not claim.comparator or not other.comparator:
        return Likeness.COMPATIBLE if claim.comparator != other.comparator else Likeness.EQUAL
    return likeness(claim.comparator, other.comparator)


#: Those first that tell most claims apart in the least time.
FEATURES = (_status, _statistic, _subject, _time, _unit, _group, _measure, _severity, _comparator)
NAMED_FEATURES = {feature.__name__.removeprefix("_"): feature for feature in FEATURES}
