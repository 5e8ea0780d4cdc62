"""Studies as ResearchStudy and their people as Group; documents and papers as Citation.

Knows rows of the evidence tables; knows nothing of the graph.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from evigraph.graph.export.fhir.elements import (
    Element,
    concept,
    filled,
    identified,
    iri_identifier,
    quantity,
    reference,
    span,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Row = Mapping[str, str]

SEPARATOR = "; "
YEARS = "year"


class Studies:
    """The studies, groups and citations of all documents, and which of them a row of evidence is about."""

    def __init__(self, studies: Iterable[Row], documents: Iterable[Row], references: Iterable[Row]) -> None:
        self._rows = list(studies)
        self.documents = {row["document_id"]: _document(row) for row in documents}
        self.papers = {row["node"]: _paper(row) for row in references}
        self.groups = {row["node"]: _group(row) for row in self._rows}
        self.studies = {row["node"]: self._study(row) for row in self._rows}

    @cached_property
    def _nodes(self) -> dict[tuple[str, str], str]:
        """Nodes by document and study, and by study alone where no other one bears its name."""
        found = {(row["document_id"], row["study"]): row["node"] for row in self._rows}
        for row in self._rows:
            named = {other["node"] for other in self._rows if other["study"] == row["study"]}
            if len(named) == 1:
                found["", row["study"]] = row["node"]
        return found

    def _node(self, row: Row) -> str:
        return self._nodes.get((row["document_id"], row["study"])) or self._nodes.get(("", row["study"]), "")

    def study(self, row: Row) -> Element | None:
        """The study that a row of evidence is about, None where no document describes it."""
        return self.studies.get(self._node(row))

    def group(self, row: Row) -> Element | None:
        """The people of that study."""
        return self.groups.get(self._node(row))

    def artifacts(self, row: Row) -> list[Element]:
        """The document that a row stands in and the study that it is of, as related artifacts."""
        document = self.documents.get(row["document_id"])
        study = self.study(row)
        found = [("derived-from", document)] if document else []
        found += [("part-of", study)] if study else []
        return [{"type": kind, "resourceReference": reference(each)} for kind, each in found]

    def _study(self, row: Row) -> Element:
        document = self.documents.get(row["document_id"])
        cited = [{"type": "citation", "citation": row["reference"]}] if row["reference"] else []
        source = [{"type": "derived-from", "resourceReference": reference(document)}] if document else []
        designs = [*row["design"].split(SEPARATOR), row["direction"]]
        group = self.groups[row["node"]]
        return identified(
            "ResearchStudy",
            row["node"],
            identifier=iri_identifier(row["node"]),
            title=row["study"],
            label=[{"value": row["study"]}] if row["study"] else [],
            status="unknown",
            studyDesign=[concept(design) for design in designs if design],
            region=[concept(country) for country in row["country"].split(SEPARATOR) if country],
            condition=[concept(row["population"])] if row["population"] else [],
            focus=[{"concept": concept(device)} for device in row["device"].split(SEPARATOR) if device],
            period=filled({"start": row["recruitment_start"], "end": row["recruitment_end"]}),
            recruitment=filled({"actualNumber": whole(row["n_patients"]), "actualGroup": reference(group)}),
            relatedArtifact=[*cited, *source],
        )


def _group(row: Row) -> Element:
    return identified(
        "Group",
        row["node"],
        identifier=iri_identifier(f"{row['node']}/population"),
        type="person",
        membership="definitional",
        name=row["study"],
        description=row["population"],
        quantity=whole(row["n_patients"]),
        characteristic=[
            *_characteristic(f"age, {row['age_statistic']}".rstrip(", "), row["age_value"], YEARS),
            *_characteristic_range("age", row["age_low"], row["age_high"], YEARS),
            *_characteristic("women", row["female_n"]),
            *_characteristic("women", row["female_percent"], "%"),
            *_characteristic(row["lesion"] or "treated units", row["n_lesions"]),
            *_characteristic("follow-up", row["follow_up_value"], row["follow_up_unit"]),
            *_characteristic_range("follow-up", row["follow_up_low"], row["follow_up_high"], row["follow_up_unit"]),
        ],
    )


def _characteristic(name: str, number: str, unit: str = "") -> list[Element]:
    found = quantity(number, unit)
    return [{"code": concept(name), "valueQuantity": found, "exclude": False}] if found else []


def _characteristic_range(name: str, low: str, high: str, unit: str) -> list[Element]:
    found = span(low, high, unit)
    return [{"code": concept(f"{name}, range"), "valueRange": found, "exclude": False}] if found else []


def _document(row: Row) -> Element:
    title = row["title"] or row["document_id"]
    issued = row["date_published"] or row["date_updated"] or row["date_prepared"]
    form = filled({"publicationDateText": issued, "publishedIn": filled({"title": row["publisher"]})})
    cited = {"title": [{"text": title}], "publicationForm": [form] if form else []}
    named = [{"value": row["identifier"]}] if row["identifier"] else []
    about = {"identifier": [*iri_identifier(row["node"]), *named], "title": title, "status": "active"}
    return identified("Citation", row["node"], **about, citedArtifact=cited)


def _paper(row: Row) -> Element:
    form = filled(
        {
            "publishedIn": filled({"title": row["journal"]}),
            "publicationDateText": row["year"],
            "volume": row["volume"],
            "pageString": row["pages"],
        }
    )
    authors = {"summary": [{"value": row["authors"]}]} if row["authors"] else {}
    cited = {"title": [{"text": row["title"]}] if row["title"] else [], "publicationForm": [form] if form else []}
    about = {"identifier": iri_identifier(row["node"]), "title": row["title"], "status": "active"}
    return identified("Citation", row["node"], **about, citedArtifact=filled({**cited, "contributorship": authors}))
