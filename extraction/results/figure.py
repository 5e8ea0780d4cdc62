"""A printed figure with what belongs to it.  Knows no text but the offsets of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from evigraph.extraction.scanning.quantities import Quantity


@dataclass(slots=True)
class Figure:
    """One estimate as it is printed, with its attachments; `kind` is value, percent, count, effect, range or p.

    `start` and `end` bound estimate and attachments, `core_end` the estimate alone; `role` is "from" or "to" in a
    change, "bare spread" where a bracket without a word stands behind it.
    """

    kind: str
    start: int
    end: int
    core_end: int
    value: Decimal | None = None
    label: str = ""
    unit: str = ""
    n: int | None = None
    denominator: int | None = None
    denominator_unit: str = ""
    percent: Decimal | None = None
    sd: Decimal | None = None
    se: Decimal | None = None
    ci: Quantity | None = None
    spread: Quantity | None = None
    p: Quantity | None = None
    bare: Quantity | None = None
    i2: Decimal | None = None
    i2_p: Quantity | None = None
    in_bracket: bool = False
    role: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether it is a bare whole number: a count, where the words behind it tell of whom."""
        alone = (
            not self.unit
            and self.sd is None
            and self.se is None
            and self.ci is None
            and self.spread is None
            and self.bare is None
        )
        return (
            self.kind == "value"
            and alone
            and self.value is not None
            and self.value >= 0
            and self.value == self.value.to_integral_value()
            and not self.role
        )

    @property
    def is_share(self) -> bool:
        """Whether it counts units: a percentage, a fraction or a count."""
        return self.kind in ("percent", "count")
