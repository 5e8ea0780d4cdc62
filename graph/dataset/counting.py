"""How many things and triples a store holds, by class, property, and what properties lead to.

Knows how to count; knows nothing of how counts are told.  Counts of one set of triples add to those of another with
other subjects.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from evigraph.ontology.rdf import Literal, NamedNode
from evigraph.ontology.terms import RDF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from evigraph.graph.solutions import Solutions
    from evigraph.ontology.rdf import Term, Triple

    Select: TypeAlias = Callable[[str], Solutions]

#: What is counted, by the IRIs that name it: a kind (one of the query files) and one to three terms.
Counts: TypeAlias = "Counter[tuple[str, ...]]"
TERMS = {"classes": 1, "properties": 1, "links": 3, "literals": 3, "mappings": 2}
#: The queries, those that take longest first.
KINDS = ("links", "uses", "classes", "properties", "mappings")


def counted_by(select: Select, kinds: Iterable[str] = KINDS) -> Counts:
    """Count by queries, all kinds unless some are named; raises what `select` raises."""
    counts: Counts = Counter()
    for kind in kinds:
        query = Path(__file__).with_name(f"{kind}.rq").read_text(encoding="utf-8")
        for *terms, number in select(query):
            if number is not None:
                _count(counts, kind, [term.value for term in terms if term is not None], int(number.value))
    return counts


def _count(counts: Counts, kind: str, terms: list[str], number: int) -> None:
    """Add a row; where a use has a datatype, it is counted as one of literals too."""
    if kind == "uses":
        counts[kind, *terms[:2]] += number
        kind = "literals"
    if len(terms) == TERMS[kind]:
        counts[kind, *terms] += number


def counted(triples: Iterable[Triple], types: Callable[[NamedNode], Iterable[str]]) -> Counts:
    """Count triples of which no subject is elsewhere; `types` tells the classes of things that are."""
    listed = list(triples)
    classes: defaultdict[Term, list[str]] = defaultdict(list)
    for triple in listed:
        if triple.predicate == RDF.type and isinstance(triple.object, NamedNode):
            classes[triple.subject].append(triple.object.value)
    counts: Counts = Counter(("classes", name) for names in classes.values() for name in names)
    for triple in listed:
        counts["properties", triple.predicate.value] += 1
        for name in classes[triple.subject]:
            _count_use(counts, name, triple, classes, types)
    return counts


def _count_use(
    counts: Counts,
    name: str,
    triple: Triple,
    classes: defaultdict[Term, list[str]],
    types: Callable[[NamedNode], Iterable[str]],
) -> None:
    use = name, triple.predicate.value
    counts["uses", *use] += 1
    if isinstance(triple.object, Literal):
        counts["literals", *use, triple.object.datatype.value] += 1
    elif isinstance(triple.object, NamedNode):
        for target in classes.get(triple.object) or types(triple.object):
            counts["links", *use, target] += 1


def total(counts: Counts) -> int:
    """The number of triples."""
    return sum(number for (kind, *_), number in counts.items() if kind == "properties")
