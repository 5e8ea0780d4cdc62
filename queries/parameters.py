"""The types of template parameters: from a caller's text or a parse's value to RDF terms, and to JSON Schema.

Knows types and terms; knows no template.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from evigraph.ontology.errors import UsageError
from evigraph.ontology.rdf import Literal, NamedNode, boolean, decimal, integer, text

if TYPE_CHECKING:
    from collections.abc import Mapping

#: A value of a parameter as its file's VALUES line takes it: one term, or the two ends of a window of months.
Value: TypeAlias = "NamedNode | Literal | tuple[Literal, Literal]"

IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
#: No number of the field has more digits than this.
DIGITS = 18
BOOLEANS: Mapping[str, bool] = {"true": True, "1": True, "false": False, "0": False}
#: The first and the last year that is one.
FIRST_YEAR, LAST_YEAR = 1000, 9999


class Type(StrEnum):
    """What a parameter holds: a thing or concept by its IRI, or a plain value."""

    NODE = "node"
    STUDY = "study"
    PAPER = "paper"
    DOCUMENT = "document"
    DEVICE = "device"
    ORGANISATION = "organisation"
    CONCEPT = "concept"
    PROCEDURE = "procedure"
    DESIGN = "design"
    COUNTRY = "country"
    CONDITION = "condition"
    IMAGING = "imaging"
    ANAESTHESIA = "anaesthesia"
    OUTCOME = "outcome"
    INSTRUMENT = "instrument"
    EVENT = "event"
    STATISTIC = "statistic"
    TOPIC = "topic"
    RECOMMENDATION = "recommendation"
    TECHNIQUE = "technique"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    YEAR = "year"
    MONTHS = "months"
    BOOLEAN = "boolean"
    FLAG = "flag"


PLAIN: Mapping[Type, Mapping[str, object]] = {
    Type.TEXT: {"type": "string"},
    Type.INTEGER: {"type": "integer"},
    Type.YEAR: {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
    Type.DECIMAL: {"type": "number"},
    Type.BOOLEAN: {"type": "boolean"},
    Type.FLAG: {"type": "boolean", "const": True},
    Type.MONTHS: {"type": "string", "pattern": r"^\d+(\.\d+)?(-\d+(\.\d+)?)?$"},
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named slot of a template."""

    name: str
    type: Type

    @property
    def schema(self) -> dict[str, object]:
        """The JSON Schema of its values; months are one number or a window `6-12`."""
        return dict(PLAIN.get(self.type, {"type": "string", "format": "iri"}))

    def value(self, given: str) -> Value:
        """The term that a caller's text stands for; raises UsageError where it is none of the type."""
        try:
            return self._value(given.strip())
        except (KeyError, ValueError, InvalidOperation):
            raise UsageError(f"{self.name}: {given[:80]!r} is no {self.type}") from None

    def _value(self, given: str) -> Value:
        match self.type:
            case Type.TEXT:
                return text(given)
            case Type.INTEGER:
                return integer(int(given))
            case Type.YEAR:
                return integer(_year(given))
            case Type.DECIMAL:
                return decimal(_finite(given))
            case Type.MONTHS:
                low, dash, high = given.partition("-")
                return decimal(_finite(low)), decimal(_finite(high if dash else low))
            case Type.BOOLEAN:
                return boolean(BOOLEANS[given])
            case Type.FLAG if BOOLEANS[given]:  # it holds, or is left out
                return boolean(value=True)
        if not IRI.fullmatch(given):
            raise ValueError
        return NamedNode(given)


def _year(given: str) -> int:
    year = int(given)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError
    return year


def _finite(given: str) -> Decimal:
    value = Decimal(given)
    if not value.is_finite() or abs(value.adjusted()) > DIGITS:
        raise ValueError
    return value
