"""FHIR resources are valid, and hold every number of the tables.  Knows fhir.resources; knows nothing of mappings."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from evigraph.graph.export.fhir.bundle import bundle, json_text, resources
from evigraph.graph.export.tables import records
from fhir.resources.bundle import Bundle

if TYPE_CHECKING:
    from evigraph.graph.export.fhir.elements import Element
    from evigraph.graph.export.source import Source

NUMBERS = ("value", "n", "denominator", "ci_low", "ci_high", "sd", "range_low", "range_high", "p_value", "time_value")


@pytest.fixture(scope="module")
def found(source: Source) -> list[Element]:
    text = json_text(bundle(resources(source), "https://example.org/"))
    return [entry["resource"] for entry in json.loads(text, parse_float=Decimal)["entry"]]


def numbers(element: object) -> Counter[str]:
    """Every number below an element, as it is printed."""
    if isinstance(element, dict):
        return sum((numbers(each) for each in element.values()), Counter())
    if isinstance(element, list):
        return sum((numbers(each) for each in element), Counter())
    is_number = isinstance(element, int | Decimal) and not isinstance(element, bool)
    return Counter([str(element)]) if is_number else Counter()


def test_bundle_is_valid(source: Source) -> None:
    read = Bundle.model_validate_json(json_text(bundle(resources(source), "https://example.org/")))
    kinds = {entry.resource.get_resource_type() for entry in read.entry}
    assert kinds == {"Evidence", "EvidenceVariable", "ResearchStudy", "Citation", "Group"}


def test_validator_refuses_what_is_wrong(source: Source) -> None:
    broken = [{**resources(source)[0], "status": None, "titel": "x"}]
    with pytest.raises(ValueError, match="titel"):
        Bundle.model_validate_json(json_text(bundle(broken, "https://example.org/")))


def test_every_number_of_a_result_is_in_its_evidence(source: Source, found: list[Element]) -> None:
    evidence = {(e["identifier"][0]["value"], e["description"]): e for e in found if e["resourceType"] == "Evidence"}
    rows = records(source.graph.select, "results")
    assert len(rows) > 100
    for row in rows:
        element = evidence[row["node"], row["quote"]]
        printed = Counter(row[name] for name in NUMBERS if row[name])
        assert not printed - numbers(element), row
        assert not row["ci_level"] or f"{row['ci_level']}% confidence interval" in json.dumps(element, default=str)


def test_every_reference_is_to_a_resource_of_the_bundle(found: list[Element]) -> None:
    ids = {f"{resource['resourceType']}/{resource['id']}" for resource in found}
    assert len(ids) == len(found)
    text = json.dumps(found, default=str)
    assert {part.split('"')[0] for part in text.split('"reference": "')[1:]} <= ids


def test_denied_event_without_a_count_gets_none(source: Source, found: list[Element]) -> None:
    denied = [
        r for r in records(source.graph.select, "adverse_events") if r["status"] == "none reported" and not r["n"]
    ]
    assert denied
    for row in denied:
        (element,) = [
            e for e in found if e["resourceType"] == "Evidence" and e["identifier"][0]["value"] == row["node"]
        ]
        assert not {"numberAffected", "quantity"} & set(element["statistic"][0])
