"""The terms of DCAT 3 and its companions, as closed namespaces.

Knows names; knows nothing of catalogues.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.ontology.rdf import NamedNode
from evigraph.ontology.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Callable


def _names(names: str) -> Callable[[], frozenset[str]]:
    return lambda: frozenset(names.split())


DCAT = Terms(
    "http://www.w3.org/ns/dcat#",
    _names(
        "Catalog Dataset DatasetSeries Distribution DataService dataset service distribution inSeries version"
        " previousVersion accessURL downloadURL accessService mediaType byteSize endpointURL endpointDescription"
        " servesDataset landingPage contactPoint keyword"
    ),
)
DCT = Terms(
    "http://purl.org/dc/terms/",
    _names(
        "title description publisher license rights language issued modified identifier conformsTo source format"
        " isVersionOf provenance MediaType MediaTypeOrExtent LinguisticSystem LicenseDocument RightsStatement Standard"
        " ProvenanceStatement"
    ),
)
FOAF = Terms("http://xmlns.com/foaf/0.1/", _names("Agent Document name homepage page"))
SPDX = Terms("http://spdx.org/rdf/terms#", _names("Checksum ChecksumAlgorithm checksum algorithm checksumValue"))
VCARD = Terms("http://www.w3.org/2006/vcard/ns#", _names("Organization Kind fn hasEmail hasURL"))

SHA256 = NamedNode("http://spdx.org/rdf/terms#checksumAlgorithm_sha256")
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
LANGUAGES = "http://publications.europa.eu/resource/authority/language/"
#: ISO 639-3 codes, under which that authority lists languages, by those of publisher files.
THREE_LETTERS = {
    "bg": "BUL", "cs": "CES", "da": "DAN", "de": "DEU", "el": "ELL", "en": "ENG", "es": "SPA", "et": "EST",
    "fi": "FIN", "fr": "FRA", "ga": "GLE", "hr": "HRV", "hu": "HUN", "it": "ITA", "lt": "LIT", "lv": "LAV",
    "mt": "MLT", "nl": "NLD", "no": "NOR", "pl": "POL", "pt": "POR", "ro": "RON", "sk": "SLK", "sl": "SLV",
    "sv": "SWE",
}  # fmt: skip
