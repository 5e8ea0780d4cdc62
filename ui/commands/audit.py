"""evigraph audit: what the documents of a store get wrong.  Knows the forms in which it is told."""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING

import evigraph
from evigraph.graph.audit.finding import Severity
from evigraph.graph.version import extractor_version
from evigraph.ui.commands.options import store_option
from evigraph.ui.sarif import sarif
from evigraph.ui.text_table import shortened

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from evigraph.graph.audit.stored import AuditFinding, Quoted
    from evigraph.ui.evidence import Evidence

EXAMPLE = "evigraph audit --fail-on contradiction"
#: The columns of the evidence table.
COLUMNS = (
    *("check", "severity", "study", "message"),
    *("quote_a", "start_a", "end_a", "quote_b", "start_b", "end_b", "document_a", "document_b"),
)
FAILING = [Severity.CONTRADICTION, Severity.ARITHMETIC, Severity.REPORTING]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="a list of findings, for programs")
    form.add_argument("--csv", action="store_true", help="the table audit.csv")
    form.add_argument("--sarif", action="store_true", help="SARIF 2.1.0, for editors and code hosts")
    parser.add_argument(
        "--fail-on", choices=[str(s) for s in FAILING], help="exit 1 where there is a finding so grave or graver"
    )
    parser.add_argument("--document", action="append", metavar="ID", help="only this document; may be given again")
    store_option(parser)


def run(options: argparse.Namespace) -> int:
    """Tell the findings by document, the gravest first."""
    with evigraph.open(options.store) as evidence:
        found = evidence.audit(documents=options.document)
        if options.sarif:
            _tell_json(sarif(found, evidence.texts(), extractor_version()))
        elif options.json:
            _tell_json([_flat(finding) for finding in found])
        elif options.csv:
            _tell_csv(found)
        else:
            _tell(found, evidence)
    return 1 if options.fail_on and _failing(found, Severity(options.fail_on)) else 0


def _failing(found: Iterable[AuditFinding], least: Severity) -> bool:
    return any(finding.severity.rank <= least.rank for finding in found)


def _tell(found: Sequence[AuditFinding], evidence: Evidence) -> None:
    for document in evidence.documents():
        own = [finding for finding in found if finding.a.document_id == document.id]
        counted = ", ".join(f"{n} {s}" for s in Severity if (n := sum(f.severity is s for f in own)))
        print(f"{document.id}: {counted or 'nothing found'}")
        for finding in own:
            study = f"{finding.study}: " if finding.study else ""
            print(f"  {finding.severity} ({finding.check})  {study}{finding.message}")
            for quoted in filter(None, (finding.a, finding.b)):
                print(f"      {_place(quoted, document.id)}  “{shortened(quoted.quote)}”")


def _place(quoted: Quoted, document: str) -> str:
    elsewhere = "" if quoted.document_id == document else f"{quoted.document_id} "
    return f"{elsewhere}{quoted.start}-{quoted.end}"


def _tell_json(told: object) -> None:
    print(json.dumps(told, indent=2, ensure_ascii=False))


def _tell_csv(found: Sequence[AuditFinding]) -> None:
    rows = [_flat(finding) for finding in found]
    writer = csv.DictWriter(sys.stdout, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _flat(finding: AuditFinding) -> dict[str, object]:
    """A finding as the columns of the table, with section, recomputed value and IRI."""
    told = {"check": finding.check, "severity": str(finding.severity), "study": finding.study}
    return {
        **told,
        "message": finding.message,
        "recomputed": finding.recomputed,
        **_columns("a", finding.a),
        **_columns("b", finding.b),
        "iri": finding.node,
    }


def _columns(side: str, quoted: Quoted | None) -> dict[str, object]:
    return {
        f"document_{side}": quoted.document_id if quoted else "",
        f"section_{side}": quoted.section if quoted else "",
        f"quote_{side}": quoted.quote if quoted else "",
        f"start_{side}": quoted.start if quoted else None,
        f"end_{side}": quoted.end if quoted else None,
    }
