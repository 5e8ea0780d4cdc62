"""Versions compared and facts corrected, as users do it.  Knows the bundled examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import evigraph
import pytest
from evigraph.ui.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

OVERVIEW = Path(__file__).parents[2] / "examples" / "cryoablation-overview.txt"
#: One printed number, before and after.
OLD, NEW = "77.7% (14/18)", "77.7% (15/18)"
FACT = """
SELECT ?fact ?value WHERE { ?fact a hta:OutcomeResult ; hta:statistic htc:mean ; hta:value ?value .
  FILTER NOT EXISTS { ?fact hta:restates ?other } } ORDER BY ?fact LIMIT 1
"""
ASKED = """
SELECT ?value (CONCAT("What was the mean ", ?label, " in ", ?name, "?") AS ?question) WHERE {
  ?fact a hta:OutcomeResult ; hta:statistic htc:mean ; hta:value ?value ; hta:outcome/skos:prefLabel ?label ;
    hta:study/rdfs:label ?name FILTER NOT EXISTS { ?fact hta:restates ?other } } ORDER BY ?fact LIMIT 1
"""
CORRECTION = "SELECT ?status ?extracted ?right WHERE { ?c a hta:Correction ; rdf:subject <%s> ; hta:extracted ?extracted ; rdf:object ?right ; hta:correctionStatus ?status ; hta:assertedBy <http://purl.obolibrary.org/obo/ECO_0000218> }"  # noqa: E501


@pytest.fixture
def built(tmp_path: Path) -> Path:
    store = tmp_path / "store"
    assert evigraph.build(OVERVIEW, store=store, workers=1).ok
    return store


@pytest.fixture
def correction(built: Path, tmp_path: Path) -> Callable[..., Path]:
    with evigraph.open(built) as evidence:
        (row,) = evidence.query(FACT).texts()

    def written(**other: str) -> Path:
        given = {"fact": row["fact"], "attribute": "value", "extracted": row["value"], "corrected": "5.25"}
        given |= {"author": "A. Reviewer", "reason": "The paper has 5.25.", **other}
        path = tmp_path / "reviewed.toml"
        lines = "".join(f"{name} = {json.dumps(value)}\n" for name, value in given.items())
        path.write_text(f"[[correction]]\n{lines}date = 2026-01-31\n", encoding="utf-8")
        return path

    return written


def statuses(store: Path) -> list[dict[str, str]]:
    with evigraph.open(store) as evidence:
        (row,) = evidence.query(FACT).texts()
        return list(evidence.query(CORRECTION % row["fact"]).texts())


def test_correction_stands_beside_the_value_and_survives_a_rebuild(
    built: Path, correction: Callable[..., Path], capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["corrections", "apply", str(correction()), "--store", str(built)]) == 0
    assert evigraph.build(OVERVIEW, store=built, workers=1).ok
    ((row),) = statuses(built)
    assert (row["status"], row["right"]) == ("applied", "5.25")
    capfd.readouterr()
    assert main(["corrections", "list", "--store", str(built)]) == 0
    said = capfd.readouterr().out
    assert "5.25 corrected" in said
    assert "A. Reviewer, 2026-01-31: The paper has 5.25." in said


def test_answer_shows_the_extracted_value_and_the_correction(
    built: Path, correction: Callable[..., Path], capfd: pytest.CaptureFixture[str]
) -> None:
    with evigraph.open(built) as evidence:
        (row,) = evidence.query(ASKED).texts()
        assert "corrections" not in evidence.ask(row["question"]).as_json()
    assert main(["corrections", "apply", str(correction()), "--store", str(built)]) == 0
    with evigraph.open(built) as evidence:
        answer = evidence.ask(row["question"])
    assert row["value"] in {str(r.get("value")) for r in answer.rows}
    (said,) = answer.as_json()["corrections"]
    assert said == (
        f"value {row['value']} was extracted; A. Reviewer corrected it to 5.25 on 2026-01-31: The paper has 5.25."
    )
    capfd.readouterr()
    assert main(["ask", row["question"], "--store", str(built)]) == 0
    assert f"Corrected by a reviewer:\n  {said}" in capfd.readouterr().out


def test_correction_of_what_the_fact_does_not_say_is_refused(
    built: Path, correction: Callable[..., Path], capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["corrections", "apply", str(correction(extracted="99")), "--store", str(built)]) == 1
    assert "not 99" in capfd.readouterr().err
    assert statuses(built) == []


def test_rejected_correction_stays_with_its_reason(
    built: Path, correction: Callable[..., Path], capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["corrections", "apply", str(correction()), "--store", str(built)]) == 0
    name = capfd.readouterr().out.partition(":")[0]
    assert main(["corrections", "reject", name, "--reason", "Another table.", "--store", str(built)]) == 0
    ((row),) = statuses(built)
    assert row["status"] == "rejected"
    capfd.readouterr()
    assert main(["corrections", "list", "--store", str(built)]) == 0
    assert "rejected: Another table." in capfd.readouterr().out


@pytest.mark.parametrize("wrong", [["apply"], ["reject", "12345678"], ["forget"]])
def test_wrong_use_ends_with_2(built: Path, wrong: list[str]) -> None:
    assert main(["corrections", *wrong, "--store", str(built)]) == 2


def test_unknown_correction_cannot_be_rejected(built: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["corrections", "reject", "12345678", "--reason", "x", "--store", str(built)]) == 1
    assert "12345678" in capfd.readouterr().err


def test_changed_number_is_told_with_both_words(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = OVERVIEW.read_text(encoding="utf-8")
    changed = tmp_path / "next.txt"
    changed.write_text(text.replace(OLD, NEW), encoding="utf-8")
    assert main(["diff", str(OVERVIEW), str(changed), "--json"]) == 0
    (change,) = json.loads(capfd.readouterr().out)
    assert change["kind"] == "value changed"
    assert (OLD in change["before"]["quote"], NEW in change["after"]["quote"]) == (True, True)


def test_version_that_was_replaced_can_be_compared(
    built: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with evigraph.open(built) as evidence:
        (document,) = evidence.documents()
    again = tmp_path / OVERVIEW.name
    again.write_text(OVERVIEW.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    assert evigraph.build(again, store=built, workers=1).ok
    capfd.readouterr()
    old = f"{document.id}@{document.sha256[:8]}"
    assert main(["diff", old, document.id, "--store", str(built)]) == 0
    assert "1 changes" in capfd.readouterr().out
    assert main(["diff", f"{document.id}@ffff", document.id, "--store", str(built)]) == 1
