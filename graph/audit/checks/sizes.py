"""How many patients a study is said to have, wherever it is spoken of by its design and number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.quotes.counts import unit_counts
from evigraph.graph.audit.quotes.reading import COUNT, count, plain
from evigraph.graph.audit.rows import row_of
from evigraph.graph.audit.units import unit_of
from evigraph.ontology.records import Region

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.audit.evidence import Claim, Evidence
    from evigraph.graph.recall import Stated, Words
    from evigraph.ontology.records import Study

#: "the case series of 24 patients", "an RCT of 152 people"; a review is of as many as it likes.
NAMED = re.compile(
    rf"\b(?:case series|(?:cohort |comparative |observational )?study|trial|RCT|registry|cohort) of (?P<n>{COUNT})"
    rf"\s+(?P<unit>[a-z]+)",
    re.IGNORECASE,
)
REVIEW = re.compile(r"review|meta-?analys", re.IGNORECASE)
AGAIN = frozenset({Region.SUMMARY, Region.VALIDITY, Region.GUIDANCE})


def sizes(evidence: Evidence) -> Iterator[Finding]:
    """Sentences that name one study by its number of patients, where the study has no such number."""
    told: set[tuple[int, int]] = set()
    for claim in evidence.claims:
        if claim.record.region not in AGAIN or not claim.record.study:
            continue
        study = evidence.study(claim.study)
        words = _number(claim, evidence) if study else None
        if study and words and (words.start, words.end) not in told and not _known(words, study, evidence):
            told.add((words.start, words.end))
            yield _finding(words, study)


def _number(claim: Claim, evidence: Evidence) -> Words | None:
    """The words that name the one study of a sentence by its number."""
    named = list(NAMED.finditer(plain(claim.words.quote)))
    studies = {other.study for other in evidence.claims_at[claim.words]}
    if len(named) != 1 or len(studies) != 1 or unit_of(named[0]["unit"]) is None:
        return None
    return claim.words.part(named[0].start(), named[0].end())


def _printed(words: Words) -> int:
    named = NAMED.search(plain(words.quote))
    assert named  # noqa: S101  # these words were found by it
    return count(named["n"])


def _known(words: Words, study: Stated[Study], evidence: Evidence) -> bool:
    """Whether the study has, or any of its own claims is of, as many."""
    n = _printed(words)
    others = (c.record for c in evidence.by_node.values() if c.study == study.node and c.record.region not in AGAIN)
    sizes_ = {study.record.n_patients, study.record.n_lesions} - {None}
    pooled = REVIEW.search(study.record.design)
    printed = any(units.n == n for units in unit_counts(row_of(study, "n_patients")))
    return bool(pooled) or printed or not sizes_ or n in sizes_ or any(n in (r.n, r.denominator) for r in others)


def _finding(words: Words, study: Stated[Study]) -> Finding:
    record = study.record
    known = record.n_patients or record.n_lesions
    return Finding(
        check="number-of-patients",
        severity=Severity.CONTRADICTION,
        message=f"{_printed(words):,} are said to be in the study here; its own section has {known:,}.",
        a=words,
        b=row_of(study, "n_patients"),
        study=record.study,
        recomputed=str(known),
        about=(study.node,),
    )
