"""Gold tables as the records that a perfect extraction would make, and a store built of them.

python -m tests.acceptance.gold_records htg652 dev-a dev-b --store DIR
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.graph.build import build
from evigraph.ontology import records
from evigraph.ontology.records import Extraction, Finding, Place, Region, SourceDocument, StudyHint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SETS = ("htg652", "dev-a", "dev-b")
TABLES = {
    "documents": records.DocumentDescription,
    "studies": records.Study,
    "results": records.Result,
    "adverse_events": records.AdverseEvent,
    "patients": records.PatientRow,
    "excluded_studies": records.ExcludedStudy,
    "recommendations": records.Recommendation,
    "key_outcomes": records.KeyOutcome,
    "searches": records.SearchSource,
    "search_lines": records.SearchLine,
    "references": records.Reference,
    "related_guidance": records.RelatedGuidance,
    "statements": records.Statement,
}
LISTS = {"replaces", "endorsed_by", "country", "lesion", "device", "manufacturer", "imaging", "anaesthesia", "studies"}
ARMS = {"number of patients": "n_patients", "number of eyes": "n_lesions", "number of knees": "n_lesions"}

REGIONS = {
    "Key efficacy findings": Region.KEY_FINDINGS,
    "Key safety findings": Region.KEY_FINDINGS,
    "Table 3 Study outcomes": Region.KEY_FINDINGS,
    "Study details": Region.STUDY_DETAILS,
    "Table 2 Study details": Region.STUDY_DETAILS,
    "Analysis": Region.ANALYSIS,
}
OTHER_REGIONS = {
    "documents": Region.FRONT_MATTER,
    "studies": Region.STUDY_DETAILS,
    "excluded_studies": Region.APPENDIX,
    "searches": Region.SEARCH,
    "search_lines": Region.SEARCH,
    "references": Region.APPENDIX,
}

DESIGNS = r"randomised controlled trial|cohort study|case series|registry"
COUNTED = re.compile(r"\b(\d+) (eyes|patients|knees)\b")


def read_set(name: str) -> list[Extraction]:
    """Both documents of a set, overview first."""
    return [read_document(name, f"{name}-{kind}") for kind in ("overview", "guidance")]


def read_document(name: str, document_id: str) -> Extraction:
    """One document with everything that the gold tables say of it."""
    text = (SHARED / "corpus" / f"{document_id}.txt").read_bytes().decode()
    document = SourceDocument(document_id, text)
    findings: list[Finding] = []
    for table in TABLES:
        findings += (finding(table, row, document) for row in rows(name, table) if row["document_id"] == document_id)
    description = next(f for f in findings if isinstance(f, records.DocumentDescription))
    findings.remove(description)
    findings += arms(findings)
    return Extraction(document, description, tuple(hinted(findings, document)), profile="gold")


def rows(name: str, table: str) -> list[dict[str, str]]:
    """The rows of a gold table."""
    with (SHARED / "gold" / name / f"{table}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def finding(table: str, row: dict[str, str], document: SourceDocument) -> Finding:
    """One row as its record."""
    record = TABLES[table]
    cells = {**row, "studies": row["study"]} if table == "statements" else row
    given = {f.name: cell(f.name, str(f.type), cells[f.name]) for f in fields(record) if f.name in cells}
    given |= {"region": region(table, row, document), "rule": f"gold.{table}"}
    if table == "studies":
        given["places"] = tuple(places(given, document))
    return record(**given)


def cell(name: str, annotation: str, text: str) -> object:
    """A cell as the type of its field."""
    if name in LISTS:
        return tuple(filter(None, text.split("; ")))
    convert: Callable[[str], object] = {"Decimal": Decimal, "int": int}.get(annotation.removesuffix(" | None"), str)
    return None if not text and annotation.endswith("None") else convert(text)


def region(table: str, row: dict[str, str], document: SourceDocument) -> Region:
    """Where in the document a row stands, by its heading and by what stands before."""
    if table in OTHER_REGIONS:
        return OTHER_REGIONS[table]
    if document.id.endswith("guidance"):
        return Region.GUIDANCE
    if row["section"].startswith("Validity"):
        return Region.VALIDITY
    start = int(row["start"])
    first_study = document.text.find("\nStudy 1 ")
    in_study = 0 < first_study < start < document.text.find("\nValidity and generalisability", first_study)
    return REGIONS.get(row["section"], Region.KEY_FINDINGS if in_study else Region.SUMMARY)


def places(given: dict[str, object], document: SourceDocument) -> Iterator[Place]:
    """Where a study's attributes are printed inside its own span."""
    start, end = int(str(given["start"])), int(str(given["end"]))
    for name in (
        "country",
        "design",
        "n_patients",
        "n_lesions",
        "population",
        "age_value",
        "device",
        "conflict_of_interest",
        "follow_up_value",
    ):
        value = given[name]
        for printed in value if isinstance(value, tuple) else (value,):
            words = re.escape(str(printed)).replace(r"\.", "[.·]")
            found = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE).search(document.text, start, end)
            if printed and found:
                yield Place(attribute=name, start=found.start(), end=found.end(), section=str(given["section"]))


def arms(findings: list[Finding]) -> Iterator[Finding]:
    """The arms of trials, which the tables hold as counts by group."""
    for f in findings:
        if isinstance(f, records.Result) and f.outcome in ARMS and f.group:
            where = {"start": f.start, "end": f.end, "section": f.section, "region": f.region, "rule": "gold.arm"}
            yield records.SubPopulation(study=f.study, label=f.group, role="arm", **{ARMS[f.outcome]: f.n}, **where)


def hinted(findings: list[Finding], document: SourceDocument) -> Iterator[Finding]:
    """Results of a guidance say which study they are of by a hint alone, taken from their paragraph."""
    paragraphs = [f for f in findings if isinstance(f, records.Recommendation)]
    for f in findings:
        if document.id.endswith("guidance") and isinstance(f, records.Result | records.AdverseEvent) and f.study:
            known = {x.name: getattr(f, x.name) for x in fields(f)}
            yield type(f)(**{**known, "study": "", "hint": hint_of(f, paragraphs, document)})
        else:
            yield f


def hint_of(f: Finding, paragraphs: list[records.Recommendation], document: SourceDocument) -> StudyHint:
    """The design and number that the nearest paragraph up to the finding's names."""
    for paragraph in sorted((p for p in paragraphs if p.start <= f.start), key=lambda p: -p.start):
        text = document.quote(paragraph.start, paragraph.end).replace("\N{NO-BREAK SPACE}", " ")
        design = re.search(DESIGNS, text, re.IGNORECASE)
        counted = re.search(rf"(?:(?:{DESIGNS}) of|^(?:[\d.]+ )?Of|by \d+ of) (\d+) (eyes|patients)", text)
        if design or counted:
            n, unit = [g for g in counted.groups() if g] if counted else (None, "")
            return StudyHint(design=design[0].lower() if design else "", n=int(n) if n else None, unit=unit)
    return StudyHint()


def main() -> None:
    """Build a store of gold sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--store", type=Path, required=True)
    chosen = parser.parse_args()
    report = build([extraction for name in chosen.sets for extraction in read_set(name)], chosen.store)
    sys.stdout.write(
        f"{sum(d.quads for d in report.documents)} quads, {report.joined} joined, {report.inferred} inferred\n"
    )


if __name__ == "__main__":
    main()
