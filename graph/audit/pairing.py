"""Which claims of a summary, validity section or guidance are about what a study's own section says.

Knows how claims are compared; knows no check.  The restatements of the graph tell what agrees; here it is enough that
the labels leave no doubt, and that no better place agrees.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.graph.audit.evidence import Pair
from evigraph.graph.claims import Claim, agrees, compared
from evigraph.graph.restatement import feature_likeness, fit
from evigraph.graph.results import claim_of
from evigraph.graph.wording import Likeness, Phase, likeness
from evigraph.ontology.records import Region

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evigraph.graph.audit.evidence import Claim as StatedClaim
    from evigraph.graph.audit.evidence import Evidence

#: Where things are said again.
AGAIN = frozenset(
    {Region.ANALYSIS, Region.STUDY_DETAILS, Region.SUMMARY, Region.VALIDITY, Region.GUIDANCE, Region.APPENDIX}
)
SURE = ("subject", "statistic", "status")
#: Labels that one place may leave out where a single claim can be meant.
LEFT_OUT = ("group", "time", "severity")
#: Statistics of two arms, which may name them in either order.
EFFECTS = frozenset(
    {"mean difference", "standardised mean difference", "odds ratio", "hazard ratio", "risk ratio", "p only"}
)


@dataclass(frozen=True, slots=True)
class Paired:
    """Claims said again: with what each differs from, and with the one of the same value, n and whole.

    `outside_arms` are means of all that no arm reaches, `other_units` values with another unit in the better place.
    """

    disagreeing: tuple[Pair, ...]
    agreeing: tuple[Pair, ...]
    outside_arms: tuple[Pair, ...]
    other_units: tuple[Pair, ...]


def paired(evidence: Evidence) -> Paired:
    """Each claim that is said again with the one that is meant, where the labels leave no doubt."""
    differing: list[Pair] = []
    same: list[Pair] = []
    outside: list[Pair] = []
    units: list[Pair] = []
    for again, mine, better in _said_again(evidence):
        fitting = [(score, c) for c in better if (score := fit(mine, c))]
        for found, listed in (
            (
                _differs_from(mine, fitting, _Shared(again, evidence), again.record.region is not Region.SUMMARY),
                differing,
            ),
            (_best_agreeing(mine, fitting), same),
            (_outside_arms(mine, better), outside),
            (_in_other_unit(mine, better), units),
        ):
            if found:
                listed.append(Pair(again, evidence.by_node[found.node]))
    return Paired(tuple(differing), tuple(same), tuple(outside), tuple(units))


def _best_agreeing(claim: Claim, fitting: list[tuple[int, Claim]]) -> Claim | None:
    """The claim whose value, n and whole agree, and whose labels fit best."""
    agreed = [(score, c) for score, c in fitting if _is_same(claim, c)]
    best = max((score for score, _ in agreed), default=0)
    chosen = [c for score, c in agreed if score == best]
    return chosen[0] if len(chosen) == 1 else None


def _is_same(claim: Claim, other: Claim) -> bool:
    return agrees(claim, other) and bool(compared(claim, other))


def _in_other_unit(mine: Claim, better: list[Claim]) -> Claim | None:
    """The one claim of the same value whose labels are the same but for the unit."""
    alike = [c for c in better if mine.point is not None and mine.unit and c.unit and c.point == mine.point]
    bare = replace(mine, unit="")
    chosen = [c for c in alike if c.unit != mine.unit and fit(bare, c) and _surely_meant(bare, c, alike, True)]
    return chosen[0] if len(chosen) == 1 else None


def _outside_arms(mine: Claim, better: list[Claim]) -> Claim | None:
    """The nearest arm of a mean of all patients that lies above or below those of every arm."""
    if mine.group or mine.statistic not in ("mean", "median") or mine.value is None:
        return None
    arms = [c for c in better if c.group and c.value is not None and fit(mine, replace(c, group=""))]
    values = [c.value for c in arms if c.value is not None]
    same = all(all(feature_likeness(name, mine, c) is Likeness.EQUAL for name in (*SURE, "time")) for c in arms)
    if len(values) < 2 or not same or min(values) <= mine.value <= max(values):
        return None
    return min(arms, key=lambda c: _distance(c, mine))


def _distance(one: Claim, other: Claim) -> Decimal:
    return abs((one.value or Decimal(0)) - (other.value or Decimal(0)))


def _said_again(evidence: Evidence) -> Iterator[tuple[StatedClaim, Claim, list[Claim]]]:
    """Each claim of a place that says things again, as a claim and with those of better places."""
    by_study: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for node, stated in evidence.by_node.items():
        if stated.study and (stated.record.region not in AGAIN or stated.words.document_id != evidence.document_id):
            claim = _unordered(claim_of(stated.record, node, stated.study))
            by_study[claim.study, claim.kind].append(claim)
    groups = {study: {c.group for c in claims if c.group} for study, claims in _by_study(by_study).items()}
    for again in evidence.claims:
        if again.record.region in AGAIN and again.study:
            mine = _unordered(claim_of(again.record, again.node, again.study))
            mine = mine if _known_group(mine, groups.get(mine.study, ())) else replace(mine, group="")
            yield again, mine, by_study[mine.study, mine.kind]


def _by_study(claims: Mapping[tuple[str, str], list[Claim]]) -> Mapping[str, list[Claim]]:
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for (study, _), listed in claims.items():
        found[study] += listed
    return found


def _known_group(claim: Claim, groups: Iterable[str]) -> bool:
    """Whether the study's own section knows a group like the one that a sentence about several studies gives."""
    return not claim.group or any(likeness(claim.group, group) for group in groups)


