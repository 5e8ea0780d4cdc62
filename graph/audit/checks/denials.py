"""Harms that are denied in one place and reported in another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.graph.audit.denied import GENERAL, limited, same_degree, surely_denied, surely_reported
from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.wording import Likeness, likeness, stems
from evigraph.ontology.terms import HTC
from evigraph.ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.recall import Stated
    from evigraph.ontology.records import AdverseEvent

ANY = f"{HTC}adverse-event"
TREATED = re.compile(
    r"\bneed(?:ed|ing)? (?:any )?(?:treatment|intervention)|requir(?:ed|ing) (?:any )?(?:treatment|intervention)",
    re.IGNORECASE,
)
NOT_TREATED = re.compile(r"\bno (?:specific )?(?:treatment|intervention)|untreated|spontaneous", re.IGNORECASE)


def denials(evidence: Evidence) -> Iterator[Finding]:
    """Each denial with the first event of the same study and document that it denies."""
    for denial in evidence.events:
        if denial.study and surely_denied(denial) and not limited(denial):
            denied = (e for e in evidence.events if e.study == denial.study and surely_reported(e))
            reported = sorted(
                (e for e in denied if _is_denied(denial, e)),
                key=lambda e: (e.record.region.value != denial.record.region.value, e.words.start),
            )
            if reported:
                yield _told(denial, reported[0])


def _is_denied(denial: Stated[AdverseEvent], event: Stated[AdverseEvent]) -> bool:
    if denial.words == event.words or not _same_scope(denial.record, event.record) or not same_degree(denial, event):
        return False
    if TREATED.search(denial.record.event):
        return bool(event.record.management) and not NOT_TREATED.search(event.record.management)
    if GENERAL.match(denial.record.event):
        return event.record.relatedness != "unrelated"
    return _is_kind(denial, event)


def _is_kind(denial: Stated[AdverseEvent], event: Stated[AdverseEvent]) -> bool:
    """Whether the event is what is denied by name, or is a kind of it by concept where its words are among its own."""
    if likeness(denial.record.event, event.record.event) is Likeness.EQUAL:
        return True
    named = (
        denial.concept.startswith(HTC)
        and denial.concept != ANY
        and denial.concept in vocabulary().closure(event.concept)
    )
    return named and stems(denial.record.event) <= stems(event.record.event)


def _same_scope(denial: AdverseEvent, event: AdverseEvent) -> bool:
    """Whether nothing limits the denial to other patients, degrees or times than the event's."""
    if denial.severity and (not event.severity or likeness(denial.severity, event.severity) is not Likeness.EQUAL):
        return False
    if denial.group and (not event.group or likeness(denial.group, event.group) is Likeness.DIFFERENT):
        return False
    limited = denial.timing and re.search(
        r"\b(?:during|intra|peri|procedure|immediate|within|after|at)\b", denial.timing
    )
    return not limited or "follow" in denial.timing


def _told(denial: Stated[AdverseEvent], event: Stated[AdverseEvent]) -> Finding:
    n = f" ({event.record.n})" if event.record.n else ""
    message = f"The source denies it ({denial.record.event}), yet reports {event.record.event}{n}."
    return Finding(
        check="adverse-events-denied",
        severity=Severity.CONTRADICTION,
        message=message,
        a=denial.words,
        b=event.words,
        study=denial.record.study,
        about=(denial.node, event.node),
    )
