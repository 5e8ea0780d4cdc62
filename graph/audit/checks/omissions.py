"""Harms of a study that the safety summary leaves out."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.quotes.reading import plain
from evigraph.graph.wording import Likeness, likeness, stems
from evigraph.ontology.records import Region
from evigraph.ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.recall import Stated, Words
    from evigraph.ontology.records import AdverseEvent

#: Words that name no kind of event.
GENERAL = frozenset(
    stem
    for word in (
        "adverse",
        "event",
        "complication",
        "other",
        "any",
        "serious",
        "grade",
        "problem",
        "mild",
        "moderate",
        "severe",
        "minor",
        "major",
        "related",
        "detail",
        "done",
        "given",
        "out",
        "off",
        "up",
        "down",
    )
    for stem in stems(word)
)


#: How many kinds of events, or what share of a study's, may be missing before the summary is taken for a selection.
FEW, MOST = 2, Fraction(1, 4)


def omissions(evidence: Evidence) -> Iterator[Finding]:
    """Events of a study's own section that nothing in the safety summary tells, each kind once."""
    summary = [e for e in evidence.events if e.record.region is Region.SUMMARY and e.study]
    if not summary:
        return
    kinds: defaultdict[str, dict[frozenset[str], Stated[AdverseEvent]]] = defaultdict(dict)
    for event in evidence.events:
        if _is_own(event):
            kinds[event.study].setdefault(stems(event.record.event), event)
    for own in kinds.values():
        missing = [event for event in own.values() if not _summarised(event, summary, evidence)]
        if len(missing) <= max(Fraction(FEW), len(own) * MOST):
            yield from map(_finding, missing)


def _is_own(event: Stated[AdverseEvent]) -> bool:
    """Whether a study's own section reports an event by name, and not a sum, a part or a course of others."""
    record = event.record
    own = record.region is Region.KEY_FINDINGS and record.status == "reported" and event.study
    return bool(own) and record.n != 0 and bool(stems(record.event) - GENERAL)


def _summarised(event: Stated[AdverseEvent], summary: list[Stated[AdverseEvent]], evidence: Evidence) -> bool:
    mine = [s for s in summary if s.study == event.study]
    if any(_alike(event, other) for other in mine):
        return True
    names = stems(event.record.event) - GENERAL
    sentences = (stems(plain(words.quote)) for words in _of_study(event, evidence, {s.words for s in mine}))
    return any(names & sentence and len(names & sentence) * 2 >= len(names) for sentence in sentences)


def _of_study(event: Stated[AdverseEvent], evidence: Evidence, told: set[Words]) -> set[Words]:
    """The sentences of the summary that are about a study: with a claim or a citation of it."""
    results = {r.words for r in evidence.results if r.study == event.study and r.record.region is Region.SUMMARY}
    return told | results


def _alike(event: Stated[AdverseEvent], other: Stated[AdverseEvent]) -> bool:
    if likeness(event.record.event, other.record.event) is not Likeness.DIFFERENT:
        return True
    one, two = event.concept, other.concept
    return bool(one) and (one == two or one in vocabulary().closure(two) or two in vocabulary().closure(one))


def _finding(event: Stated[AdverseEvent]) -> Finding:
    name = event.record.event
    return Finding(
        check="summary-omission",
        severity=Severity.REPORTING,
        message=f"{name[0].upper()}{name[1:]} of the study section is missing from the safety summary.",
        a=event.words,
        study=event.record.study,
        about=(event.node,),
    )
