"""Percentages: n of a whole, at the precision that is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.graph.audit.doubt import other_share
from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.numbers import Fit, fit, percentage, rounded
from evigraph.graph.audit.quotes.reading import clause, plain
from evigraph.graph.audit.quotes.shares import PrintedShare, printed_shares
from evigraph.ontology.rdf import decimal_places
from evigraph.ontology.records import Result

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from evigraph.graph.audit.evidence import Claim, Evidence
    from evigraph.graph.recall import Words

CHECK = "percentage"


@dataclass(frozen=True, slots=True)
class Share:
    """n of a whole as a percentage, each as printed."""

    n: int
    of: int | None
    percent: Decimal
    words: Words
    study: str
    node: str


def percentages(evidence: Evidence) -> Iterator[Finding]:
    """Percentages that are not n of their whole, nor of any whole of the study where none is printed."""
    told: list[Words] = []
    for claim in evidence.claims:
        found = _finding(share, claim, evidence) if (share := _share(claim)) else _more_than_all(claim)
        if found:
            told.append(found.a)
            yield found
    for share in (*_women(evidence), *_side_by_side(evidence)):
        if (found := _with_whole(share)) and not any(map(found.a.overlaps, told)):
            told.append(found.a)
            yield found


def _share(claim: Claim) -> Share | None:
    record = claim.record
    if record.n is None or (isinstance(record, Result) and record.statistic != "percentage"):
        return None
    percent = record.value if isinstance(record, Result) else record.percent
    if percent is None:
        return None
    return Share(record.n, record.denominator, percent, claim.words, record.study, claim.node)


def _more_than_all(claim: Claim) -> Finding | None:
    """More than the whole of which they are printed to be a part."""
    n, of = claim.record.n, claim.record.denominator
    if not n or not of or n <= of:
        return None
    printed = re.search(rf"(?<![\d.,]){n} of (?:the )?{of}(?![\d.]|,\d)", plain(claim.words.quote).replace(",", ""))
    if printed is None:
        return None
    return Finding(
        check=CHECK,
        severity=Severity.ARITHMETIC,
        message=f"{n:,} of {of:,} is more than all.",
        a=clause(claim.words, n, of),
        study=claim.record.study,
        about=(claim.node,),
    )


def _women(evidence: Evidence) -> Iterator[Share]:
    """How many of a study's patients are women."""
    for study in evidence.studies:
        record = study.record
        if record.female_n is not None and record.female_percent is not None and record.n_patients:
            yield Share(
                record.female_n, record.n_patients, record.female_percent, study.words, record.study, study.node
            )


def _side_by_side(evidence: Evidence) -> Iterator[Share]:
    """What any quote, or a study's section, prints as percentage, count and whole, whoever it is about."""
    for words in (*evidence.quoted, *(study.words for study in evidence.studies)):
        for printed in printed_shares(words):
            if printed.of and fit(printed.percent, percentage(printed.n, printed.of)) is not Fit.ROUNDED:
                yield Share(printed.n, printed.of, printed.percent, printed.words, *_whose(printed, evidence))


def _whose(printed: PrintedShare, evidence: Evidence) -> tuple[str, str]:
    """The study whose share it is and the node that is about it, empty where none is."""
    claim = evidence.about(printed.words)
    study = next((s for s in evidence.studies if s.words.overlaps(printed.words)), None)
    if claim:
        return claim.record.study, claim.node
    return (study.record.study, study.node) if study else ("", "")


def _finding(share: Share, claim: Claim, evidence: Evidence) -> Finding | None:
    return _with_whole(share) if share.of else _without_whole(share, claim, evidence)


def _with_whole(share: Share) -> Finding | None:
    if not share.of:
        return None
    exact = percentage(share.n, share.of)
    found = fit(share.percent, exact)
    if found is Fit.ROUNDED or (found is Fit.WRONG and not _surely(share) and _otherwise(share)):
        return None
    right = rounded(exact, decimal_places(share.percent))
    cut = " (cut, not rounded)" if found is Fit.CUT else ""
    message = f"{share.n:,} of {share.of:,} is {right}%; {share.percent}% is printed{cut}."
    return _told(share, message, Severity.ARITHMETIC, f"{right}%", share.of)


def _surely(share: Share) -> bool:
    """Whether the three numbers stand side by side, so that nothing else can be meant."""
    three = share.n, share.of, share.percent
    return any((printed.n, printed.of, printed.percent) == three for printed in printed_shares(share.words))


def _otherwise(share: Share) -> bool:
    return other_share(share.words, share.n, share.of or 0, share.percent)


def _without_whole(share: Share, claim: Claim, evidence: Evidence) -> Finding | None:
    """A percentage whose whole is not printed: only where no whole of the study gives it."""
    known = evidence.wholes.get(claim.study, frozenset())
    if not known or share.n == 0 or any(fit(share.percent, percentage(share.n, of)) is not Fit.WRONG for of in known):
        return None
    whole = max(known)
    right = rounded(percentage(share.n, whole), decimal_places(share.percent))
    message = (
        f"{share.percent}% is printed for {share.n:,},"
        f" and no number of the study gives it: of {whole:,} it is {right}%."
    )
    return _told(share, message, Severity.REPORTING, f"{right}%")


def _told(share: Share, message: str, severity: Severity, right: str, *others: int) -> Finding:
    words = clause(share.words, share.percent, share.n, *others)
    if words == share.words:
        words = clause(share.words, share.percent, share.n)
    return Finding(
        check=CHECK,
        severity=severity,
        message=message,
        a=words,
        study=share.study,
        recomputed=right,
        about=(share.node,) if share.node else (),
    )
