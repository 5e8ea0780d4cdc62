"""Dates and periods in a quote, as ISO 8601 at the precision that is printed.

Knows how dates are printed; knows nothing of what happened then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.graph.audit.quotes.reading import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.recall import Words

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTH = rf"(?:{'|'.join(MONTHS)})"
DATE = (
    rf"(?:(?:(?P<day{{0}}>\d{{{{1,2}}}})(?:st|nd|rd|th)? )?(?P<month{{0}}>{MONTH}),? )?(?P<year{{0}}>(?:19|20)\d\d)\b"
)
ONE = re.compile(rf"(?<![\d/]){DATE.format('')}", re.IGNORECASE)
PERIOD = re.compile(
    rf"\b(?:between|from) (?:the )?{DATE.format('_1')}(?: and| to|-| until| through) {DATE.format('_2')}", re.IGNORECASE
)
ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?$")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and the words that print it."""

    iso: str
    words: Words


@dataclass(frozen=True, slots=True)
class Period:
    """A first and a last date, and the words that print them."""

    start: str
    end: str
    words: Words


def dates(words: Words) -> Iterator[Dated]:
    """The dates of a quote that are written with a month or as a year."""
    for match in ONE.finditer(plain(words.quote)):
        yield Dated(_iso(match, ""), words.part(match.start(), match.end()))


def periods(words: Words) -> Iterator[Period]:
    """The periods of a quote: "between January 2013 and December 2016"."""
    for match in PERIOD.finditer(
        " ".join(plain(words.quote).split("\n")) if "\n" in words.quote else plain(words.quote)
    ):
        yield Period(_iso(match, "_1"), _iso(match, "_2"), words.part(match.start(), match.end()))


def _iso(match: re.Match[str], which: str) -> str:
    day, month, year = (match[f"{part}{which}"] for part in ("day", "month", "year"))
    parts = [year]
    if month:
        parts.append(f"{MONTHS.index(month.lower()) + 1:02}")
        if day:
            parts.append(f"{int(day):02}")
    return "-".join(parts)


def before(one: str, other: str) -> bool:
    """Whether a date is surely before another, at the coarser of their precisions.

    >>> before("2022-05", "2022-05-09"), before("2023-05", "2023-06-12")
    (False, True)
    """
    length = min(len(one), len(other))
    return one[:length] < other[:length]


def months_between(earlier: str, later: str) -> int | None:
    """Whole months from one date to another; None where one of them has no month."""
    first, last = ISO.match(earlier), ISO.match(later)
    if not first or not last or not first[2] or not last[2]:
        return None
    return (int(last[1]) - int(first[1])) * 12 + int(last[2]) - int(first[2])


def shown(iso: str) -> str:
    """A date as a reader writes it.

    >>> shown("2022-08-08"), shown("2023-05")
    ('8 August 2022', 'May 2023')
    """
    match = ISO.match(iso)
    if not match:
        return iso
    year, month, day = match.groups()
    words = [str(int(day))] if day else []
    return " ".join([*words, *([MONTHS[int(month) - 1].capitalize()] if month else []), year])
