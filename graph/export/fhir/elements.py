"""The small parts that FHIR resources are made of: concepts with codes, quantities, references.

Knows FHIR R5 and the code systems that it binds; knows nothing of evidence.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from evigraph.ontology.iris import digest
from evigraph.ontology.terms import HTA

#: A resource or a part of one, as FHIR writes it in JSON.
Element = dict[str, Any]

HL7 = "http://terminology.hl7.org/CodeSystem/"
UCUM = "http://unitsofmeasure.org"

#: Codes by our label, of the code systems that Evidence binds: statistic-type, attribute-estimate-type, variable-role.
STATISTICS = {
    "count": "C25463",
    "mean": "C53319",
    "median": "C28007",
    "percentage": "C44256",
    "odds ratio": "C16932",
    "hazard ratio": "C93150",
    "risk ratio": "C93152",
    "mean difference": "0000457",
    "standardised mean difference": "0000100",
}
ESTIMATES = {
    "confidence interval": "C53324",
    "p value": "C44185",
    "range": "C38013",
    "IQR": "C53245",
    "standard deviation": "C53322",
}
ROLES = {"population": "population", "subpopulation": "subpopulation", "measured variable": "measuredVariable"}
#: UCUM codes by the units that documents print.
UNITS = {"%": "%", "day": "d", "week": "wk", "month": "mo", "year": "a", "mm": "mm", "cm": "cm", "minutes": "min"}
#: Signs that a quantity may have before its number.
COMPARATORS = frozenset({"<", "<=", ">", ">="})


def identified(kind: str, key: str, **content: Any) -> Element:  # noqa: ANN401  # whatever FHIR allows there
    """A resource whose id follows from a key; what is empty is left out."""
    return {"resourceType": kind, "id": f"{kind.lower()}-{digest(key, length=16)}", **filled(content)}


def filled(content: dict[str, Any]) -> Element:
    """The entries that hold something."""
    return {name: value for name, value in content.items() if value not in ("", None, [], {}, ())}


def reference(resource: Element, display: str = "") -> Element:
    """A reference to another resource of the export."""
    return filled({"reference": f"{resource['resourceType']}/{resource['id']}", "display": display})


def concept(text: str, system: str = "", code: str = "") -> Element:
    """A concept by its words, with its code where there is one."""
    return filled({"coding": [{"system": system, "code": code}] if code else [], "text": text})


def statistic_type(label: str) -> Element:
    """The type of a statistic."""
    return concept(label, f"{HL7}statistic-type", STATISTICS.get(label, ""))


def estimate_type(label: str) -> Element:
    """The type of an estimate that goes with a statistic."""
    return concept(label, f"{HL7}attribute-estimate-type", ESTIMATES.get(label, ""))


def role(label: str) -> Element:
    """What a variable of an Evidence is."""
    return concept(label, f"{HL7}variable-role", ROLES.get(label, ""))


def quantity(number: str, unit: str = "", comparator: str = "") -> Element | None:
    """A number with the digits that the source prints, None where there is none."""
    if not number:
        return None
    code = UNITS.get(unit, "")
    sign = comparator if comparator in COMPARATORS else ""
    system = UCUM if code else ""
    return filled({"value": Decimal(number), "comparator": sign, "unit": unit, "system": system, "code": code})


def span(low: str, high: str, unit: str = "") -> Element | None:
    """A range, None where neither end is given."""
    return filled({"low": quantity(low, unit), "high": quantity(high, unit)}) or None


def whole(number: str) -> int | None:
    """A count."""
    return int(number) if number else None


def iri_identifier(iri: str) -> list[Element]:
    """The IRI of a node as a business identifier."""
    return [{"system": "urn:ietf:rfc:3986", "value": iri}]


def extension(name: str, **value: Any) -> Element | None:  # noqa: ANN401  # valueString, valueQuantity and so on
    """What FHIR has no element for, under the property of the ontology; None where there is nothing to say."""
    (content,) = value.values()
    return {"url": f"{HTA.iri}{name}", **value} if content else None


def present(*elements: Element | None) -> list[Element]:
    """The elements that there are."""
    return [element for element in elements if element]
