"""A yes of the quick check is never denied by the validator; what it doubts, the validator decides."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from evigraph.extraction.pipeline import extract
from evigraph.graph.conformance import core, surely_conforms
from evigraph.graph.describe import describe
from evigraph.graph.validation import core_shapes, data_graph, reported
from evigraph.ontology.rdf import Literal, NamedNode, Quad, RdfFormat, parse
from evigraph.ontology.records import SourceDocument

if TYPE_CHECKING:
    from collections.abc import Iterator

SHAPES = Path(__file__).parents[1] / "shapes"
EXAMPLES = Path(__file__).parents[2] / "examples"
#: Other values for what stands there: of another kind, datatype, size or language.
OTHERS = (
    Literal(""),
    Literal(-1),
    Literal(10**6),
    Literal("x", language="en"),
    Literal("x", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    NamedNode("https://example.org/nowhere"),
)


def examples() -> dict[str, list[Quad]]:
    return {f"{p.parent.name} {p.stem}": list(parse(path=p, format=RdfFormat.TURTLE)) for p in SHAPES.glob("*/*.ttl")}


def denied(quads: list[Quad]) -> bool:
    return bool(reported(data_graph(quads), core_shapes()))


def damaged(quads: list[Quad], random: Random) -> Iterator[list[Quad]]:
    """The quads with one taken away, one said twice with another value, one of another value."""
    for _ in range(3):
        at = random.randrange(len(quads))
        one = quads[at]
        other = Quad(one.subject, one.predicate, random.choice(OTHERS), one.graph_name)
        yield from ([*quads[:at], *quads[at + 1 :]], [*quads, other], [*quads[:at], other, *quads[at + 1 :]])


@pytest.mark.parametrize("name", sorted(examples()))
def test_what_surely_conforms_is_not_denied(name: str) -> None:
    quads = examples()[name]
    for given in (quads, *damaged(quads, Random(name))):
        assert not surely_conforms(given) or not denied(given)


@pytest.mark.parametrize("name", ["cryoablation-overview", "cryoablation-guidance"])
def test_whole_documents_surely_conform(name: str) -> None:
    source = SourceDocument(name, (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8"))
    assert surely_conforms(describe(extract(source)).quads)


def test_every_path_of_a_shape_is_understood() -> None:
    assert [shape for shape in core() if shape.path is None and shape.demands] == []
