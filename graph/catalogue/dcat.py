"""The catalogue of a publisher's data as DCAT 3, by the application profile DCAT-AP 3.0.

Knows DCAT; knows nothing of how the files that it names are made.  Licences are split: what was extracted is under the
publisher's licence, what holds quotes under the rights of those who are quoted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.graph.catalogue.terms import (
    DCAT,
    DCT,
    FOAF,
    LANGUAGES,
    MEDIA_TYPES,
    SHA256,
    SPDX,
    THREE_LETTERS,
    VCARD,
)
from evigraph.ontology.iris import digest, slug
from evigraph.ontology.publisher import CC_BY
from evigraph.ontology.rdf import Literal, NamedNode, Triple, date, text
from evigraph.ontology.terms import BASE, PROV, RDF, RDFS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.graph.catalogue.versions import Version
    from evigraph.ontology.publisher import Publisher
    from evigraph.ontology.rdf import Term

#: What a file belongs to: the facts alone, all evidence with its quotes, or ontology and concepts.
FACTS, EVIDENCE, VOCABULARY = "facts", "evidence", "vocabulary"
ENGLISH = "en"
#: What everything is, which the profile wants to be said of addresses.
RESOURCE = NamedNode(f"{RDFS.iri}Resource")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to download: its path below the base, what it belongs to, and what is known of its bytes."""

    path: str
    dataset: str
    title: str
    media_type: str
    size: int | None = None
    sha256: str = ""


def catalogue(
    publisher: Publisher, versions: Iterable[Version], files: Iterable[File], *, endpoint: str = ""
) -> set[Triple]:
    """The catalogue of documents and files; `endpoint` is the address of a SPARQL service where there is one."""
    return set(_Catalogue(publisher).triples(list(versions), list(files), endpoint))