def _unordered(claim: Claim) -> Claim:
    """A claim on two arms without the order in which they are named."""
    if claim.statistic not in EFFECTS or not claim.comparator:
        return claim
    return replace(claim, group=" versus ".join(sorted((claim.group, claim.comparator))), comparator="")


class _Shared:
    """How many of the further numbers of a claim another one prints too: ends of intervals, deviations, p values."""

    NUMBERS = ("ci_low", "ci_high", "sd", "range_low", "range_high", "p_value")

    def __init__(self, again: StatedClaim, evidence: Evidence) -> None:
        self._again = again
        self._known = evidence.by_node

    def count(self, other: Claim) -> int:
        """The number of them."""
        pairs = (
            (self._number(self._again, name), self._number(self._known[other.node], name)) for name in self.NUMBERS
        )
        return sum(one is not None and one == two for one, two in pairs)

    @staticmethod
    def _number(claim: StatedClaim, name: str) -> Decimal | None:
        return getattr(claim.record, name, None)


def _differs_from(claim: Claim, fitting: list[tuple[int, Claim]], shared: _Shared, strict: bool) -> Claim | None:
    """The one claim that is surely meant and whose numbers differ; None where some better claim agrees."""
    if any(_is_same(claim, c) for _, c in fitting):
        return None
    claims = [c for _, c in fitting]
    sure = [(score, c) for score, c in fitting if _surely_meant(claim, c, claims, strict) and not agrees(claim, c)]

    def order(scored: tuple[int, Claim]) -> tuple[int, int, bool, tuple[int, ...], str]:
        score, other = scored
        return -shared.count(other), -score, other.denominator != claim.denominator, other.rank, other.node

    best = min(sure, key=order, default=None)
    return best[1] if best else None


def _surely_meant(claim: Claim, other: Claim, fitting: list[Claim], strict: bool) -> bool:
    if any(feature_likeness(name, claim, other) is not Likeness.EQUAL for name in SURE):
        return False
    after = [c for c in fitting if c.time.phase != Phase.BASELINE]
    alone = len(after if claim.time.phase != Phase.BASELINE else fitting) == 1
    return (alone and not strict) or all(feature_likeness(name, claim, other) is Likeness.EQUAL for name in LEFT_OUT)
