"""The numbers of two claims against each other.

Knows which fields of a result or event are its numbers; knows nothing of documents.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.graph.audit.checks.intervals import RATIOS
from evigraph.ontology.records import Result

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evigraph.ontology.records import AdverseEvent

FIELDS = {
    "value": "",
    "percent": "",
    "n": "n",
    "denominator": "of",
    "sd": "SD",
    "ci_low": "CI from",
    "ci_high": "CI to",
    "range_low": "range from",
    "range_high": "range to",
    "p_value": "p",
}
RISES = ("rose", "rise", "risen", "increase", "grew", "climb", "went up")
FALLS = ("fell", "fall", "decrease", "drop", "declin", "reduc", "went down")

Numbers = dict[str, Decimal | int]


def differing(old: Result | AdverseEvent, new: Result | AdverseEvent | None) -> tuple[Numbers, Numbers]:
    """The numbers in which two claims differ, of each; all numbers of the first where there is no other."""
    one, other = _numbers(old), _numbers(new) if new else {}
    names = [name for name in FIELDS if one.get(name) != other.get(name)]
    return {n: one[n] for n in names if n in one}, {n: other[n] for n in names if n in other}


def _numbers(claim: Result | AdverseEvent) -> Numbers:
    found = {name: getattr(claim, name, None) for name in FIELDS}
    return {name: number for name, number in found.items() if number is not None}


def shown(numbers: Mapping[str, Decimal | int] | object) -> str:
    """Numbers as a reader would write them: "5.1, SD 2.0"; another value as it is, nothing for None."""
    if not isinstance(numbers, dict):
        return "" if numbers is None else str(numbers)
    return ", ".join(f"{FIELDS[name]} {number}".strip() for name, number in numbers.items())


def direction_changed(old: Result | AdverseEvent, new: Result | AdverseEvent) -> bool:
    """Whether an effect points the other way: its sign, the side of 1 of a ratio, or the verb of a change."""
    if not isinstance(old, Result) or not isinstance(new, Result):
        return False
    verbs = _verb(old.change_word), _verb(new.change_word)
    if all(verbs) and verbs[0] != verbs[1]:
        return True
    null = Decimal(1) if new.statistic in RATIOS else Decimal(0)
    values = old.value, new.value
    return values[0] is not None and values[1] is not None and (values[0] - null) * (values[1] - null) < 0


def _verb(word: str) -> str:
    lowered = word.lower()
    if any(part in lowered for part in RISES):
        return "rise"
    return "fall" if any(part in lowered for part in FALLS) else ""
