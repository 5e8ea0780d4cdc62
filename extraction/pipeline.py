"""A source document to an extraction."""

from __future__ import annotations

from evigraph.extraction.structure.document import EvidenceDocument
from evigraph.extraction.parts.abbreviations import abbreviations
from evigraph.extraction.results.all_results import arms_by_study, results
from evigraph.extraction.parts.appendix import excluded_studies
from evigraph.extraction.events.claims import Claims
from evigraph.extraction.events.reader import EventReader
from evigraph.extraction.parts.front_matter import describe, guidance_changes
from evigraph.extraction.parts.guidance import key_outcomes, recommendations
from evigraph.extraction.scanning.local_terms import learned, terms_in_use
from evigraph.extraction.studies.patients import patient_rows
from evigraph.extraction.studies.references import references, related_guidance
from evigraph.extraction.parts.searches import search_lines, search_sources
from evigraph.extraction.parts.statements import statements
from evigraph.extraction.studies.studies import studies
from evigraph.extraction.studies.study_index import StudyIndex
from evigraph.ontology.records import Abbreviation, Extraction, SourceDocument


def extract(source: SourceDocument) -> Extraction:
    """Everything that the rules find in a document."""
    document = EvidenceDocument(source)
    short = abbreviations(document)
    with terms_in_use(learned(short)):
        return _extract(source, document, short)


def _extract(source: SourceDocument, document: EvidenceDocument, short: list[Abbreviation]) -> Extraction:
    description = describe(document)
    refs = references(document)
    found = studies(document, refs)
    claims = Claims(document)
    events = EventReader(document, StudyIndex(found), arms_by_study(document, found), claims)
    findings = [
        *guidance_changes(document, description), *short, *found, *events.events(), *results(document, found, events.effects, claims), *refs, *related_guidance(document),
        *recommendations(document), *key_outcomes(document), *search_sources(document), *search_lines(document), *excluded_studies(document),
        *patient_rows(document), *statements(document),
    ]  # fmt: skip
    return Extraction(source, description, tuple(findings), document.profile.name)
