"""The audit as users call it: its forms, and how it ends.  Knows the bundled examples; knows no check."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import evigraph
from evigraph.graph.audit.finding import Severity
from evigraph.graph.audit.stored import AuditFinding, Quoted, counts
from evigraph.ui.cli import main
from evigraph.ui.sarif import sarif

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def quoted(text: str, words: str) -> Quoted:
    return Quoted("doc", "Results", words, text.index(words), text.index(words) + len(words))


def finding(text: str, words: str, severity: Severity = Severity.ARITHMETIC) -> AuditFinding:
    return AuditFinding(
        node="https://example.org/1",
        check="percentage",
        severity=severity,
        message="5/20 is 25%.",
        a=quoted(text, words),
    )


def test_every_form_tells_the_same_findings(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with evigraph.open(store) as evidence:
        found = evidence.audit()
        table = list(csv.DictReader(io.StringIO(evidence.tables()["audit"], newline="")))
    assert found
    told = {}
    for form in ("--json", "--csv", "--sarif"):
        assert main(["audit", form, "--store", str(store)]) == 0
        told[form] = capfd.readouterr().out
    messages = sorted(f.message for f in found)
    assert sorted(row["message"] for row in json.loads(told["--json"])) == messages
    assert sorted(row["message"] for row in csv.DictReader(io.StringIO(told["--csv"], newline=""))) == messages
    assert sorted(row["message"] for row in table) == messages
    assert len(json.loads(told["--sarif"])["runs"][0]["results"]) == len(found)


def test_table_names_each_document_and_quotes_the_words(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--store", str(store)]) == 0
    said = capfd.readouterr().out
    with evigraph.open(store) as evidence:
        assert all(f"{document.id}: " in said for document in evidence.documents())
    assert "“" in said


def test_fail_on_ends_with_1_where_there_is_something_so_grave(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with evigraph.open(store) as evidence:
        gravest = min(f.severity.rank for f in evidence.audit())
    for severity in (Severity.CONTRADICTION, Severity.ARITHMETIC, Severity.REPORTING):
        code = main(["audit", "--fail-on", str(severity), "--store", str(store)])
        assert code == (1 if gravest <= severity.rank else 0)
    capfd.readouterr()


def test_only_the_documents_asked_for(store: Path) -> None:
    with evigraph.open(store) as evidence:
        every = evidence.audit()
        one = evidence.audit(documents=[every[0].a.document_id])
        assert evidence.audit(documents=[]) == []
    assert one == [f for f in every if f.a.document_id == every[0].a.document_id]


def test_counts_are_by_document_and_severity() -> None:
    text = "a b"
    found = [finding(text, "a"), finding(text, "b"), finding(text, "b", Severity.INFO)]
    assert counts(found) == {"doc": {Severity.ARITHMETIC: 2, Severity.INFO: 1}}


def test_sarif_gives_line_and_column_of_the_words() -> None:
    text = "One line.\r\nHealed:\u2028 é 25% (5/20)\nEnd."
    region = {}
    for run in sarif([finding(text, "25% (5/20)")], {"doc": text}, "1")["runs"]:
        assert run["columnKind"] == "unicodeCodePoints"
        assert run["results"][0]["level"] == "error"
        region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (2, 12)
    assert (region["endLine"], region["endColumn"]) == (2, 22)
    assert text[region["charOffset"] : region["charOffset"] + region["charLength"]] == "25% (5/20)"