class _Catalogue:
    """Makes the triples of one publisher's catalogue."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._base = publisher.base
        self._agent = NamedNode(publisher.homepage or self._iri("publisher").value)
        self._licence = NamedNode(publisher.licence)

    def triples(self, versions: list[Version], files: list[File], endpoint: str) -> Iterator[Triple]:
        publisher, catalog = self._publisher, NamedNode(f"{self._base}catalog")
        yield from self._resource(catalog, DCAT.Catalog, publisher.title, publisher.description)
        yield from self._kinds()
        yield Triple(catalog, FOAF.homepage, NamedNode(self._base))
        yield _is(NamedNode(self._base), FOAF.Document)
        yield Triple(catalog, DCT.license, self._licence)
        datasets = [*self._parts(versions, files), *self._documents(versions)]
        for dataset, triples in datasets:
            yield Triple(catalog, DCAT.dataset, dataset)
            yield from triples
        if endpoint:
            yield Triple(catalog, DCAT.service, self._iri("sparql"))
            yield from self._service(endpoint)

    def _resource(self, node: NamedNode, kind: NamedNode, title: str, description: str) -> Iterator[Triple]:
        """What every resource of a catalogue has."""
        language = self._publisher.language
        yield _is(node, kind)
        for name in (DCT.title, RDFS.label):
            yield Triple(node, name, Literal(title, language=language))
        yield Triple(node, DCT.description, Literal(description, language=language))
        yield Triple(node, DCT.publisher, self._agent)
        yield Triple(node, DCAT.contactPoint, self._iri("contact"))
        if code := THREE_LETTERS.get(language.partition("-")[0]):
            yield Triple(node, DCT.language, NamedNode(f"{LANGUAGES}{code}"))

    def _kinds(self) -> Iterator[Triple]:
        """What the things that the catalogue refers to are."""
        publisher, contact = self._publisher, self._iri("contact")
        yield _is(self._agent, FOAF.Agent)
        yield Triple(self._agent, FOAF.name, Literal(publisher.name, language=publisher.language))
        yield _is(contact, VCARD.Kind)
        yield _is(contact, VCARD.Organization)
        yield Triple(contact, VCARD.fn, text(publisher.name))
        address = publisher.contact or publisher.homepage or publisher.base
        yield Triple(contact, VCARD.hasEmail if address.startswith("mailto:") else VCARD.hasURL, NamedNode(address))
        for licence in (self._licence, NamedNode(CC_BY)):
            yield _is(licence, DCT.LicenseDocument)
        if code := THREE_LETTERS.get(publisher.language.partition("-")[0]):
            yield _is(NamedNode(f"{LANGUAGES}{code}"), DCT.LinguisticSystem)
        for standard in (f"{BASE}ns", f"{BASE}shapes"):
            yield _is(NamedNode(standard), DCT.Standard)
        yield _is(SHA256, SPDX.ChecksumAlgorithm)

    def _parts(self, versions: list[Version], files: list[File]) -> Iterator[tuple[NamedNode, list[Triple]]]:
        """The datasets that licences split the data into."""
        publisher = self._publisher
        told = {
            FACTS: (f"{publisher.title}: facts", "What was extracted, without any quoted passage."),
            EVIDENCE: (publisher.title, f"{publisher.description} Quotes: {publisher.rights}"),
            VOCABULARY: ("Ontology and concepts", "Classes, properties, concepts, mappings and shapes."),
        }
        release = digest(*(f"{v.id} {v.sha256}" for v in versions))
        for name, (title, description) in told.items():
            held = [file for file in files if file.dataset == name]
            if held:
                yield self._iri(name), list(self._dataset(name, title, description, held, release))

    def _dataset(self, name: str, title: str, description: str, files: list[File], release: str) -> Iterator[Triple]:
        node = self._iri(name)
        yield from self._resource(node, DCAT.Dataset, title, description)
        yield Triple(node, DCAT.version, text(release))
        for standard in (f"{BASE}ns", f"{BASE}shapes"):
            yield Triple(node, DCT.conformsTo, NamedNode(standard))
        if name == EVIDENCE:
            yield from self._rights(node, self._publisher.rights)
        for file in files:
            place = self._iri(f"file-{slug(file.path)}")
            yield Triple(node, DCAT.distribution, place)
            yield from self._distribution(place, file)

    def _distribution(self, node: NamedNode, file: File) -> Iterator[Triple]:
        address = NamedNode(f"{self._base}{file.path}")
        media_type = NamedNode(f"{MEDIA_TYPES}{file.media_type}")
        yield _is(node, DCAT.Distribution)
        yield Triple(node, DCT.title, Literal(file.title, language=ENGLISH))
        yield Triple(node, RDFS.label, Literal(file.title, language=ENGLISH))
        yield Triple(node, DCAT.accessURL, address)
        yield Triple(node, DCAT.downloadURL, address)
        yield _is(address, RESOURCE)
        yield Triple(node, DCAT.mediaType, media_type)
        yield _is(media_type, DCT.MediaType)
        yield Triple(node, DCT.license, NamedNode(CC_BY) if file.dataset == VOCABULARY else self._licence)
        if file.dataset == EVIDENCE:
            yield from self._rights(node, self._publisher.rights)
        if file.size is not None:
            yield Triple(node, DCAT.byteSize, Literal(str(file.size), datatype=_xsd("nonNegativeInteger")))
        if file.sha256:
            checksum = NamedNode(f"{node.value}-checksum")
            yield Triple(node, SPDX.checksum, checksum)
            yield _is(checksum, SPDX.Checksum)
            yield Triple(checksum, SPDX.algorithm, SHA256)
            yield Triple(checksum, SPDX.checksumValue, Literal(file.sha256, datatype=_xsd("hexBinary")))

    def _documents(self, versions: list[Version]) -> Iterator[tuple[NamedNode, list[Triple]]]:
        """A dataset for each document version, in a series for each procedure."""
        series = {version.procedure: self._iri(f"series-{slug(version.procedure)}") for version in versions}
        for procedure, node in series.items():
            held = "Documents on one procedure, in the versions that were read."
            yield node, [_is(node, DCAT.Dataset), *self._resource(node, DCAT.DatasetSeries, procedure, held)]
        for version in versions:
            yield self._iri(f"version-{version.sha256[:12]}"), list(self._version(version, series[version.procedure]))

    def _version(self, version: Version, series: NamedNode) -> Iterator[Triple]:
        node = self._iri(f"version-{version.sha256[:12]}")
        about = f"What was read from the {version.kind or 'document'} {version.identifier or version.id}."
        yield from self._resource(node, DCAT.Dataset, version.title, about)
        yield Triple(node, DCAT.inSeries, series)
        yield Triple(node, DCAT.version, text(version.sha256[:12]))
        yield Triple(node, PROV.wasDerivedFrom, NamedNode(version.version))
        yield Triple(node, DCAT.landingPage, NamedNode(version.document))
        yield _is(NamedNode(version.document), FOAF.Document)
        yield Triple(node, PROV.wasGeneratedBy, NamedNode(version.run))
        yield _is(NamedNode(version.run), PROV.Activity)
        yield Triple(node, DCT.identifier, text(version.identifier or version.id))
        if version.dated:
            yield Triple(node, DCT.issued, date(version.dated))
        for before in version.before[:1]:
            yield Triple(node, DCAT.previousVersion, self._iri(f"version-{before[:12]}"))
        yield from self._rights(node, version.rights or self._publisher.rights)

    def _rights(self, node: NamedNode, words: str) -> Iterator[Triple]:
        statement = self._iri(f"rights-{digest(words)}")
        yield Triple(node, DCT.rights, statement)
        yield _is(statement, DCT.RightsStatement)
        yield Triple(statement, RDFS.label, text(words))

    def _service(self, endpoint: str) -> Iterator[Triple]:
        node = self._iri("sparql")
        about = "SPARQL 1.1 queries over the union of all graphs."
        yield from self._resource(node, DCAT.DataService, "SPARQL endpoint", about)
        yield Triple(node, DCAT.endpointURL, NamedNode(endpoint))
        yield Triple(node, DCAT.endpointDescription, NamedNode(endpoint))
        yield _is(NamedNode(endpoint), RESOURCE)
        yield Triple(node, DCAT.servesDataset, self._iri(EVIDENCE))
        yield Triple(node, DCT.license, self._licence)

    def _iri(self, name: str) -> NamedNode:
        return NamedNode(f"{self._base}catalog#{name}")


def _is(node: NamedNode, kind: Term) -> Triple:
    return Triple(node, RDF.type, kind)


def _xsd(name: str) -> NamedNode:
    return NamedNode(f"{XSD.iri}{name}")
