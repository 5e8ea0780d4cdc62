"""From what the components found to records: the last step of the pipeline, and the order in which parts are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.extraction.details.all_details import details
from evigraph.extraction.events.claims import Claims
from evigraph.extraction.events.reader import EventReader
from evigraph.extraction.parts.advice import advice
from evigraph.extraction.parts.appendix import excluded_studies
from evigraph.extraction.parts.front_matter import describe, guidance_changes
from evigraph.extraction.parts.guidance import key_outcomes, recommendations
from evigraph.extraction.parts.searches import search_lines, search_sources
from evigraph.extraction.report.coverage import coverage
from evigraph.extraction.report.language import foreign_in, in_english
from evigraph.extraction.report.warnings import warnings
from evigraph.extraction.results.all_results import results
from evigraph.extraction.results.characteristics import settled
from evigraph.extraction.studies.comparisons import arms_by_study
from evigraph.extraction.studies.patients import patient_rows
from evigraph.extraction.studies.references import related_guidance
from evigraph.ontology.records import AdverseEvent, Extraction, Finding, NotReported, Result, StatedCount

if TYPE_CHECKING:
    from evigraph.extraction.evidence import Evidence


def findings(evidence: Evidence) -> Extraction:
    """Everything that the rules find in a document."""
    document, scan = evidence.document, evidence.scan
    description = describe(document)
    claims = Claims(document, scan)
    arms = arms_by_study(document, evidence.studies)
    events = EventReader(document, evidence.index, arms, claims, scan)
    found: list[Finding] = [
        *guidance_changes(document, description), *evidence.abbreviations, *evidence.studies, *events.events(),
        *results(document, evidence.index, arms, events.effects, claims, scan), *evidence.references,
        *related_guidance(document), *recommendations(document), *advice(document),
        *key_outcomes(document), *search_sources(document), *search_lines(document),
        *excluded_studies(document), *patient_rows(document), *evidence.statements, *details(evidence),
    ]  # fmt: skip
    foreign = foreign_in(document)
    read = in_english(settled(found), foreign, (Result, AdverseEvent, NotReported, StatedCount))
    covered = coverage(document, read)
    warned = warnings(evidence, read, covered, foreign)
    return Extraction(document.source, description, tuple(read), document.profile.name, covered, warned)
