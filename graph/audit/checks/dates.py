"""Dates of studies and documents in their order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.quotes.dates import Period, before, periods, shown
from evigraph.graph.audit.quotes.reading import sentences
from evigraph.graph.audit.rows import row_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.recall import Stated, Words
    from evigraph.ontology.records import Study

#: Words for what happens to patients in the period of recruitment.
TAKEN_IN = re.compile(
    r"\b(?:treated|recruited|enrol\w+|underwent|included|operated|performed|procedures?|patients)\b", re.IGNORECASE
)
TOPICS = frozenset({"study design issues", "study population issues", "patient selection", "technique", "other issues"})


def dates_in_order(evidence: Evidence) -> Iterator[Finding]:
    """Recruitment that ends before it starts, after publication, or in another period than the text says."""
    for study in evidence.studies:
        yield from _recruitment(study)
        for statement in evidence.statements:
            if statement.study == study.node and statement.record.topic in TOPICS:
                yield from _other_period(study, statement.words)
    yield from _documents(evidence)


def _recruitment(study: Stated[Study]) -> Iterator[Finding]:
    record = study.record
    start, end = record.recruitment_start, record.recruitment_end
    words = row_of(study, "recruitment_start", "recruitment_end")
    if start and end and before(end, start):
        yield _told(f"Recruitment is said to end ({shown(end)}) before it starts ({shown(start)}).", words, study)
    published = re.search(r"\b((?:19|20)\d\d)[a-z]?$", record.study)
    if end and published and before(published[1], end):
        yield _told(
            f"Recruitment is said to go on until {shown(end)}, after the paper of {published[1]}.", words, study
        )


def _other_period(study: Stated[Study], statement: Words) -> Iterator[Finding]:
    record = study.record
    if not record.recruitment_start or not record.recruitment_end:
        return
    for sentence in sentences(statement):
        found = list(periods(sentence))
        if len(found) == 1 and TAKEN_IN.search(sentence.quote) and _differs(study, found[0]):
            message = (
                f"Recruitment is given as {shown(record.recruitment_start)} to {shown(record.recruitment_end)};"
                f" the text says {shown(found[0].start)} to {shown(found[0].end)}."
            )
            yield _told(message, row_of(study, "recruitment_start", "recruitment_end"), study, found[0].words)


def _differs(study: Stated[Study], period: Period) -> bool:
    pairs = ((study.record.recruitment_start, period.start), (study.record.recruitment_end, period.end))
    return any(before(one, other) or before(other, one) for one, other in pairs)


def _documents(evidence: Evidence) -> Iterator[Finding]:
    """A document that was updated before it was prepared, or a guidance from before its overview."""
    own = evidence.description
    prepared, updated = own.record.date_prepared, own.record.date_updated
    if prepared and updated and before(updated, prepared):
        message = (
            f"The document is said to have been updated ({shown(updated)}) before it was prepared ({shown(prepared)})."
        )
        yield Finding(check="date", severity=Severity.CONTRADICTION, message=message, a=own.words)
    basis = evidence.basis.description if evidence.basis else None
    published = own.record.date_published
    if basis and published and basis.record.date_prepared and before(published, basis.record.date_prepared):
        message = (
            f"The guidance was published ({shown(published)}) before its overview was prepared"
            f" ({shown(basis.record.date_prepared)})."
        )
        yield Finding(check="date", severity=Severity.CONTRADICTION, message=message, a=own.words, b=basis.words)


def _told(message: str, a: Words, study: Stated[Study], b: Words | None = None) -> Finding:
    return Finding(
        check="date",
        severity=Severity.CONTRADICTION,
        message=message,
        a=a,
        b=b,
        study=study.record.study,
        about=(study.node,),
    )
