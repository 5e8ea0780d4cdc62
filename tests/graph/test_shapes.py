"""Every shape that ships lets its good example pass and finds everything that is wrong in its bad one.

Knows shapes and examples; knows nothing of records.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from evigraph.graph.constraints import Violation, broken_constraints, constraints, shape_files
from evigraph.graph.validation import (
    all_shapes,
    core_violations,
    data_graph,
    file_violations,
    reported,
    violations,
)
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.rdf import NamedNode, Quad, RdfFormat, Store, parse
from evigraph.ontology.terms import HTA, RDF, SH

EXAMPLES = Path(__file__).parents[1] / "shapes"
GRAPH = NamedNode("https://example.org/graph")


@cache
def shape_quads() -> list[Quad]:
    return [quad for path in shape_files() for quad in parse(path=path, format=RdfFormat.TURTLE)]


def shapes() -> list[str]:
    """Names of all shapes with targets: they, and not the examples that exist, decide what is tested."""
    found = {quad.subject.value for quad in shape_quads() if quad.predicate == SH.targetClass}
    return sorted(iri.rsplit("#", 1)[1] for iri in found)


def messages(shape: str) -> set[str]:
    """What a shape can say, by itself and by what is nested in it."""
    node = NamedNode(f"https://w3id.org/hta-evidence/shapes#{shape}")
    nested = {quad.object for quad in shape_quads() if quad.subject == node}
    return {
        quad.object.value
        for quad in shape_quads()
        if quad.predicate == SH.message and (quad.subject in nested or quad.subject == node)
    }


def example(shape: str, kind: str) -> list[Quad]:
    quads = parse(path=EXAMPLES / shape / f"{kind}.ttl", format=RdfFormat.TURTLE)
    return [Quad(quad.subject, quad.predicate, quad.object, GRAPH) for quad in quads]


def found_by(shape: str, kind: str) -> list[Violation]:
    said = messages(shape)
    return [violation for violation in violations(example(shape, kind)) if violation.message in said]


@pytest.mark.parametrize("shape", shapes())
def test_good_example_passes(shape: str) -> None:
    assert found_by(shape, "good") == []


@pytest.mark.parametrize("shape", shapes())
def test_bad_example_draws_every_message(shape: str) -> None:
    assert {violation.message for violation in found_by(shape, "bad")} == messages(shape)


@pytest.mark.parametrize("shape", shapes())
def test_every_target_of_the_bad_example_is_found(shape: str) -> None:
    node = NamedNode(f"https://w3id.org/hta-evidence/shapes#{shape}")
    targets = {q.object for q in shape_quads() if q.subject == node and q.predicate == SH.targetClass}
    wrong = {q.subject.value for q in example(shape, "bad") if q.predicate == RDF.type and q.object in targets}
    assert {violation.focus for violation in found_by(shape, "bad")} == wrong


def test_examples_are_of_shapes_that_ship() -> None:
    assert sorted(path.name for path in EXAMPLES.iterdir()) == shapes()


def test_bulk_and_hoisted_shapes_find_what_pyshacl_finds() -> None:
    quads = [quad for shape in shapes() for quad in apart(shape, example(shape, "bad"))]
    store = Store()
    store.extend(quads)
    ours = {(v.focus, v.message, v.severity) for v in [*core_violations(quads), *broken_constraints(store)]}
    oracle = {(v.focus, v.message, v.severity) for v in reported(data_graph(quads), all_shapes())}
    assert ours == oracle


def apart(shape: str, quads: list[Quad]) -> list[Quad]:
    """The example with names of its own, so that examples do not speak of each other's nodes."""

    def named(term: object) -> object:
        mine = isinstance(term, NamedNode) and term.value.startswith("https://example.org/")
        return NamedNode(f"https://example.org/{shape}/{term.value.rsplit('/', 1)[1]}") if mine else term

    return [Quad(named(q.subject), q.predicate, named(q.object), GRAPH) for q in quads]


def test_every_sparql_constraint_is_run_in_bulk() -> None:
    assert len(constraints()) == sum(quad.predicate == SH.sparql for quad in shape_quads())


def test_constraint_sees_all_graphs_together() -> None:
    store = Store()
    study, other = NamedNode("https://example.org/s"), NamedNode("https://example.org/other")
    store.add(Quad(study, RDF.type, HTA.Study, GRAPH))
    store.add(Quad(study, HTA.population, NamedNode("https://example.org/p"), GRAPH))
    before = {v.message for v in broken_constraints(store) if v.focus == study.value}
    store.add(Quad(NamedNode("https://example.org/r"), RDF.type, HTA.OutcomeResult, other))
    store.add(Quad(NamedNode("https://example.org/r"), HTA.study, study, other))
    after = {v.message for v in broken_constraints(store) if v.focus == study.value}
    assert before - after == messages("StudyOutcome")


def test_file_is_validated_in_any_format(tmp_path: Path) -> None:
    assert {v.message for v in file_violations(EXAMPLES / "Section" / "bad.ttl")} == messages("Section")
    broken = tmp_path / "broken.ttl"
    broken.write_text("this is no Turtle", encoding="utf-8")
    with pytest.raises(EvigraphError, match="cannot be read as RDF"):
        file_violations(broken)
