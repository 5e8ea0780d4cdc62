"""The facts that a synthesis is made of, as records: studies, results, harms, key outcomes of one evidence base.

Knows the query files; knows no arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from evigraph.ontology.rdf import NamedNode, text
from evigraph.queries.composition import Filter, compose
from evigraph.queries.files import QueryFiles
from evigraph.queries.synthesis.proportions import Proportion, proportion
from evigraph.queries.template import templates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evigraph.graph.store import Reader

FILES = QueryFiles(Path(__file__).parent)
#: A row of a query: the texts of its bound variables.
Texts: TypeAlias = "dict[str, str]"


@dataclass(frozen=True, slots=True)
class Study:
    """A study of the evidence base; `details` are its other columns by name, as printed."""

    node: str
    name: str
    patients: int | None
    details: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One statistic of a study; numbers in `unit`, times in months, empty texts where the source says nothing."""

    node: str
    study: str
    outcome: str
    statistic: str = ""
    value: float | None = None
    unit: str = ""
    share: Proportion | None = None
    sd: float | None = None
    ci: tuple[float, float] | None = None
    months: float | None = None
    time: str = ""
    group: str = ""
    instrument: str = ""
    scale: tuple[float, float] | None = None
    direction: str = ""
    condition: str = ""
    counted: str = ""
    comparator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """What one study says of one adverse event; `kind` is its concept."""

    node: str
    study: str
    event: str
    kind: str
    status: str
    n: int | None
    printed: Proportion | None
    patients: int | None
    group: str
    severity: str


@dataclass(frozen=True, slots=True)
class KeyOutcome:
    """An outcome that a committee held to be key, and the facts of each study that are about it.

    Of a safety outcome these are reports of harm, where there are any.
    """

    node: str
    document: str
    role: str
    outcome: str
    evidence: Mapping[str, tuple[str, ...]]
    comparative: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph of a guidance."""

    node: str
    document: str
    number: str
    kind: str
    type: str
    text: str


class EvidenceBase:
    """One document's studies and all that they report; every part is read when it is first asked for."""

    def __init__(self, reader: Reader, document: str) -> None:
        self._reader = reader
        self.document = document

    def _rows(self, name: str) -> tuple[Texts, ...]:
        return FILES.rows(self._reader, name, document_id=[text(self.document)])

    def _kind(self, name: str) -> tuple[Texts, ...]:
        """The rows of a question kind's query for this document, none where the store does not hold it."""
        known = next(
            (row["document"] for row in FILES.rows(self._reader, "bases") if row["document_id"] == self.document), ""
        )
        query = compose(templates()[name], [Filter("document", (NamedNode(known),))]) if known else ""
        return tuple(self._reader.select(query).texts()) if known else ()

    @cached_property
    def studies(self) -> tuple[Study, ...]:
        """The studies by name, each once."""
        found: dict[str, Study] = {}
        for row in self._rows("studies"):
            patients = int(row["patients"]) if row.get("patients", "").isdigit() else None
            found.setdefault(row["node"], Study(row["node"], row["study"], patients, row))
        return tuple(found.values())

    @property
    def people(self) -> Mapping[str, int | None]:
        """The patients of each study by its name."""
        return {study.name: study.patients for study in self.studies}

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """The results, each once, by outcome, study and time."""
        return tuple(results_of(self._kind("comparability")))

    @cached_property
    def harms(self) -> tuple[Harm, ...]:
        """What studies report or deny, by kind of event."""
        return tuple(harm_of(row) for row in self._kind("rare_harms"))

    @cached_property
    def key_outcomes(self) -> tuple[KeyOutcome, ...]:
        """The key outcomes, by role."""
        return tuple(key_outcomes_of(self._kind("evidence_gaps")))

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The numbered paragraphs of the guidance on this evidence."""
        names = ("node", "document", "number", "kind", "type", "text")
        return tuple(Paragraph(*(row.get(name, "") for name in names)) for row in self._rows("paragraphs"))


def bases(reader: Reader) -> tuple[tuple[str, str], ...]:
    """The documents that hold studies, by id, and their titles."""
    return tuple((row["document_id"], row.get("title", row["document_id"])) for row in FILES.rows(reader, "bases"))


def results_of(rows: Sequence[Texts]) -> list[Result]:
    """The results of rows, each once, in their order; conditions that stand in several rows are told together."""
    found: dict[str, list[Texts]] = {}
    for row in rows:
        found.setdefault(row["node"], []).append(row)
    return [_result(members) for members in found.values()]


def _result(rows: Sequence[Texts]) -> Result:
    row = rows[0]
    texts = ("statistic", "unit", "time", "group", "instrument", "direction", "counted", "comparator")
    return Result(
        node=row["node"],
        study=row["study"],
        outcome=row["outcome"],
        value=_number(row, "value"),
        share=proportion(row.get("n"), row.get("denominator")),
        sd=_number(row, "sd"),
        ci=_pair(row, "ci_low", "ci_high"),
        months=_number(row, "months"),
        scale=_pair(row, "scale_min", "scale_max"),
        condition=", ".join(dict.fromkeys(each["condition"] for each in rows if "condition" in each)),
        **{name: row.get(name, "") for name in texts},
    )


def _number(row: Texts, name: str) -> float | None:
    return float(row[name]) if name in row else None


def _pair(row: Texts, low: str, high: str) -> tuple[float, float] | None:
    return (float(row[low]), float(row[high])) if low in row and high in row else None


def harm_of(row: Texts) -> Harm:
    """What a row says of an adverse event."""
    return Harm(
        node=row["node"],
        study=row["study"],
        event=row["event"],
        kind=row.get("kind", row["event"]),
        status=row["status"],
        n=int(row["n"]) if row.get("n", "").isdigit() else None,
        printed=proportion(row.get("n"), row.get("denominator")),
        patients=int(row["patients"]) if row.get("patients", "").isdigit() else None,
        group=row.get("group", ""),
        severity=row.get("severity", ""),
    )


def key_outcomes_of(rows: Iterable[Texts]) -> list[KeyOutcome]:
    """The key outcomes of rows, each with the evidence of all its rows."""
    found: dict[str, list[Texts]] = {}
    for row in rows:
        found.setdefault(row["node"], []).append(row)
    return [_key_outcome(members) for members in found.values()]


def _key_outcome(rows: list[Texts]) -> KeyOutcome:
    first = rows[0]
    harms = [row for row in rows if "harm" in row]
    evidence: dict[str, list[str]] = {}
    for row in harms if harms and first["role"] == "safety" else rows:
        if "evidence" in row:
            evidence.setdefault(row["study"], []).append(row["evidence"])
    return KeyOutcome(
        first["node"],
        first["document_id"],
        first["role"],
        first["outcome"],
        {study: tuple(dict.fromkeys(nodes)) for study, nodes in evidence.items()},
        any("comparative" in row for row in rows),
    )
