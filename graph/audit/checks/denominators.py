"""Wholes of shares against each other and against how many were enrolled."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from evigraph.graph.audit.doubt import prints
from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.quotes.reading import clause
from evigraph.graph.audit.rows import row_of
from evigraph.graph.audit.units import counted
from evigraph.graph.wording import stems
from evigraph.ontology.records import Result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.audit.evidence import Claim, Evidence
    from evigraph.graph.recall import Stated, Words
    from evigraph.ontology.records import Study

CHECK = "denominator"
POOLED = re.compile(r"review|meta-?analys|registry|database", re.IGNORECASE)
#: People of whom not all were enrolled.
BEFORE = re.compile(r"screen|eligib|approached|invited|considered|test (?:phase|stimulation)", re.IGNORECASE)
#: Shares of one kind that are needed before one of another whole stands out.
LIKE = 3


def denominators(evidence: Evidence) -> Iterator[Finding]:
    """Shares of more than were enrolled, and one share of another whole than all those beside it."""
    told: set[Words] = set()
    for study in evidence.studies:
        claims = [
            c for c in evidence.of_study(study.node) if c.record.denominator and prints(c.words, c.record.denominator)
        ]
        for found in (*_beyond(study, claims), *_odd(study, claims)):
            if found.a not in told:
                told.add(found.a)
                yield found


def _beyond(study: Stated[Study], claims: list[Claim]) -> Iterator[Finding]:
    """Shares of people, or of the parts of them that were treated, whose whole is larger than the study."""
    sizes = {"people": study.record.n_patients, **{_kind(word): study.record.n_lesions for word in study.record.lesion}}
    if POOLED.search(study.record.design):
        return
    for claim in claims:
        unit = None if BEFORE.search(claim.words.quote) else counted(claim)
        size = sizes.get(unit.kind) if unit else None
        if (
            unit
            and size
            and (claim.record.denominator or 0) > size
            and not prints(study.words, claim.record.denominator)
        ):
            message = f"{claim.record.denominator:,} {unit.word} are the whole here; {size:,} were in the study."
            yield _told(claim, message, row_of(study, "n_patients"), str(size))


def _kind(lesion: str) -> str:
    return lesion.removesuffix("s")


def _odd(study: Stated[Study], claims: list[Claim]) -> Iterator[Finding]:
    """Of several shares of one outcome at one time the one whose whole no other share of the study has."""
    alike: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        alike[_series(claim)].append(claim)
    wholes = Counter(c.record.denominator for c in claims)
    known = {study.record.n_patients, study.record.n_lesions, *(c.record.n for c in claims)}
    for series in alike.values():
        own = Counter(c.record.denominator for c in series)
        (usual, times), *others = own.most_common()
        if times < LIKE - 1 or len(series) < LIKE or len(others) != 1 or others[0][1] != 1:
            continue
        odd = next(c for c in series if c.record.denominator != usual)
        if wholes[odd.record.denominator] == 1 and odd.record.denominator not in known:
            other = next(c for c in series if c is not odd)
            message = f"{odd.record.denominator:,} is the whole of this share; the others beside it are of {usual:,}."
            yield _told(odd, message, clause(other.words, other.record.n, usual), f"{usual}")


def _series(claim: Claim) -> tuple[object, ...]:
    record = claim.record
    if isinstance(record, Result):
        arm = record.group.split(";")[0] if ";" in record.group else ""
        return record.outcome, record.time_value, record.time_unit, record.time_label, frozenset(stems(arm))
    return "event", record.group


def _told(claim: Claim, message: str, other: Words, recomputed: str) -> Finding:
    a = clause(claim.words, claim.record.n, claim.record.denominator)
    return Finding(
        check=CHECK,
        severity=Severity.REPORTING,
        message=message,
        a=a,
        b=other if other != a else None,
        study=claim.record.study,
        recomputed=recomputed,
        about=(claim.node,),
    )
