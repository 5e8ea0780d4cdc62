"""An adverse event in the making: what its figure or denial says, before its study is known.  Knows no sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from evigraph.extraction.events.names import EventName


@dataclass(slots=True)
class Event:
    """An adverse event in the making; `position` is where its figure or denial stands."""

    name: EventName
    status: str = "reported"
    n: int | None = None
    denominator: int | None = None
    percent: Decimal | None = None
    group: str = ""
    unit: str = ""
    position: int = 0
    end: int = 0
    severity: str = ""
    resolution: str = ""
    management: str = ""
    timing: str = ""
    relatedness: str = ""
