"""A thing in the words of schema.org, for search engines, as JSON that can stand inside a page.

Knows schema.org's types; knows nothing of pages.  Rows on single patients are left out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from evigraph.ontology.terms import HTA, RDFS, SKOS

if TYPE_CHECKING:
    from evigraph.ui.web.things import Thing

#: Types of schema.org by classes of the ontology, the closest first.
TYPES = {
    HTA.Guidance.value: "MedicalGuideline",
    HTA.Document.value: "CreativeWork",
    HTA.DocumentVersion.value: "CreativeWork",
    HTA.Study.value: "MedicalStudy",
    HTA.Publication.value: "ScholarlyArticle",
    HTA.Device.value: "MedicalDevice",
    HTA.Organisation.value: "Organization",
    HTA.Recommendation.value: "MedicalGuidelineRecommendation",
    HTA.Mention.value: "Quotation",
    HTA.OutcomeResult.value: "Observation",
    SKOS.Concept.value: "DefinedTerm",
    SKOS.ConceptScheme.value: "DefinedTermSet",
}
UNSAID = frozenset({HTA.PatientResult.value})
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def schema_type(thing: Thing) -> str:
    """The type of schema.org that fits best, empty where nothing is to be said of the thing."""
    if UNSAID & set(thing.types):
        return ""
    return next((name for of, name in TYPES.items() if of in thing.types), "Thing")


def structured(thing: Thing) -> str:
    """JSON-LD of a thing, empty where nothing is to be said; no sign of it ends the element that holds it."""
    type_ = schema_type(thing)
    if not type_:
        return ""
    told = {"@context": "https://schema.org", "@type": type_, "@id": thing.iri, "name": thing.label, "url": thing.iri}
    if type_ in ("CreativeWork", "MedicalGuideline", "Observation", "MedicalStudy"):
        told["license"] = LICENCE
    described = [v.label for said in thing.said if said.property.iri == RDFS.comment.value for v in said.values]
    if described:
        told["description"] = described[0]
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
