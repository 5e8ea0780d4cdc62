"""What Word prints before a paragraph of its own accord: numbers and bullets, as its lists and styles define them.

Knows numbering.xml and styles.xml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
#: Styles that are based on each other, at most.
CHAIN = 20


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: the format of its number, the text around it (`%1.%2`), where it starts."""

    format: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands before a paragraph: a printed number, or a bullet where there is none; the depth in its list."""

    number: str
    depth: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document, counted as its paragraphs come."""

    levels: dict[tuple[str, int], Level]
    abstract: dict[str, str]
    styles: dict[str, tuple[str, str, int]]
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def mark(self, paragraph: Element) -> Mark | None:
        """What Word prints before the next paragraph."""
        found = self._list_of(paragraph)
        if found is None:
            return None
        abstract, depth = self.abstract.get(found[0], ""), found[1]
        level = self.levels.get((abstract, depth))
        if level is None or level.format == "none":
            return None
        self._count(abstract, depth, level)
        if level.format == "bullet":
            return Mark("", depth)
        return Mark(re.sub(r"%(\d)", lambda m: self._number(abstract, int(m[1]) - 1), level.text), depth)

    def _count(self, abstract: str, depth: int, level: Level) -> None:
        self.counts[abstract, depth] = self.counts.get((abstract, depth), level.start - 1) + 1
        for inner in range(depth + 1, 9):
            self.counts.pop((abstract, inner), None)

    def _number(self, abstract: str, depth: int) -> str:
        level = self.levels.get((abstract, depth))
        if level is None:
            return ""
        return _printed(self.counts.get((abstract, depth), level.start), level.format)

    def _list_of(self, paragraph: Element) -> tuple[str, int] | None:
        """The list and level of a paragraph, its own or that of its style."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        style = _value(paragraph.find(f"{W}pPr/{W}pStyle"))
        inherited = self._of_style(style)
        if own is None:
            return inherited
        number = _value(own.find(f"{W}numId"))
        depth = _value(own.find(f"{W}ilvl"))
        if number == "0":
            return None
        number = number or (inherited[0] if inherited else "")
        return (number, _whole(depth, inherited[1] if inherited and not depth else 0)) if number else None

    def _of_style(self, style: str) -> tuple[str, int] | None:
        depth = None
        for _ in range(CHAIN):
            if style not in self.styles:
                return None
            base, number, own_depth = self.styles[style]
            depth = own_depth if depth is None and own_depth >= 0 else depth
            if number:
                return None if number == "0" else (number, depth or 0)
            style = base
        return None


def numbering_of(numbering: Element | None, styles: Element | None) -> Numbering:
    """The numbering of a document from its two parts, either of which may be absent."""
    levels: dict[tuple[str, int], Level] = {}
    abstract: dict[str, str] = {}
    if numbering is not None:
        for definition in numbering.iter(f"{W}abstractNum"):
            for level in definition.iter(f"{W}lvl"):
                key = definition.get(f"{W}abstractNumId", ""), _whole(level.get(f"{W}ilvl", ""), 0)
                levels[key] = _level(level)
        for num in numbering.iter(f"{W}num"):
            abstract[num.get(f"{W}numId", "")] = _value(num.find(f"{W}abstractNumId"))
    return Numbering(levels, abstract, dict(_styles(styles)) if styles is not None else {})


def _level(level: Element) -> Level:
    start = _whole(_value(level.find(f"{W}start")), 1)
    return Level(_value(level.find(f"{W}numFmt")) or "decimal", _value(level.find(f"{W}lvlText")), start)


def _styles(styles: Element) -> list[tuple[str, tuple[str, str, int]]]:
    return [
        (
            style.get(f"{W}styleId", ""),
            (
                _value(style.find(f"{W}basedOn")),
                _value(style.find(f"{W}pPr/{W}numPr/{W}numId")),
                _whole(_value(style.find(f"{W}pPr/{W}numPr/{W}ilvl")), -1),
            ),
        )
        for style in styles.iter(f"{W}style")
    ]


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _whole(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else otherwise


def _printed(number: int, form: str) -> str:
    """A number in the form that a list asks for.

    >>> _printed(4, "lowerRoman"), _printed(28, "upperLetter"), _printed(7, "decimalZero")
    ('iv', 'BB', '07')
    """
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < number < 40:
        letters, left = "", number
        for value, sign in _ROMAN:
            letters += sign * (left // value)
            left %= value
        return letters.upper() if form == "upperRoman" else letters
    return f"{number:02}" if form == "decimalZero" else str(number)
