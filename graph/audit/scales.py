"""The ends of the scale on which a result was measured.

Knows measures and how they print their ends; knows no check.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    from evigraph.ontology.records import Result

PRINTED = re.compile(r"(?P<low>\d+(?:\.\d+)?) to (?P<high>\d+(?:\.\d+)?)\)?(?: [a-z]+)?$")


@dataclass(frozen=True, slots=True)
class Ends:
    """The lowest and the highest score."""

    low: Decimal
    high: Decimal


def scale_of(result: Result) -> Ends | None:
    """The ends that the measure prints, else those of the instrument that it names whole."""
    if result.unit not in ("points", "mm", "cm", "") or not result.measure:
        return None
    printed = PRINTED.search(result.measure)
    if printed:
        return Ends(Decimal(printed["low"]), Decimal(printed["high"]))
    instrument = vocabulary().find(result.measure, "instrument")
    if instrument is None or instrument.scale_min is None or instrument.scale_max is None:
        return None
    return Ends(instrument.scale_min, instrument.scale_max)


def instrument_of(result: Result) -> str:
    """The name of a measure without the ends of its scale, empty where it names none."""
    return PRINTED.sub("", result.measure).strip(" (") if result.measure else ""
