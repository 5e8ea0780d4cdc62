"""The corrections of a store: its file, and the graph that every build makes of it anew.

    STORE/corrections.json     what reviewers said, with what was rejected and why

Knows files and the graph of corrections; knows nothing of documents.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evigraph.graph.corrections.correction import Correction, Status
from evigraph.graph.corrections.facts import attribute_of
from evigraph.graph.labels import labels
from evigraph.graph.union import add, remove_graph
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.rdf import NamedNode, Quad, Store, text
from evigraph.ontology.terms import DCTERMS, HTA, OBO, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.graph.folder import StoreFolder
    from evigraph.ontology.iris import Iris
    from evigraph.ontology.rdf import Term

NAME = "corrections.json"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A correction with what became of it, and the value that the fact has now, empty where there is none."""

    correction: Correction
    status: Status
    current: str


def kept(folder: StoreFolder) -> list[Correction]:
    """The corrections of a store, in the order of their facts."""
    path = folder.path / NAME
    entries = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return [Correction(**entry) for entry in entries]


def keep(folder: StoreFolder, corrections: Iterable[Correction]) -> None:
    """Write the corrections of a store; the last one of each id stays."""
    by_id = {correction.id: correction for correction in corrections}
    ordered = sorted(by_id.values(), key=lambda c: (c.fact, c.attribute, c.date, c.id))
    folder.keep_file(NAME, json.dumps([c.as_dict() for c in ordered], indent=1, ensure_ascii=False) + "\n")


def reviewed(store: Store, corrections: Iterable[Correction]) -> list[Reviewed]:
    """What became of corrections, by what the store's facts say now."""
    return [_reviewed(store, correction) for correction in corrections]


def _reviewed(store: Store, correction: Correction) -> Reviewed:
    found = attribute_of(store, correction.fact, correction.attribute)
    if correction.rejected_because:
        status = Status.REJECTED
    else:
        status = Status.APPLIED if found and found.says(correction.extracted) else Status.STALE
    return Reviewed(correction, status, found.value if found else "")


def refused(store: Store, correction: Correction) -> str:
    """Why a correction cannot be applied, empty where it can."""
    found = attribute_of(store, correction.fact, correction.attribute)
    if found is None:
        return f"{correction.fact}: no such fact with a {correction.attribute}"
    if not found.says(correction.extracted):
        return f"{correction.fact}: {correction.attribute} is {found.value}, not {correction.extracted}"
    try:
        found.term(correction.corrected)
    except ValueError:
        return f"{correction.fact}: {correction.corrected!r} can be no {correction.attribute}"
    return ""


def load_corrections(store: Store, folder: StoreFolder, iris: Iris) -> None:
    """Put the graph of corrections in the place of the one before."""
    graph = NamedNode(f"{iris.base}graph/corrections")
    remove_graph(store, graph)
    quads = [
        Quad(*triple, graph) for found in reviewed(store, kept(folder)) for triple in _described(store, found, iris)
    ]
    add(store, [*quads, *labels(quads)])


def _described(store: Store, found: Reviewed, iris: Iris) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    correction = found.correction
    node = iris.thing("correction", correction.id)
    attribute = attribute_of(store, correction.fact, correction.attribute)
    yield node, RDF.type, HTA.Correction
    yield node, RDFS.label, text(f"{correction.attribute}: {correction.extracted} should be {correction.corrected}")
    yield node, RDF.subject, NamedNode(correction.fact)
    yield node, HTA.attribute, text(correction.attribute)
    yield node, HTA.extracted, text(correction.extracted)
    yield node, DCTERMS.creator, text(correction.author)
    yield node, DCTERMS.date, text(correction.date)
    yield node, RDFS.comment, text(correction.rejected_because or correction.reason)
    yield node, HTA.correctionStatus, text(found.status)
    yield node, HTA.assertedBy, OBO.ECO_0000218
    if attribute:
        yield node, RDF.predicate, attribute.field.property
        yield node, RDF.object, attribute.term(correction.corrected)
        for quad in store.quads_for_pattern(NamedNode(correction.fact), HTA.statedIn, None):
            yield node, HTA.statedIn, quad.object
    else:
        yield node, RDF.object, text(correction.corrected)


def rejected(corrections: Iterable[Correction], name: str, reason: str) -> list[Correction]:
    """The corrections with one of them rejected; raises EvigraphError where none bears the id."""
    listed = list(corrections)
    if not any(correction.id == name for correction in listed):
        raise EvigraphError(f"{name}: no correction of this id; evigraph corrections list shows them")
    return [replace(c, rejected_because=reason) if c.id == name else c for c in listed]
