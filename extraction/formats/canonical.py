"""The text that a document without plain text gets: a line a paragraph, list item or table row, blank lines between.

Knows the form that the reader of plain text expects; knows no format.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from evigraph.ontology.errors import EvigraphError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Characters of the longest text, and columns of the widest table, that a document may have.
LONGEST = 10_000_000
WIDEST = 200

_SPACE = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
)
_RAISED = str.maketrans("0123456789,-–", "⁰¹²³⁴⁵⁶⁷⁸⁹,––")
_RAISED_NUMBERS = re.compile(r"\d+(?:[,–-]\d+)*")


class Shape(StrEnum):
    """What a line of the text is."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


def plain(text: str) -> str:
    r"""Text on one line: one space between words, no control characters, no ligatures.

    >>> plain("  a \n b\u00ad ")
    'a b'
    """
    return _SPACE.sub(" ", _UNSEEN.sub("", text)).translate(_LIGATURES).strip()


def raised(text: str) -> str:
    """A raised number as raised digits, so that it does not melt into the word before it; other text as it is.

    >>> raised("1,3")
    '¹,³'
    """
    number = text.strip()
    return number.translate(_RAISED) if _RAISED_NUMBERS.fullmatch(number) else text


class CanonicalText:
    """A text that is written shape by shape; `text` is what was written so far."""

    def __init__(self, longest: int = LONGEST) -> None:
        """Begin an empty text of at most so many characters."""
        self._parts: list[str] = []
        self._left = longest
        self._last: Shape | None = None

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self._parts)

    def paragraph(self, text: str) -> None:
        """Add a paragraph or heading."""
        self._add(Shape.PARAGRAPH, plain(text))

    def item(self, text: str, depth: int = 0) -> None:
        """Add a list item; those of an inner list are a depth further in."""
        if words := plain(text):
            self._add(Shape.ITEM, f"{' ' * min(depth, 4)}- {words}")

    def table(self, rows: Iterable[Sequence[str]]) -> None:
        """Add a table, every row as wide as the widest; one of a single column is a list of paragraphs."""
        found = [row for row in ([plain(cell) for cell in row] for row in rows) if any(row)]
        width = max(map(len, found), default=0)
        if width > WIDEST:
            raise EvigraphError(f"a table has more than {WIDEST} columns; give the document without it")
        self._last = None
        for row in found:
            if width == 1:
                self.paragraph(row[0])
            else:
                self._add(Shape.ROW, "\t".join([*row, *[""] * (width - len(row))]))
        self._last = None

    def _add(self, shape: Shape, line: str) -> None:
        if not line:
            return
        apart = bool(self._parts) and (shape is Shape.PARAGRAPH or shape is not self._last)
        self._left -= len(line) + 1 + apart
        if self._left < 0:
            raise EvigraphError(f"more than {LONGEST // 1_000_000} million characters of text; give the document alone")
        self._parts.append(f"\n{line}\n" if apart else f"{line}\n")
        self._last = shape
