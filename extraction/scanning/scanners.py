"""What the components of a pipeline find in a text; a component that is not installed finds nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evigraph.extraction.context.claims import Context
    from evigraph.extraction.scanning.concepts import Mention
    from evigraph.extraction.scanning.descriptions import Description
    from evigraph.extraction.scanning.quantities import Quantity
    from evigraph.extraction.scanning.times import TimeSpan

T = TypeVar("T")
REMEMBERED = 8192


def _nothing(_: str) -> tuple[Any, ...]:
    return ()


@dataclass(slots=True)
class Scanners:
    """Scanners of levelled text, each a function from a text to what it finds, left to right."""

    times: Callable[[str], Sequence[TimeSpan]] = _nothing
    quantities: Callable[[str], Sequence[Quantity]] = _nothing
    concepts: Callable[[str], Sequence[Mention]] = _nothing
    harms: Callable[[str], Sequence[Mention]] = _nothing
    studies: Callable[[str], Sequence[Description]] = _nothing
    context: Callable[[str], Sequence[Context]] = _nothing
    layouts: dict[tuple[str, str, tuple[tuple[int, int], ...]], Any] = field(default_factory=dict)


def remembered(scan: Callable[[str], Sequence[T]]) -> Callable[[str], Sequence[T]]:
    """A scanner that scans no text twice."""
    return lru_cache(maxsize=REMEMBERED)(scan)
