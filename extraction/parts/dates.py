"""Dates as documents print them, to ISO 8601 at the precision that is printed."""

from __future__ import annotations

import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
DATE = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m1>{_MONTH})\.?,?\s+(?P<y1>{_YEAR})"
    rf"|(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}}),?\s+(?P<y2>{_YEAR})"
    rf"|(?P<m3>{_MONTH})\.?,?\s+(?P<y3>{_YEAR})"
    rf"|(?P<d4>\d{{1,2}})[/.](?P<m4>\d{{1,2}})[/.](?P<y4>{_YEAR})"
    rf"|(?P<y5>{_YEAR})-(?P<m5>\d\d)(?:-(?P<d5>\d\d))?"
    rf"|(?P<y6>{_YEAR}))\b",
    re.IGNORECASE,
)


def iso(match: re.Match[str]) -> str:
    """ISO 8601 of one DATE match: `2022-08-08`, `2022-10` or `2022`.

    >>> iso(DATE.search("on 4 January 2023"))
    '2023-01-04'
    """
    parts = {key[0]: value for key, value in match.groupdict().items() if value is not None}
    month = parts.get("m", "")
    number = _MONTHS.get(month.lower()) or (int(month) if month.isdigit() else 0)
    day = int(parts.get("d") or 0)
    return "-".join([parts["y"], *([f"{number:02d}"] if number else []), *([f"{day:02d}"] if day else [])])


def dates_in(text: str) -> list[str]:
    """All dates of a text in order, in ISO 8601."""
    return [iso(m) for m in DATE.finditer(text)]


def first_date(text: str) -> str:
    """The first date of a text in ISO 8601, or the empty string."""
    match = DATE.search(text)
    return iso(match) if match else ""


_SHORT_SPAN = re.compile(
    rf"\b(?P<m>{_MONTH})\.?\s+(?:to|and|until|-)\s+(?P<rest>(?:{_MONTH})\.?\s+(?P<y>{_YEAR}))", re.IGNORECASE
)


def period(text: str) -> tuple[str, str]:
    """Begin and end of a period ("March to November 2017", "2014-16"); empty strings where none is printed."""
    text = _SHORT_SPAN.sub(lambda m: f"{m['m']} {m['y']} to {m['rest']}", text)
    text = re.sub(r"\b((?:19|20)\d\d)\s*[-/]\s*(\d\d)\b(?![-/\d])", lambda m: f"{m[1]} to {m[1][:2]}{m[2]}", text)
    found = dates_in(text)
    return (found[0], found[1]) if len(found) > 1 else (found[0], found[0]) if found else ("", "")
