"""How many were enrolled, followed up, lost and analysed, against each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.quotes.attendance import Attendance, attendances
from evigraph.ontology.records import Region

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.recall import Stated
    from evigraph.ontology.records import Result, Study

TOPICS = frozenset({"follow-up issues", "validity", "study design issues", "study population issues"})
LOST = re.compile(r"\b(?:lost|loss|died|dropped|drop-?outs?|withdr\w+|missing|moved)\b", re.IGNORECASE)
ANALYSED, COMPLETE = "number analysed", "follow-up completeness"
WHOLE = 100


def attendance(evidence: Evidence) -> Iterator[Finding]:
    """Losses that the numbers analysed do not show, and shares followed up and lost of different units."""
    for study in evidence.studies:
        results = [r for r in evidence.results if r.study == study.node]
        stated = list(_attendances(evidence, study))
        yield from filter(None, (_lost(study, results), _analysed(study, results, stated), _other_unit(study, stated)))


def _attendances(evidence: Evidence, study: Stated[Study]) -> Iterator[Attendance]:
    """What statements that are of this study alone say of its follow-up."""
    for statement in evidence.statements:
        if statement.record.topic in TOPICS and statement.record.studies == (study.record.study,):
            yield from attendances(statement.words)


def _analysed_numbers(results: list[Stated[Result]]) -> list[Stated[Result]]:
    return [r for r in results if r.record.outcome == ANALYSED and r.record.n is not None and not r.record.group]


def _lost(study: Stated[Study], results: list[Stated[Result]]) -> Finding | None:
    """Patients who were lost, although as many as were enrolled are said to have been analysed."""
    lost = [
        r
        for r in results
        if r.record.outcome == COMPLETE and r.record.statistic == "count" and r.record.n and LOST.search(r.record.group)
    ]
    analysed = [r for r in _analysed_numbers(results) if r.record.n == study.record.n_patients]
    if not lost or not analysed:
        return None
    n = lost[0].record.n
    message = (
        f"{analysed[0].record.n} patients are said to have been analysed, all who were enrolled,"
        f" although {n} {'was' if n == 1 else 'were'} lost to follow-up."
    )
    return Finding(
        check="loss-to-follow-up",
        severity=Severity.INFO,
        message=message,
        a=lost[0].words,
        b=analysed[0].words,
        study=study.record.study,
        about=(lost[0].node, analysed[0].node),
    )


def _analysed(study: Stated[Study], results: list[Stated[Result]], stated: list[Attendance]) -> Finding | None:
    """All are said to have been analysed, but data were there for fewer, and the results are out of these."""
    for kept in stated:
        if (
            kept.lost
            or kept.n is None
            or kept.of is None
            or kept.of not in (study.record.n_patients, study.record.n_lesions)
        ):
            continue
        claimed = [a for a in _analysed_numbers(results) if a.record.n == kept.of]
        used = [u for u in results if u.record.denominator == kept.n and u.record.outcome not in (COMPLETE, ANALYSED)]
        if claimed and used:
            first = min(used, key=lambda u: (u.record.region is not Region.KEY_FINDINGS, u.words.start))
            message = (
                f"{kept.of} {kept.unit.word} are said to have been analysed; data were there for {kept.n},"
                f" and {first.record.outcome} is given out of {kept.n}."
            )
            return Finding(
                check="denominator",
                severity=Severity.CONTRADICTION,
                message=message,
                a=claimed[0].words,
                b=first.words,
                study=study.record.study,
                about=(claimed[0].node, first.node),
            )
    return None


def _other_unit(study: Stated[Study], stated: list[Attendance]) -> Finding | None:
    """A share lost of one unit, where the share followed up, which makes it 100%, is of another."""
    for lost in stated:
        for kept in stated:
            whole = lost.lost and not kept.lost and lost.percent + kept.percent == WHOLE
            if whole and lost.unit.kind != kept.unit.kind:
                message = (
                    f"{lost.percent}% lost to follow-up is said to be of {lost.unit.word};"
                    f" the {kept.percent}% followed up are of {kept.unit.word}."
                )
                return Finding(
                    check="denominator-unit",
                    severity=Severity.CONTRADICTION,
                    message=message,
                    a=lost.words,
                    b=kept.words,
                    study=study.record.study,
                    about=(study.node,),
                )
    return None
