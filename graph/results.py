"""Results and adverse events of one document: what they claim, which restate others, and what they are compared with.

Knows the records of results and events; knows nothing of how their fields become quads.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.graph.claims import Claim
from evigraph.graph.keys import rank
from evigraph.graph.restatement import Restated, restatements
from evigraph.graph.wording import Phase, Time
from evigraph.ontology.rdf import NamedNode, boolean, decimal, text
from evigraph.ontology.records import AdverseEvent, Finding, Result
from evigraph.ontology.terms import HTA, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evigraph.graph.sheet import Sheet
    from evigraph.graph.studies import StudyDescriber

#: Adverse events of which experts know, with no study behind them.
EXPERTS = frozenset({"anecdotal", "theoretical"})
BASELINE = "baseline"


def time_of(result: Result) -> Time:
    """When a result was measured."""
    return Time.of(result.time_value, result.time_unit, result.time_label)


def claims_of(findings: Iterable[Finding], studies: StudyDescriber) -> dict[Finding, Claim]:
    """What results and events claim, without those whose study nobody knows: they restate nothing for certain."""
    claims: dict[Finding, Claim] = {}
    for finding in findings:
        if isinstance(finding, Result | AdverseEvent):
            study = studies.name_for(finding)
            expert = isinstance(finding, AdverseEvent) and finding.status in EXPERTS
            if study or expert:
                claims[finding] = claim_of(finding, str(len(claims)), study)
    return claims


def claim_of(finding: Result | AdverseEvent, node: str, study: str) -> Claim:
    """What a result or event claims, as one of a study."""
    return _of_result(finding, node, study) if isinstance(finding, Result) else _of_event(finding, node, study)


def _of_result(result: Result, node: str, study: str) -> Claim:
    return Claim(
        node=node,
        rank=(rank(result),),
        kind="result",
        study=study,
        subject=result.outcome,
        measure=result.measure,
        statistic=result.statistic,
        group=result.group,
        unit=result.unit,
        comparator=result.comparator,
        time=time_of(result),
        value=result.value,
        n=_number(result.n),
        denominator=_number(result.denominator),
    )


def _of_event(event: AdverseEvent, node: str, study: str) -> Claim:
    return Claim(
        node=node,
        rank=(rank(event),),
        kind="adverse event",
        study=study,
        subject=event.event,
        wording=event.event,
        group=event.group,
        severity=event.severity,
        status=event.status,
        n=_number(event.n),
        denominator=_number(event.denominator),
        percent=event.percent,
    )


def _number(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


class Relations:
    """Which results restate others and which are compared with others."""

    def __init__(self, claims: Mapping[Finding, Claim]) -> None:
        self._claims = claims
        self._findings = {claim.node: finding for finding, claim in claims.items()}
        self.restated: dict[Finding, Restated] = {self._findings[r.node]: r for r in restatements(claims.values())}

    def state(self, sheet: Sheet, nodes: Mapping[Finding, NamedNode]) -> None:
        """State both kinds of relation between the nodes."""
        for finding, restated in self.restated.items():
            sheet.fact(nodes[finding], RDF.type, HTA.Restatement)
            sheet.fact(nodes[finding], HTA.restates, nodes[self._findings[restated.canonical]])
            sheet.fact(nodes[finding], HTA.agrees, boolean(restated.agrees))
        for finding, claim in self._claims.items():
            if claim.comparator == BASELINE and (before := self._before(claim)):
                sheet.fact(nodes[finding], HTA.comparedWith, nodes[before])

    def _before(self, claim: Claim) -> Finding | None:
        """The one canonical result before treatment of what the claim is about."""
        found = [
            finding
            for finding, other in self._claims.items()
            if other.time.phase == Phase.BASELINE and finding not in self.restated and _same_series(claim, other)
        ]
        return found[0] if len(found) == 1 else None


def _same_series(claim: Claim, other: Claim) -> bool:
    same = (claim.study, claim.subject, claim.measure, claim.group) == (
        other.study,
        other.subject,
        other.measure,
        other.group,
    )
    return same and claim.statistic in (other.statistic, f"{other.statistic} change")


def state_result(sheet: Sheet, result: Result, node: NamedNode) -> None:
    """State what follows from a result's fields: the time in months, the phase, and a label to read."""
    time = time_of(result)
    if time.months is not None:
        sheet.fact(node, HTA.timeMonths, decimal(time.months))
    if time.phase:
        sheet.fact(node, HTA.timePhase, text(time.phase))
    sheet.fact(node, RDFS.label, text(label_of(result)))


def label_of(result: Result) -> str:
    """A label to read: statistic, outcome, measure, group and time, as far as they are given."""
    printed = f"{result.time_value} {result.time_unit}" if result.time_value is not None else ""
    time = result.time_label or printed
    parts = (result.statistic, result.outcome, f"({result.measure})" if result.measure else "")
    words = " ".join(filter(None, parts))
    return ", ".join(filter(None, (words, result.group, time)))
