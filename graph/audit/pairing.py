"""Which claims of a summary, validity section or guidance are about what a study's own section says, and differ.

Knows how claims are compared; knows no check.  The restatements of the graph tell what agrees; here it is enough that
the labels leave no doubt, and that no better place agrees.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from evigraph.graph.audit.evidence import Pair
from evigraph.graph.claims import agrees, compared
from evigraph.graph.restatement import feature_likeness, fit
from evigraph.graph.results import claim_of
from evigraph.graph.wording import Likeness, Phase
from evigraph.ontology.records import Region

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.audit.evidence import Claim as StatedClaim
    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.claims import Claim

#: Where things are said again.
AGAIN = frozenset({Region.SUMMARY, Region.VALIDITY, Region.GUIDANCE, Region.APPENDIX})
SURE = ("subject", "statistic", "status")
#: Labels that one place may leave out where a single claim can be meant.
LEFT_OUT = ("group", "time", "severity")


def disagreeing(evidence: Evidence) -> Iterator[Pair]:
    """Claims said again with what they differ from, each once."""
    claims = {node: claim_of(c.record, node, c.study) for node, c in evidence.by_node.items() if c.study}
    by_study: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims.values():
        by_study[claim.study, claim.kind].append(claim)
    for again in evidence.claims:
        if again.record.region in AGAIN and again.node in claims:
            mine = claims[again.node]
            better = [c for c in by_study[mine.study, mine.kind] if _is_better(evidence.by_node[c.node], again)]
            if canonical := _differs_from(mine, better):
                yield Pair(again, evidence.by_node[canonical.node])


def _is_better(other: StatedClaim, again: StatedClaim) -> bool:
    if other.words.document_id != again.words.document_id:
        return True
    return other.record.region not in AGAIN


def _differs_from(claim: Claim, better: list[Claim]) -> Claim | None:
    """The one claim that is surely meant and whose numbers differ; None where some better claim agrees."""
    fitting = [c for c in better if fit(claim, c)]
    if any(agrees(claim, c) and compared(claim, c) for c in fitting):
        return None
    sure = [c for c in fitting if _surely_meant(claim, c, fitting) and not (agrees(claim, c))]
    return min(sure, key=lambda c: (c.denominator != claim.denominator, c.rank, c.node), default=None)


def _surely_meant(claim: Claim, other: Claim, fitting: list[Claim]) -> bool:
    if any(feature_likeness(name, claim, other) is not Likeness.EQUAL for name in SURE):
        return False
    after = [c for c in fitting if c.time.phase != Phase.BASELINE]
    alone = len(after if claim.time.phase != Phase.BASELINE else fitting) == 1
    return alone or all(feature_likeness(name, claim, other) is Likeness.EQUAL for name in LEFT_OUT)
