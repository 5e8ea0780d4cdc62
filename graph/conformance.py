"""Whether a document surely conforms to the core shapes, told in a tenth of the time that a validator takes.

Knows the parts of SHACL that our shapes use; knows nothing of what is wrong with a document that may not conform: a
validator says that.  Whatever is not understood here counts as doubt, so a doubt is no violation and a yes is certain:
<https://www.w3.org/TR/shacl/#core-components>.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from evigraph.graph.constraints import shape_files
from evigraph.ontology.rdf import BlankNode, Literal, NamedNode, RdfFormat, parse
from evigraph.ontology.terms import RDF, RDFS, SH, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from evigraph.ontology.rdf import Quad, Term

#: What literals of a datatype look like when they are surely of it.
LEXICAL = {
    XSD.string: re.compile(r".*", re.DOTALL),
    XSD.integer: re.compile(r"[+-]?\d+"),
    XSD.decimal: re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)"),
    XSD.boolean: re.compile(r"true|false"),
}
#: Predicates of shapes that constrain nothing, or whose constraints are checked elsewhere.
HARMLESS = frozenset({"type", "targetClass", "property", "sparql", "severity", "message", "path", "label", "comment"})
Values: TypeAlias = "set[Term]"
#: What a file says of each shape, by the local names of predicates.
Described: TypeAlias = "defaultdict[Term, defaultdict[str, list[Term]]]"


@dataclass(slots=True)
class Facts:
    """A document's triples by predicate and subject, and by predicate and object."""

    values: defaultdict[Term, defaultdict[Term, set[Term]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    holders: defaultdict[Term, defaultdict[Term, set[Term]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )

    def add(self, quad: Quad, *, inverse: bool) -> None:
        """Take a triple, findable by its object too where asked."""
        self.values[quad.predicate][quad.subject].add(quad.object)
        if inverse:
            self.holders[quad.predicate][quad.object].add(quad.subject)

    def instances(self, kind: Term) -> set[Term]:
        """The things of a class."""
        return self.holders[RDF.type][kind]


@dataclass(frozen=True, slots=True)
class PropertyShape:
    """What is demanded of the values of a path: components with their arguments, None for a path not understood."""

    targets: tuple[Term, ...]
    path: Term | None
    inverse: bool
    demands: tuple[tuple[str, tuple[Term, ...]], ...]

    def surely_kept(self, facts: Facts) -> bool:
        """Whether every thing of the target classes surely has what is demanded."""
        nodes = (node for target in self.targets for node in facts.instances(target))
        return all(self._kept_by(node, facts) for node in nodes)

    def _kept_by(self, node: Term, facts: Facts) -> bool:
        if self.path is None:
            return False
        values = (facts.holders if self.inverse else facts.values)[self.path][node]
        return all(
            component in COMPONENTS and COMPONENTS[component](values, argument, node, facts)
            for component, argument in self.demands
        )


def surely_conforms(quads: Iterable[Quad]) -> bool:
    """Whether the quads of one document break no core shape; no answer is a yes that a validator would deny."""
    shapes = core()
    inverse = {RDF.type, *(shape.path for shape in shapes if shape.inverse)}
    known = {*inverse, RDFS.subClassOf, *(shape.path for shape in shapes), *_compared(shapes)}
    facts = Facts()
    for quad in quads:
        predicate = quad.predicate
        if predicate in known:
            facts.add(quad, inverse=predicate in inverse)
    return not facts.values[RDFS.subClassOf] and all(shape.surely_kept(facts) for shape in shapes)


def _compared(shapes: Iterable[PropertyShape]) -> set[Term]:
    return {argument[0] for shape in shapes for component, argument in shape.demands if component == "lessThanOrEquals"}


@cache
def core() -> tuple[PropertyShape, ...]:
    """The property shapes of all files; a node shape with constraints of its own is one without a path."""
    quads = [quad for path in shape_files() for quad in parse(path=path, format=RdfFormat.TURTLE)]
    described: Described = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        described[quad.subject][_local(quad.predicate)].append(quad.object)
    found = []
    for properties in list(described.values()):
        if targets := tuple(properties.get("targetClass", ())):
            own = [properties] if "path" in properties or properties.keys() - HARMLESS else []
            nested = [described[node] for node in properties.get("property", ())]
            found += [_shape(targets, shape, described) for shape in (*own, *nested)]
    return tuple(found)


def _local(predicate: NamedNode) -> str:
    """The name of a predicate without its namespace; those of shapes files are told apart by it."""
    return re.split(r"[#/]", predicate.value)[-1]


def _shape(targets: tuple[Term, ...], shape: defaultdict[str, list[Term]], described: Described) -> PropertyShape:
    path = next(iter(shape.get("path", ())), None)
    inverse = isinstance(path, BlankNode)
    if isinstance(path, BlankNode):
        path = next(iter(described[path].get("inversePath", ())), None)
    demands = tuple(
        (component, _members(arguments[0], described) if component == "in" else tuple(arguments))
        for component, arguments in shape.items()
        if component not in HARMLESS
    )
    return PropertyShape(targets, path, inverse, demands)


def _members(node: Term, described: Described) -> tuple[Term, ...]:
    """The members of an RDF list."""
    members = []
    while node != RDF.nil:
        members += described[node]["first"]
        node = described[node]["rest"][0]
    return tuple(members)


def _number(term: Term) -> Decimal | None:
    try:
        return Decimal(term.value) if isinstance(term, Literal) and term.datatype != XSD.string else None
    except InvalidOperation:
        return None


def _ordered(low: Term, high: Term) -> bool:
    first, second = _number(low), _number(high)
    return first is not None and second is not None and first <= second


def _typed(value: Term, datatype: Term) -> bool:
    pattern = LEXICAL.get(datatype) if isinstance(datatype, NamedNode) else None
    return (
        isinstance(value, Literal)
        and pattern is not None
        and value.datatype == datatype
        and pattern.fullmatch(value.value) is not None
    )


def _text(term: Term) -> str:
    return term.value if isinstance(term, Literal | NamedNode) else ""


def _languages(values: Values) -> list[str]:
    return [value.language for value in values if isinstance(value, Literal) and value.language]


#: The components of SHACL: whether values surely have what the argument demands.
COMPONENTS: dict[str, Callable[[Values, tuple[Term, ...], Term, Facts], bool]] = {
    "minCount": lambda values, argument, *_: len(values) >= int(_text(argument[0])),
    "maxCount": lambda values, argument, *_: len(values) <= int(_text(argument[0])),
    "minLength": lambda values, argument, *_: all(len(_text(v)) >= int(_text(argument[0])) for v in values),
    "pattern": lambda values, argument, *_: all(re.search(_text(argument[0]), _text(v)) for v in values),
    "datatype": lambda values, argument, *_: all(_typed(v, argument[0]) for v in values),
    "nodeKind": lambda values, argument, *_: (
        _text(argument[0]) == f"{SH.iri}IRI" and all(isinstance(v, NamedNode) for v in values)
    ),
    "class": lambda values, argument, _, facts: all(argument[0] in facts.values[RDF.type][v] for v in values),
    "in": lambda values, argument, *_: values <= set(argument),
    "hasValue": lambda values, argument, *_: set(argument) <= values,
    "minInclusive": lambda values, argument, *_: all(_ordered(argument[0], v) for v in values),
    "maxInclusive": lambda values, argument, *_: all(_ordered(v, argument[0]) for v in values),
    "lessThanOrEquals": lambda values, argument, node, facts: all(
        _ordered(v, other) for v in values for other in facts.values[argument[0]][node]
    ),
    "uniqueLang": lambda values, *_: len(_languages(values)) == len(set(_languages(values))),
}
