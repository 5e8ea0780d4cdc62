"""Devices as studies used them, each joined to its maker.  Knows where techniques stand, not how devices are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.extraction.details.cells import cell_sentences
from evigraph.extraction.studies.devices import devices_in
from evigraph.extraction.studies.studies import study_details
from evigraph.ontology.records import DeviceUse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.extraction.structure.document import EvidenceDocument, Sentence
    from evigraph.extraction.studies.studies import Detail, StudyDetails


def device_uses(document: EvidenceDocument) -> Iterator[DeviceUse]:
    """The devices that the technique of each study names, with maker and the maker's country where they are printed."""
    for details in study_details(document):
        for detail in details.details:
            if detail.label == "technique":
                yield from _of_cell(details, detail)


def _of_cell(details: StudyDetails, detail: Detail) -> Iterator[DeviceUse]:
    sentences = list(cell_sentences(details, detail.label))
    for device in devices_in(detail.value):
        sentence = _around(sentences, device.start)
        if device.device and sentence is not None:
            yield DeviceUse(
                **sentence.where("device.technique"),
                study=details.heading.name,
                device=device.device,
                manufacturer=device.manufacturer,
                country=device.country,
            )


def _around(sentences: list[Sentence], position: int) -> Sentence | None:
    return next((s for s in sentences if s.start <= position < s.end), None)
