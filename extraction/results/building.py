"""Figures in the making: an estimate, its unit and what it counts, from tokens that touch.  Knows no kind of token."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.results.figure import Figure
from evigraph.extraction.scanning.units import MEASURE_UNIT, UNIT_OF_ANALYSIS

if TYPE_CHECKING:
    from evigraph.extraction.scanning.quantities import Quantity

_GLUE = re.compile(r"[\s,;:()\[\]=+]*(?:and\s+|(?:mean|median)(?=\s*[(\[]))?[\s(\[]*$")
UNIT_AFTER = re.compile(
    rf"\s*-?\s*(?P<unit>{MEASURE_UNIT}"
    r"(?:\s+(?:an?|per|each|every)\s+(?:day|night|week|month|year|hour|minute|second|session|visit)\b)?)(?![\w-])",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\s*[)\]](?=\s)")
"""The end of a bracket that a unit stands behind: "4.1 (SD 1.0) seconds"."""
OF_UNIT = re.compile(
    r"\s*(?:[)\]]\s*)?(?:of\s+(?:the\s+|all\s+|these\s+|treated\s+|included\s+)*)?"
    rf"(?P<adjective>(?!of\b)[a-z-]+\s+)?(?P<unit>{UNIT_OF_ANALYSIS})\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\b(?:and|versus|vs?)\b", re.IGNORECASE)
OPEN_BRACKET = re.compile(r"[(\[][^()\[\]]*$")


class Builder:
    """Reads tokens left to right; each begins a figure or belongs to the one before."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.figures: list[Figure] = []

    @property
    def last(self) -> Figure | None:
        """The figure begun last."""
        return self.figures[-1] if self.figures else None

    def touches(self, token: Quantity) -> bool:
        """Whether nothing but punctuation, brackets and a unit stands between the last figure and a token."""
        if self.last is None:
            return False
        between = self.text[self.last.end : token.start]
        return len(between) <= 60 and _GLUE.match(between) is not None

    def parted(self, token: Quantity) -> bool:
        """Whether "and" stands between the last figure and a token, so that they are two."""
        return self.last is not None and _AND.search(self.text[self.last.end : token.start]) is not None

    def begin(self, kind: str, token: Quantity) -> Figure:
        """A new figure of a kind with a token's value."""
        figure = Figure(kind, token.start, token.end, token.end, value=token.value, label=token.label)
        figure.in_bracket = OPEN_BRACKET.search(self.text[: token.start]) is not None
        self.figures.append(figure)
        return figure

    def unit(self, figure: Figure) -> None:
        """The unit right behind an estimate."""
        behind = _CLOSED.match(self.text, figure.end) if figure.sd is not None or figure.spread is not None else None
        match = UNIT_AFTER.match(self.text, behind.end() if behind else figure.end)
        if match:
            figure.unit, figure.end = match["unit"], match.end()

    def counted(self, figure: Figure) -> None:
        """What a count or share counts: "of 48 eyes", "patients"."""
        match = OF_UNIT.match(self.text, figure.end)
        if match and _SINGULAR.fullmatch(match["unit"]) and _THING.match(self.text, match.end()):
            return
        if match and not (match["adjective"] and match["adjective"].strip().lower() in _NOT_ADJECTIVES):
            figure.denominator_unit = match["unit"].lower()
            figure.end = match.end()


_SINGULAR = re.compile(
    r"(?!patient|person|participant|adult|infant|woman|man|child|girl|boy|subject|respondent|individual|adolescent|user"
    r"|people|children|women|men|feet|teeth|vertebrae)[a-z]*[a-rt-z]",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\s+(?![a-z]+(?:ed|ing)\b|(?:was|were|had|has|have|is|are|got|felt|fell|lost|took|bled|went|came|said|did|became|grew"
    r"|broke|left|made|kept|began|held|ran|saw|that|which|who|whose|when|where|after|before|during|with|without|from"
    r"|than|then|also|only|both|alone|again|later|each|over|under|into|within|because|while|about|above|below|between"
    r"|more|less|could|would|needed)\b)[a-z]{4,}",
    re.IGNORECASE,
)
"""A noun behind a singular one: what is counted is "wound infections" and no wounds."""
_NOT_ADJECTIVES = {
    "in",
    "and",
    "or",
    "with",
    "at",
    "to",
    "the",
    "for",
    "after",
    "from",
    "on",
    "by",
    "were",
    "was",
    "had",
    "than",
    "per",
    "both",
    "who",
    "vs",
    "v",
    "as",
    "into",
    "then",
    "against",
    "above",
    "below",
    "over",
    "under",
    "more",
    "other",
    "further",
}
