"""The wholes of a study: every number of patients, lesions, arms and analyses that a share may be of.

Knows the numbers of a study; knows no check.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from evigraph.ontology.records import Result, Study, SubPopulation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evigraph.graph.audit.evidence import Evidence

#: Outcomes whose counts say how many were there.
ATTENDANCE = frozenset(
    {"number analysed", "follow-up completeness", "number of patients", "number of eyes", "number of knees"}
)


def wholes(evidence: Evidence) -> Mapping[str, frozenset[int]]:
    """By the node of a study, all numbers of which a share of it may be, as document and sources give them."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for source in (evidence, *evidence.sources):
        for study, number in _sizes(source):
            if study and number:
                found[study].add(number)
    return {study: frozenset(sizes) for study, sizes in found.items()}


def _sizes(evidence: Evidence) -> Iterator[tuple[str, int | None]]:
    for study in evidence.all(Study):
        yield from ((study.node, study.record.n_patients), (study.node, study.record.n_lesions))
    for part in evidence.all(SubPopulation):
        yield from ((part.study, part.record.n_patients), (part.study, part.record.n_lesions))
    for claim in evidence.claims:
        yield claim.study, claim.record.denominator
        if isinstance(claim.record, Result) and claim.record.outcome in ATTENDANCE:
            yield claim.study, claim.record.n
