"""Times in words: the assessments that a design lists, and the end of a period.

Knows how times are listed; knows nothing of results.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.graph.audit.quotes.reading import plain
from evigraph.graph.wording import in_months

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.recall import Words

NUMBER = r"\d+(?:\.\d+)?"
UNIT = r"(?:days?|weeks?|months?|years?)"
JOINT = r"(?:\s*,\s*(?:and\s+)?|\s+and\s+(?:at\s+)?)"
LIST = re.compile(
    rf"(?P<list>(?:at (?:the )?)?{NUMBER}(?:[ -]{UNIT})?(?:{JOINT}{NUMBER}(?:[ -]{UNIT})?){{2,}})", re.IGNORECASE
)
ITEM = re.compile(rf"(?P<n>{NUMBER})(?:[ -](?P<unit>{UNIT}))?", re.IGNORECASE)
LAST = re.compile(rf"(?P<n>{NUMBER})[ -](?P<unit>{UNIT})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Planned:
    """The times of assessment in months, and the words that list them."""

    months: tuple[Decimal, ...]
    words: Words


def assessment_times(words: Words) -> Iterator[Planned]:
    """The lists of three times or more in a quote: "at 1, 3 and 6 months"."""
    for match in LIST.finditer(plain(words.quote)):
        months = _months(match["list"])
        if months and list(months) == sorted(set(months)):
            yield Planned(months, words.part(match.start(), match.end()))


def _months(listed: str) -> tuple[Decimal, ...] | None:
    """Each time with its own unit or the next one's; None where the last has none."""
    unit, months = "", list[Decimal]()
    for item in reversed(list(ITEM.finditer(listed))):
        unit = item["unit"] or unit
        time = in_months(Decimal(item["n"]), unit.lower())
        if time is None:
            return None
        months.append(time)
    return tuple(reversed(months))


def latest(label: str) -> Decimal | None:
    """The end of a period in words, in months: of "13 to 18 months" 18; None for words without a number of time."""
    found = list(LAST.finditer(plain(label)))
    return in_months(Decimal(found[-1]["n"]), found[-1]["unit"].lower()) if found else None
