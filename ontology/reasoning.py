"""The door to owlready2: whether ontology and data contradict each other, by the HermiT reasoner, which needs Java.

Knows OWL; knows nothing of documents.  Used for checking alone: what a build infers, it infers by rules.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import owlready2
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.rdf import Literal, RdfFormat, Triple, parse, serialize
from evigraph.ontology.terms import ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evigraph.ontology.rdf import Quad


def inconsistencies(quads: Iterable[Quad]) -> tuple[str, ...]:
    """What makes the quads contradict the ontology, nothing where they are consistent.

    Literals are left out: no axiom is about them, and HermiT rejects dates.  Raises EvigraphError where Java is absent.
    """
    if shutil.which("java") is None:
        raise EvigraphError(
            "consistency is checked by HermiT, which needs Java; install a Java runtime, or leave it out"
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nt"
        path.write_bytes(_triples(quads))
        return _contradictions(path)


def _triples(quads: Iterable[Quad]) -> bytes:
    axioms = parse(path=ONTOLOGY, format=RdfFormat.TURTLE)
    facts = (quad for quad in quads if not isinstance(quad.object, Literal))
    triples = (Triple(q.subject, q.predicate, q.object) for q in (*axioms, *facts))
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _contradictions(path: Path) -> tuple[str, ...]:
    world = owlready2.World()
    ontology = world.get_ontology(path.as_uri()).load()
    try:
        with ontology:
            owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return ("the graph contradicts the ontology",)
    return tuple(sorted(entity.iri for entity in world.inconsistent_classes()))
