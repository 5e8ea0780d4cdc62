"""The terms that data may use, in closed namespaces: a name that nothing declares is an AttributeError.

Knows which names exist; knows nothing of what they are used for.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.ontology.rdf import NamedNode, RdfFormat, parse

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "BASE",
    "DCTERMS",
    "HTA",
    "HTC",
    "OA",
    "OBO",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SH",
    "SKOS",
    "VOID",
    "XSD",
    "Terms",
]

#: What every canonical IRI of ontology, concepts and data starts with, unless a publisher sets another base for its
#: data.
BASE = "https://w3id.org/hta-evidence/"

ONTOLOGY = Path(__file__).with_name("hta.ttl")


class Terms:
    """A closed namespace: its attributes are the IRIs of the names that it holds.

    >>> HTA.study.value
    'https://w3id.org/hta-evidence/ns#study'
    """

    def __init__(self, iri: str, names: Callable[[], frozenset[str]]) -> None:
        self.iri = iri
        self._names = names

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("_") or name not in self._names():
            raise AttributeError(f"{self.iri} has no term {name}")
        term = NamedNode(self.iri + name)
        setattr(self, name, term)
        return term

    def __contains__(self, name: str) -> bool:
        return name in self._names()

    def __dir__(self) -> list[str]:
        return sorted(self._names())


def _listed(names: str) -> Callable[[], frozenset[str]]:
    return lambda: frozenset(names.split())


@cache
def declared() -> frozenset[str]:
    """Names of all classes and properties that hta.ttl declares."""
    namespace = HTA.iri
    with ONTOLOGY.open("rb") as source:
        subjects = {q.subject.value for q in parse(source, RdfFormat.TURTLE) if isinstance(q.subject, NamedNode)}
    return frozenset(s.removeprefix(namespace) for s in subjects if re.match(re.escape(namespace) + r"\w", s))


HTA = Terms(f"{BASE}ns#", declared)
RDF = Terms("http://www.w3.org/1999/02/22-rdf-syntax-ns#", _listed("type subject predicate object first rest nil"))
RDFS = Terms("http://www.w3.org/2000/01/rdf-schema#", _listed("label comment subClassOf subPropertyOf domain range"))
OWL = Terms(
    "http://www.w3.org/2002/07/owl#", _listed("Class ObjectProperty DatatypeProperty Ontology versionInfo sameAs")
)
XSD = Terms("http://www.w3.org/2001/XMLSchema#", _listed("string integer decimal boolean date gYear gYearMonth"))
SKOS = Terms(
    "http://www.w3.org/2004/02/skos/core#",
    _listed(
        "Concept ConceptScheme inScheme prefLabel altLabel hiddenLabel broader definition notation exactMatch"
        " closeMatch related"
    ),
)
DCTERMS = Terms(
    "http://purl.org/dc/terms/",
    _listed(
        "title description identifier creator created modified issued publisher rights format bibliographicCitation"
        " license date"
    ),
)
PROV = Terms(
    "http://www.w3.org/ns/prov#",
    _listed("Entity Activity SoftwareAgent used wasGeneratedBy wasDerivedFrom wasAssociatedWith"),
)
OA = Terms("http://www.w3.org/ns/oa#", _listed("exact start end prefix suffix"))
#: Evidence codes of ECO: how an assertion came about, 0000203 automatically, 0000218 by a person.
OBO = Terms("http://purl.obolibrary.org/obo/", _listed("ECO_0000203 ECO_0000218"))
SCHEMA = Terms("https://schema.org/", _listed("softwareVersion"))
SH = Terms(
    "http://www.w3.org/ns/shacl#",
    _listed("targetClass sparql select message severity declare prefix namespace Violation Warning Info"),
)
VOID = Terms(
    "http://rdfs.org/ns/void#",
    _listed(
        "Dataset Linkset classPartition propertyPartition property entities triples classes properties subset feature"
        " sparqlEndpoint dataDump uriSpace vocabulary rootResource linkPredicate subjectsTarget objectsTarget"
    ),
)

#: Where concepts of the shared vocabulary live.
HTC = f"{BASE}concept/"

#: Prefixes under which serialisers and query files know the namespaces.
PREFIXES = {
    "hta": HTA.iri,
    "htc": HTC,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "owl": OWL.iri,
    "xsd": XSD.iri,
    "skos": SKOS.iri,
    "dcterms": DCTERMS.iri,
    "prov": PROV.iri,
    "oa": OA.iri,
    "obo": OBO.iri,
    "schema": SCHEMA.iri,
    "sh": SH.iri,
    "void": VOID.iri,
}
