"""The value of one attribute of a fact of a store, and what a corrected one would be as a term.

Knows the schema; knows nothing of corrections.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from evigraph.ontology import rdf
from evigraph.ontology.rdf import Literal, NamedNode
from evigraph.ontology.schema import Kind, Node, schemas
from evigraph.ontology.terms import HTA, RDF

if TYPE_CHECKING:
    from evigraph.ontology.rdf import Store, Term
    from evigraph.ontology.schema import Field

CARRIERS = {Node.POPULATION: HTA.population, Node.INTERVENTION: HTA.intervention}


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a fact as a store holds it: the node and property that carry it, and its value as printed."""

    carrier: NamedNode
    field: Field
    value: str

    def term(self, value: str) -> Term:
        """Another value as a term of the same kind; raises ValueError where it cannot be one."""
        match self.field.kind:
            case Kind.INTEGER:
                return rdf.integer(int(value))
            case Kind.DECIMAL:
                return rdf.decimal(_decimal(value))
            case Kind.DATE:
                return rdf.date(value)
        return rdf.text(value)

    def says(self, value: str) -> bool:
        """Whether the fact has this value: numbers by what they are, text by its words."""
        if self.field.kind in (Kind.INTEGER, Kind.DECIMAL):
            try:
                return _decimal(value) == Decimal(self.value)
            except ValueError:
                return False
        return value.split() == self.value.split()


def _decimal(value: str) -> Decimal:
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise ValueError(value) from None
    if not number.is_finite():
        raise ValueError(value)
    return number


def attribute_of(store: Store, fact: str, name: str) -> Attribute | None:
    """An attribute of a fact by the name that the evidence tables give it; None where the fact has none."""
    node = NamedNode(fact)
    kinds = {quad.object for quad in store.quads_for_pattern(node, RDF.type, None)}
    for schema in schemas().values():
        if schema.type not in kinds:
            continue
        for field in (f for f in schema.fields if f.name == name):
            carrier = _carrier(store, node, field)
            value = carrier and _value(store, carrier, field)
            if carrier and value:
                return Attribute(carrier, field, value)
    return None


def _carrier(store: Store, node: NamedNode, field: Field) -> NamedNode | None:
    if field.node not in CARRIERS:
        return node
    found = next(store.quads_for_pattern(node, CARRIERS[field.node], None), None)
    return found.object if found and isinstance(found.object, NamedNode) else None


def _value(store: Store, node: NamedNode, field: Field) -> str:
    """The source's words where there are any, else the literal, with its printed decimals."""
    for prop in filter(None, (field.words, field.property)):
        found = next(store.quads_for_pattern(node, prop, None), None)
        if found and isinstance(found.object, Literal):
            places = field.decimals and next(store.quads_for_pattern(node, field.decimals, None), None)
            return _printed(found.object.value, places.object.value if places else "")  # type: ignore[union-attr]
    return ""


def _printed(number: str, places: str) -> str:
    return str(Decimal(number).quantize(Decimal(1).scaleb(-int(places)))) if places else number
