"""What the audit found, back from a store.

Knows the terms of audit findings; knows nothing of how they were found.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.graph.audit.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evigraph.graph.store import Reader


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a document: `quote` is its text at half-open offsets `start` to `end`."""

    document_id: str
    section: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFinding:
    """Something that does not add up at the words `a`, and at `b` where another statement is needed to show it.

    `node` is its IRI, `check` the kind of check, `recomputed` the value that the printed numbers give.
    """

    node: str
    check: str
    severity: Severity
    message: str
    a: Quoted
    b: Quoted | None = None
    study: str = ""
    recomputed: str = ""


@cache
def findings_query() -> str:
    """The query for all findings of a store."""
    return Path(__file__).with_name("findings.rq").read_text(encoding="utf-8")


def stored_findings(reader: Reader) -> list[AuditFinding]:
    """Every finding of a store, by document, the gravest first, then by place."""
    found = [_finding(row) for row in reader.select(findings_query()).texts()]
    return sorted(found, key=lambda f: (f.a.document_id, f.severity.rank, f.a.start, f.a.end, f.node))


def counts(findings: Iterable[AuditFinding]) -> Mapping[str, Counter[Severity]]:
    """How many findings of each severity every document has that has any."""
    counted: dict[str, Counter[Severity]] = {}
    for finding in findings:
        counted.setdefault(finding.a.document_id, Counter())[finding.severity] += 1
    return counted


def _finding(row: Mapping[str, str]) -> AuditFinding:
    return AuditFinding(
        node=row["node"],
        check=row["check"],
        severity=Severity(row["severity"]),
        message=row["message"],
        a=_quoted(row, "a"),
        b=_quoted(row, "b") if "quote_b" in row else None,
        study=row.get("study", ""),
        recomputed=row.get("recomputed", ""),
    )


def _quoted(row: Mapping[str, str], side: str) -> Quoted:
    return Quoted(
        document_id=row[f"document_{side}"],
        section=row[f"section_{side}"],
        quote=row[f"quote_{side}"],
        start=int(row[f"start_{side}"]),
        end=int(row[f"end_{side}"]),
    )
