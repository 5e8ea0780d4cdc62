"""The dataset as VoID, with partitions and true counts: <https://www.w3.org/TR/void/>.

Knows VoID; knows nothing of stores.  The description is part of the dataset and counts itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.graph.dataset.counting import Counts, counted, total
from evigraph.ontology.iris import digest
from evigraph.ontology.rdf import Literal, NamedNode, Triple, integer, text
from evigraph.ontology.terms import BASE, DCTERMS, HTA, PREFIXES, RDF, RDFS, SKOS, VOID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from evigraph.ontology.rdf import Term

#: A word that Python keeps for itself.
CLASS = NamedNode(f"{VOID.iri}class")
#: Partitions by datatype, as editors look for them: <http://ldf.fi/void-ext>.
EXTENSION = "http://ldf.fi/void-ext#"
DATATYPE, DATATYPE_PARTITION = NamedNode(f"{EXTENSION}datatype"), NamedNode(f"{EXTENSION}datatypePartition")

TITLE = "Evidence of health technology assessments"
DESCRIPTION = (
    "Studies, results, adverse events and recommendations, each with the words that it was read from. Extracted"
    " automatically: no statement of the publishers of the documents; check the source."
)
RIGHTS = "The facts are CC BY 4.0. Quotes remain their publishers', as the rights of each document say."
LICENCE = NamedNode("https://creativecommons.org/licenses/by/4.0/")
FORMATS = ("Turtle", "RDF_XML", "N-Triples", "JSON-LD")
#: What stands at addresses that describe no thing of the evidence.
ADDRESSES = {
    "sparql": "SPARQL endpoint",
    "dump.nq.gz": "the whole graph as N-Quads",
    "graph/description": "graph of this description",
}
LOCAL = re.compile(r"[\w-]+")


def described(
    counts: Counts, own: Iterable[Triple], types: Callable[[NamedNode], Iterable[str]], base: str
) -> set[Triple]:
    """VoID of a dataset together with the triples `own`, which belong to it as VoID itself does.

    `counts` are of all else; `types` tells the classes of things that are described elsewhere.
    """
    fixed = set(own)
    found: set[Triple] = set()
    while True:  # a description adds to what it counts; its size is stable from the second round on
        told = fixed | set(void(counts + counted(found, types), base))
        if told == found:
            return found
        found = told


def void(counts: Counts, base: str) -> Iterator[Triple]:
    """VoID of these counts, which do not count it."""
    dataset = _part(base, "dataset")
    yield from _head(dataset, base)
    yield _say(dataset, VOID.triples, integer(total(counts)))
    yield _say(dataset, VOID.classes, integer(sum(kind == "classes" for kind, *_ in counts)))
    yield _say(dataset, VOID.properties, integer(sum(kind == "properties" for kind, *_ in counts)))
    for (kind, *terms), number in counts.items():
        yield from PARTITIONS[kind](base, terms, number)


def _head(dataset: NamedNode, base: str) -> Iterator[Triple]:
    """What is so of every dataset of a publisher."""
    yield _say(dataset, RDF.type, VOID.Dataset)
    yield _say(dataset, RDFS.label, Literal(TITLE, language="en"))
    yield _say(dataset, DCTERMS.title, Literal(TITLE, language="en"))
    yield _say(dataset, DCTERMS.description, Literal(DESCRIPTION, language="en"))
    yield _say(dataset, DCTERMS.license, LICENCE)
    yield _say(dataset, DCTERMS.rights, Literal(RIGHTS, language="en"))
    yield _say(dataset, VOID.sparqlEndpoint, NamedNode(f"{base}sparql"))
    yield _say(dataset, VOID.dataDump, NamedNode(f"{base}dump.nq.gz"))
    yield _say(dataset, VOID.uriSpace, text(base))
    yield _say(dataset, VOID.rootResource, NamedNode(f"{base}graph/meta"))
    for vocabulary in (HTA.iri, SKOS.iri, DCTERMS.iri, PREFIXES["prov"], PREFIXES["oa"]):
        yield _say(dataset, VOID.vocabulary, NamedNode(vocabulary))
    for name in FORMATS:
        yield _say(dataset, VOID.feature, NamedNode(f"http://www.w3.org/ns/formats/{name}"))
    yield _say(NamedNode(HTA.iri), RDFS.label, Literal("terms of the ontology", language="en"))
    for path, label in ADDRESSES.items():
        yield _say(NamedNode(f"{base}{path}"), RDFS.label, Literal(label, language="en"))


def _class(base: str, terms: list[str], number: int) -> Iterator[Triple]:
    partition = _part(base, *terms)
    yield _say(_part(base, "dataset"), VOID.classPartition, partition)
    yield from _named(partition, terms)
    yield _say(partition, CLASS, NamedNode(terms[0]))
    yield _say(partition, VOID.entities, integer(number))


def _property(base: str, terms: list[str], number: int) -> Iterator[Triple]:
    partition = _part(base, "property", *terms)
    yield _say(_part(base, "dataset"), VOID.propertyPartition, partition)
    yield from _sized(partition, VOID.property, terms, number)


def _use(base: str, terms: list[str], number: int) -> Iterator[Triple]:
    partition = _part(base, *terms)
    yield _say(_part(base, terms[0]), VOID.propertyPartition, partition)
    yield from _sized(partition, VOID.property, terms, number)


def _link(base: str, terms: list[str], number: int) -> Iterator[Triple]:
    partition = _part(base, *terms)
    yield _say(_part(base, *terms[:2]), VOID.classPartition, partition)
    yield from _sized(partition, CLASS, terms, number)


def _literal(base: str, terms: list[str], number: int) -> Iterator[Triple]:
    partition = _part(base, *terms)
    yield _say(_part(base, *terms[:2]), DATATYPE_PARTITION, partition)
    yield from _sized(partition, DATATYPE, terms, number)


def _mapping(base: str, terms: list[str], number: int) -> Iterator[Triple]:
    linkset, target = _part(base, "linkset", *terms), _part(base, "target", terms[1])
    dataset = _part(base, "dataset")
    yield _say(dataset, VOID.subset, linkset)
    yield _say(linkset, RDF.type, VOID.Linkset)
    yield _say(linkset, RDFS.label, text(f"{_word(terms[0])} to {terms[1]}"))
    yield _say(linkset, VOID.linkPredicate, NamedNode(terms[0]))
    yield _say(linkset, VOID.subjectsTarget, dataset)
    yield _say(linkset, VOID.objectsTarget, target)
    yield _say(linkset, VOID.triples, integer(number))
    yield _say(target, RDF.type, VOID.Dataset)
    yield _say(target, RDFS.label, text(terms[1]))
    yield _say(target, VOID.uriSpace, text(terms[1]))


PARTITIONS = {
    "classes": _class,
    "properties": _property,
    "uses": _use,
    "links": _link,
    "literals": _literal,
    "mappings": _mapping,
}


def _sized(partition: NamedNode, of: NamedNode, terms: list[str], number: int) -> Iterator[Triple]:
    yield from _named(partition, terms)
    yield _say(partition, of, NamedNode(terms[-1]))
    yield _say(partition, VOID.triples, integer(number))


def _named(partition: NamedNode, terms: list[str]) -> Iterator[Triple]:
    yield _say(partition, RDFS.label, text(", ".join(map(_word, terms))))


def _say(subject: NamedNode, predicate: NamedNode, value: Term) -> Triple:
    return Triple(subject, predicate, value)


def _part(base: str, *terms: str) -> NamedNode:
    """The IRI of a part of the description."""
    words = (term if LOCAL.fullmatch(term) else _word(term) for term in terms)
    names = (word.replace(":", "-") if "/" not in word else f"x{digest(word, length=8)}" for word in words)
    return NamedNode(f"{base}.well-known/void#{'.'.join(names)}")


def _word(term: str) -> str:
    """A term by its usual prefix, whole where it has none.

    >>> _word("https://w3id.org/hta-evidence/ns#Study")
    'hta:Study'
    """
    for prefix, namespace in PREFIXES.items():
        local = term.removeprefix(namespace)
        if local != term and LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
    return term


def dataset_graph(base: str = BASE) -> NamedNode:
    """The graph that holds the description."""
    return NamedNode(f"{base}graph/description")
