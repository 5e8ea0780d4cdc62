"""Rises and falls in words, with the numbers that are said to rise or fall.

Knows the verbs; knows nothing of what they are about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.graph.audit.quotes.reading import plain, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.recall import Words

NUMBER = r"-?\d+(?:\.\d+)?"
RISE = r"(?:rose|rises?|risen|increas(?:es|ed)|climb(?:s|ed)|went up|goes up|gone up|grew|grown)"
FALL = (
    r"(?:fell|falls?|fallen|decreas(?:es|ed)|dropp?(?:s|ed)?|declin(?:es|ed)|went down|goes down|reduced"
    r"|was reduced|were reduced)"
)
CHANGE = re.compile(
    rf"\b(?:(?P<rise>{RISE})|(?P<fall>{FALL}))\b(?: (?!{RISE}|{FALL})\w+){{0,3}}? from (?:a (?:mean|median) of"
    rf" )?(?P<before>{NUMBER})(?P<unit>%?)"
    rf"(?![\d/])(?:(?! from | to |;|\. )[^.;]|\.\d){{0,60}}? to (?:a (?:mean|median) of"
    rf" )?(?P<after>{NUMBER})(?![\d/]|,\d|\.\d)(?P<unit_after>%?)",
    re.IGNORECASE,
)
MORE = r"higher|longer|later|greater|larger|older|more often"
LESS = r"lower|shorter|earlier|smaller|younger|less often"
COMPARED = re.compile(
    rf"\b(?:(?P<rise>{MORE})|(?P<fall>{LESS}))\b(?! than \d)(?:(?!{MORE}|{LESS})[^.;]|\.\d){{1,90}}?\bthan\b"
    rf"(?:(?!{MORE}|{LESS}|\d)[^.;]){{3,80}}?[:,(] ?(?:(?!\d)[^.;()]){{0,60}}?(?P<before>{NUMBER})(?P<unit>%| [a-z]+)"
    rf"(?:(?!\d)[^.;()]){{0,30}}?\b(?:compared with|versus|v|vs|against|and) (?P<after>{NUMBER})"
    r"(?P<unit_after>%| [a-z]+)",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Change:
    """A rise or fall in words, and its two numbers."""

    rises: bool
    before: Decimal
    after: Decimal
    verb: str
    words: Words

    @property
    def fits(self) -> bool:
        """Whether the numbers go the way that the verb says."""
        return self.after >= self.before if self.rises else self.after <= self.before


def changes(words: Words) -> Iterator[Change]:
    """The rises and falls of a quote that give both numbers; what stands in brackets is left out."""
    for sentence in sentences(words):
        text = BRACKETS.sub(lambda match: " " * len(match.group()), plain(sentence.quote))
        for match in CHANGE.finditer(text):
            if match["unit"] == match["unit_after"] or not (match["unit"] and match["unit_after"]):
                rises = match["rise"] is not None
                span = sentence.part(match.start(), match.end())
                yield Change(
                    rises, Decimal(match["before"]), Decimal(match["after"]), match["rise"] or match["fall"], span
                )


def comparisons(words: Words) -> Iterator[Change]:
    """The comparisons of a quote: "later after A than after B: 34.9 weeks compared with 37.4 weeks".

    The first number is of what is said to have more, so that it is the one after the change.
    """
    for sentence in sentences(words):
        text = plain(sentence.quote)
        for match in COMPARED.finditer(text):
            if match["unit"] == match["unit_after"]:
                span = sentence.part(match.start(), match.end())
                first, second = Decimal(match["before"]), Decimal(match["after"])
                yield Change(match["rise"] is not None, second, first, match["rise"] or match["fall"], span)
