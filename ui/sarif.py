"""Audit findings as SARIF 2.1.0, the format in which editors and code hosts take what a check found in a file.

Knows SARIF; knows nothing of checks.  Offsets, lines and columns count Unicode code points of the document's text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from evigraph.graph.audit.finding import Severity
from evigraph.ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from evigraph.graph.audit.stored import AuditFinding, Quoted

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LINE_END = re.compile(r"\r\n?|\n")
LEVELS = {
    Severity.CONTRADICTION: "error",
    Severity.ARITHMETIC: "error",
    Severity.REPORTING: "warning",
    Severity.INFO: "note",
}


def sarif(findings: Sequence[AuditFinding], texts: Mapping[str, str], version: str) -> dict[str, object]:
    """One run of findings; `texts` are the documents by id, `version` is that of this program."""
    starts = {document: _line_starts(text) for document, text in texts.items()}
    checks = sorted({finding.check for finding in findings})
    driver = {"name": "evigraph", "version": version, "rules": [_rule(check) for check in checks]}
    results = [_result(finding, checks, lambda quoted: _location(quoted, starts)) for finding in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(check: str) -> dict[str, object]:
    concept = vocabulary().find(check, "check")
    told = concept.definition if concept else check
    return {"id": check, "shortDescription": {"text": told}}


def _result(
    finding: AuditFinding, checks: Sequence[str], location: Callable[[Quoted], dict[str, object]]
) -> dict[str, object]:
    study = f"{finding.study}: " if finding.study else ""
    result: dict[str, object] = {
        "ruleId": finding.check,
        "ruleIndex": checks.index(finding.check),
        "level": LEVELS[finding.severity],
        "message": {"text": f"{study}{finding.message}"},
        "locations": [location(finding.a)],
        "partialFingerprints": {"evigraphFinding/v1": finding.node},
        "properties": {"severity": str(finding.severity)},
    }
    if finding.b:
        result["relatedLocations"] = [location(finding.b)]
    return result


def _location(quoted: Quoted, starts: Mapping[str, list[int]]) -> dict[str, object]:
    lines = starts[quoted.document_id]
    first, last = _line(lines, quoted.start), _line(lines, quoted.end)
    region = {
        "charOffset": quoted.start,
        "charLength": quoted.end - quoted.start,
        "startLine": first + 1,
        "startColumn": quoted.start - lines[first] + 1,
        "endLine": last + 1,
        "endColumn": quoted.end - lines[last] + 1,
        "snippet": {"text": quoted.quote},
    }
    return {"physicalLocation": {"artifactLocation": {"uri": f"{quoted.document_id}.txt"}, "region": region}}


def _line_starts(text: str) -> list[int]:
    """The offset at which each line starts."""
    return [0, *(match.end() for match in LINE_END.finditer(text))]


def _line(starts: Sequence[int], offset: int) -> int:
    return bisect_right(starts, offset) - 1
