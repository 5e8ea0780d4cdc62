"""p values that cannot be, and what the words say of significance."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.graph.audit.checks.intervals import SIGNIFICANT
from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.quotes.reading import clause, plain
from evigraph.ontology.records import Result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.recall import Stated, Words

CLAIM = re.compile(r"(?P<before>(?:[\w'-]+\s+){0,4})(?:\w+-)?significan(?:t|tly|ce)\b", re.IGNORECASE)
DENIED = re.compile(r"\b(?:not?|nor|without|neither|non|n't)\b", re.IGNORECASE)


def p_values(evidence: Evidence) -> Iterator[Finding]:
    """P values above 1, below 0 or equal to 0, each place once, and claims of significance that p denies."""
    told: set[Words] = set()
    for stated in evidence.results:
        record = stated.record
        if record.p_value is None or stated.words in told:
            continue
        if found := _impossible(stated) or _claimed(stated, evidence):
            told.add(stated.words)
            yield found


def _impossible(stated: Stated[Result]) -> Finding | None:
    p, operator = stated.record.p_value, stated.record.p_operator
    if p is None or 0 < p <= 1:
        return None
    if p == 0 and operator in (">", ">="):
        return None
    beyond = p != 0
    message = f"p {operator} {p} is printed: a p value " + ("lies between 0 and 1." if beyond else "cannot be zero.")
    return _told("p-value", Severity.ARITHMETIC if beyond else Severity.REPORTING, message, stated)


def _claimed(stated: Stated[Result], evidence: Evidence) -> Finding | None:
    """A result that the words call significant where its p value is not below 0.05, or the other way round."""
    record = stated.record
    claimed = record.claimed_significant
    if claimed is None:
        claimed = _in_words(stated, evidence)
    if claimed is None or record.p_value is None:
        return None
    p = float(record.p_value)
    if claimed and record.p_operator in ("=", ">", ">=") and p > SIGNIFICANT:
        message = f"The result is called statistically significant, yet p {record.p_operator} {record.p_value}."
    elif not claimed and record.p_operator in ("=", "<", "<=") and p < SIGNIFICANT:
        message = f"The result is called not statistically significant, yet p {record.p_operator} {record.p_value}."
    else:
        return None
    return _told("p-versus-claim", Severity.CONTRADICTION, message, stated)


def _in_words(stated: Stated[Result], evidence: Evidence) -> bool | None:
    """What the clause says of significance, where one p value alone is printed and one claim alone is made."""
    results = (c.record for c in evidence.claims_at[stated.words] if isinstance(c.record, Result))
    others = {r.p_value for r in results if r.p_operator}
    words = clause(stated.words, stated.record.p_value)
    claims = list(CLAIM.finditer(plain(words.quote)))
    if len(others) != 1 or len(claims) != 1 or "clinically" in words.quote:
        return None
    return not DENIED.search(claims[0].group())


def _told(check: str, severity: Severity, message: str, stated: Stated[Result]) -> Finding:
    words = clause(stated.words, stated.record.p_value)
    return Finding(
        check=check, severity=severity, message=message, a=words, study=stated.record.study, about=(stated.node,)
    )
