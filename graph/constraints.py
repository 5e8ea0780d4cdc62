"""SPARQL-based constraints of the shapes, run over a whole store at once.

Knows shapes files and Oxigraph; knows nothing of pySHACL, which takes minutes for what takes milliseconds here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import cast

import evigraph.ontology
from evigraph.ontology.rdf import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse
from evigraph.ontology.terms import SH

SHAPES = Path(evigraph.ontology.__file__).with_name("shapes")


class Severity(StrEnum):
    """Whose fault it is: a violation is ours, a warning the source's, info nobody's."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that a shape found: `focus` is the node, `shape` the name of the shape or empty for a nested one."""

    focus: str
    message: str
    severity: Severity = Severity.VIOLATION
    path: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Constraint:
    """A query that finds every node of the target classes that breaks a rule."""

    query: str
    message: str
    severity: Severity


def shape_files() -> tuple[Path, ...]:
    """The shapes that ship, in order."""
    return tuple(sorted(SHAPES.glob("*.ttl")))


@cache
def constraints() -> tuple[Constraint, ...]:
    """The SPARQL-based constraints of all shapes, each with its targets and prefixes written in."""
    quads = [quad for path in shape_files() for quad in parse(path=path, format=RdfFormat.TURTLE)]
    prefixes = "".join(
        f"PREFIX {_one(quads, d, SH.prefix)}: <{_one(quads, d, SH.namespace)}>\n" for d in _all(quads, SH.declare)
    )
    shapes = sorted({cast("NamedNode", q.subject) for q in quads if q.predicate == SH.sparql}, key=str)
    return tuple(c for shape in shapes for c in _of_shape(quads, shape, prefixes))


def _of_shape(quads: list[Quad], shape: NamedNode, prefixes: str) -> list[Constraint]:
    targets = " ".join(str(q.object) for q in quads if q.subject == shape and q.predicate == SH.targetClass)
    severity = Severity((_one(quads, shape, SH.severity) or SH.Violation.value).removeprefix(SH.iri))
    found = []
    for node in (q.object for q in quads if q.subject == shape and q.predicate == SH.sparql):
        head, body = _one(quads, node, SH.select).split("{", 1)
        query = f"{prefixes}{head}{{ VALUES ?target_class {{ {targets} }} $this a ?target_class .\n{body}"
        found.append(Constraint(query, _one(quads, node, SH.message), severity))
    return found


def _all(quads: list[Quad], predicate: NamedNode) -> list[object]:
    return [q.object for q in quads if q.predicate == predicate]


def _one(quads: list[Quad], subject: object, predicate: NamedNode) -> str:
    found = (q.object for q in quads if q.subject == subject and q.predicate == predicate)
    return next((o.value for o in found if isinstance(o, NamedNode | Literal)), "")


def broken_constraints(store: Store) -> list[Violation]:
    """What the constraints find in all graphs of a store together, ordered."""
    found = set()
    for constraint in constraints():
        solutions = cast("QuerySolutions", store.query(constraint.query, use_default_graph_as_union=True))
        valued = any(variable.value == "value" for variable in solutions.variables)
        for row in solutions:
            value = row["value"].value if valued else ""
            found.add(Violation(row["this"].value, constraint.message, constraint.severity, value=value))
    return sorted(found)
