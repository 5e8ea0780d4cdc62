"""Results and adverse events as Evidence, with the variables that they measure as EvidenceVariable.

Knows rows of the evidence tables; knows nothing of the graph.  Every number of a row is in its Evidence, with the
digits that the source prints; only the level of an interval is told as FHIR wants it, as a fraction of 1.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.graph.export.fhir.elements import (
    Element,
    concept,
    estimate_type,
    extension,
    filled,
    identified,
    iri_identifier,
    present,
    quantity,
    reference,
    role,
    span,
    statistic_type,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evigraph.graph.export.fhir.studies import Studies

    Row = Mapping[str, str]

NOT_SIGNIFICANT = "ns"
PERCENT = Decimal(100)


class EvidenceWriter:
    """Makes the Evidence of rows, and collects the variables that they share."""

    def __init__(self, studies: Studies) -> None:
        self._studies = studies
        self.variables: dict[str, Element] = {}

    def result(self, row: Row) -> Element:
        """The Evidence of a result."""
        title = ", ".join(filter(None, (f"{row['statistic']} {row['outcome']}".strip(), row["group"], _time(row))))
        variable = self._variable(row["outcome"], row["measure"])
        return self._evidence(row, title, variable, _result_statistic(row), _time_extension(row))

    def event(self, row: Row) -> Element:
        """The Evidence of an adverse event, reported or denied."""
        title = ", ".join(filter(None, (row["event"], row["status"], row["group"], row["timing"])))
        variable = self._variable(row["event"], "", "adverse event")
        return self._evidence(row, title, variable, _event_statistic(row), *_event_extensions(row))

    def _evidence(
        self, row: Row, title: str, variable: Element, statistic: Element, *extensions: Element | None
    ) -> Element:
        study = self._studies.study(row)
        return identified(
            "Evidence",
            f"{row['node']} {row['document_id']} {row['start']}",
            extension=present(*extensions),
            identifier=iri_identifier(row["node"]),
            status="active",
            title=title,
            description=row["quote"],
            note=[{"text": f"{row['document_id']}, {row['section']}, characters {row['start']} to {row['end']}"}],
            relatedArtifact=self._studies.artifacts(row),
            variableDefinition=[*self._people(row, study), self._measured(variable)],
            studyDesign=study.get("studyDesign", []) if study else [],
            statistic=[statistic] if statistic else [],
        )

    def _people(self, row: Row, study: Element | None) -> list[Element]:
        group = self._studies.group(row) if study else None
        observed = reference(group, row["study"]) if group else None
        about = filled({"variableRole": role("population"), "description": row["study"], "observed": observed})
        arm = {"variableRole": role("subpopulation"), "description": row["group"]}
        return [about, *([arm] if row["group"] else [])]

    def _measured(self, variable: Element) -> Element:
        return {"variableRole": role("measured variable"), "observed": reference(variable, variable["title"])}

    def _variable(self, outcome: str, measure: str, kind: str = "") -> Element:
        title = f"{outcome} ({measure})" if measure else outcome or "not named"
        key = f"{kind}|{outcome}|{measure}"
        if key not in self.variables:
            about = [{"description": measure, "definitionCodeableConcept": concept(measure)}] if measure else []
            content = {"status": "active", "title": title, "description": kind, "characteristic": about}
            self.variables[key] = identified("EvidenceVariable", key, **content)
        return self.variables[key]


def _result_statistic(row: Row) -> Element:
    return filled(
        {
            "statisticType": statistic_type(row["statistic"]) if row["statistic"] else None,
            "quantity": quantity(row["value"], row["unit"]),
            "numberAffected": whole(row["n"]),
            "sampleSize": filled({"knownDataCount": whole(row["denominator"])}),
            "attributeEstimate": present(_interval(row), _deviation(row), _range(row), _p_value(row)),
        }
    )


def _event_statistic(row: Row) -> Element:
    return filled(
        {
            "statisticType": statistic_type("percentage" if row["percent"] else "count"),
            "quantity": quantity(row["percent"], "%") or quantity(row["n"]),
            "numberAffected": whole(row["n"]),
            "sampleSize": filled({"knownDataCount": whole(row["denominator"])}),
        }
    )


def _interval(row: Row) -> Element | None:
    found = span(row["ci_low"], row["ci_high"], row["unit"])
    level = row["ci_level"]
    if not found and not level:
        return None
    told = {"level": Decimal(level) / PERCENT if level else None, "range": found}
    said = f"{level}% confidence interval" if level else ""
    return filled({"description": said, **_typed("confidence interval", told)})


def _deviation(row: Row) -> Element | None:
    found = quantity(row["sd"], row["unit"])
    return _typed("standard deviation", {"quantity": found}) if found else None


def _range(row: Row) -> Element | None:
    found = span(row["range_low"], row["range_high"], row["unit"])
    return _typed(row["range_kind"] or "range", {"range": found}) if found else None


def _p_value(row: Row) -> Element | None:
    sign = row["p_operator"]
    if not sign and not row["p_value"]:
        return None
    said = "p not significant" if sign == NOT_SIGNIFICANT else f"p {sign or '='} {row['p_value']}"
    against = f" compared with {row['comparator']}" if row["comparator"] else ""
    found = quantity(row["p_value"], "", sign)
    return filled({"description": f"{said}{against}", **_typed("p value", {"quantity": found})})


def _typed(kind: str, content: Element) -> Element:
    return filled({"type": estimate_type(kind), **content})


def _time(row: Row) -> str:
    return row["time_label"] or " ".join(filter(None, (row["time_value"], row["time_unit"])))


def _time_extension(row: Row) -> Element | None:
    """When it was measured, for which Evidence has no element of its own."""
    if row["time_value"]:
        return extension("timeValue", valueQuantity=quantity(row["time_value"], row["time_unit"]))
    return extension("timeLabel", valueString=row["time_label"])


def _event_extensions(row: Row) -> list[Element | None]:
    names = ("status", "severity", "relatedness", "management", "resolution", "timing")
    return [extension(name, valueString=row[name]) for name in names]
