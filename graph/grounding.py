"""What of an extraction can be described: findings whose spans enclose words, and places of attributes that exist.

Knows records; knows nothing of quads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.graph.mentions import Span
from evigraph.ontology.records import DocumentDescription, Finding, Place, Study
from evigraph.ontology.schema import schemas

if TYPE_CHECKING:
    from evigraph.ontology.records import Extraction

NO_WORDS = "The span holds no words."
NO_ATTRIBUTE = "The place is of an attribute that the record does not have."


@dataclass(frozen=True, slots=True)
class Rejected:
    """What cannot be described, and why."""

    what: str
    message: str


@dataclass(frozen=True, slots=True)
class Grounded:
    """The sound part of an extraction: each finding once, the description first, and the places of attributes."""

    findings: tuple[Finding, ...]
    places: tuple[tuple[Finding, Place], ...]
    rejected: tuple[Rejected, ...]

    @classmethod
    def of(cls, extraction: Extraction) -> Grounded:
        """Divide an extraction into what is sound and what is rejected."""
        every = tuple(dict.fromkeys((extraction.description, *extraction.findings)))
        faults = {f: fault for f in every if (fault := _fault(f, extraction))}
        findings = tuple(f for f in every if f not in faults)
        placed = [(f, place) for f in findings for place in _places(f)]
        wrong = {place: fault for f, place in placed if (fault := _fault(place, extraction) or _unknown(f, place))}
        places = tuple(pair for pair in placed if pair[1] not in wrong)
        rejected: tuple[tuple[Finding | Place, str], ...] = (*faults.items(), *wrong.items())
        return cls(findings, places, tuple(_rejected(found, why, extraction) for found, why in rejected))

    def places_of(self, finding: Finding) -> tuple[Place, ...]:
        """Where the attributes of a finding were read."""
        return tuple(place for owner, place in self.places if owner is finding)

    @property
    def spans(self) -> tuple[Span, ...]:
        """All places that are quoted."""
        return (*map(Span.of, self.findings), *(Span.of(place) for _, place in self.places))


def _places(finding: Finding) -> tuple[Place, ...]:
    return finding.places if isinstance(finding, Study | DocumentDescription) else ()


def _fault(found: Finding | Place, extraction: Extraction) -> str:
    return "" if Span.of(found).within(extraction.document) else NO_WORDS


def _unknown(finding: Finding, place: Place) -> str:
    known = {field.name for field in schemas()[type(finding)].fields}
    return "" if place.attribute in known else NO_ATTRIBUTE


def _rejected(found: Finding | Place, why: str, extraction: Extraction) -> Rejected:
    name = f"attribute {found.attribute}" if isinstance(found, Place) else type(found).__name__
    return Rejected(f"{name} at {found.start}-{found.end} of {extraction.document.id}", why)
