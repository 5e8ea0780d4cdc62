"""One result in the making: what a figure says, before measure and study are settled.  Knows no sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evigraph.extraction.results.frames import Frame
from evigraph.extraction.scanning.times import Time

if TYPE_CHECKING:
    from decimal import Decimal

    from evigraph.extraction.results.figure import Figure
    from evigraph.extraction.scanning.quantities import Quantity


@dataclass(slots=True)
class Draft:
    """A result in the making: a figure with everything that the statement says of it."""

    figure: Figure
    outcome: str = ""
    instrument: str = ""
    arm: str = ""
    category: str = ""
    comparator: str = ""
    statistic: str = ""
    value: Decimal | None = None
    unit: str = ""
    n: int | None = None
    denominator: int | None = None
    time: Time = field(default_factory=Time)
    p: Quantity | None = None
    change_word: str = ""
    kaplan_meier: bool = False
    bracket: str = ""
    n_studies: int | None = None
    frame: Frame = field(default_factory=Frame)
