"""How many of the studies a sentence says are retrospective, randomised, from a country.

Knows the words for such attributes; knows nothing of the studies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.graph.audit.quotes.reading import COUNT, count, plain, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.recall import Words

DIRECTIONS = {
    "retrospective": r"(?:(?:was|were|are|is) )?retrospective|looked back at (?:case|patient|hospital"
    "|medical) (?:notes|records)",
    "prospective": r"(?:(?:was|were|are|is) )?prospective",
}
CLAIM = re.compile(
    rf"^(?:only )?(?P<n>{COUNT}) of the (?:(?P<of>{COUNT}) )?(?P<what>(?:included )?studies|case series"
    r"|trials|cohort studies)"
    rf" (?:{'|'.join(f'(?P<{name}>{words})' for name, words in DIRECTIONS.items())})(?: in design)?\.?$",
    re.IGNORECASE,
)
DESIGN_WAS = re.compile(
    rf"^the design was (?P<name>retrospective|prospective) in (?P<n>{COUNT}) (?:of the (?:{COUNT}"
    r" )?)?(?P<what>studies|case series)\.?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Attributed:
    """So many studies of a kind are said to have a direction."""

    n: int
    what: str
    direction: str
    words: Words


def attributed(words: Words) -> Iterator[Attributed]:
    """The sentences of a quote that count studies by their direction, and say nothing else."""
    for sentence in sentences(words):
        text = " ".join(plain(sentence.quote).split())
        if claim := CLAIM.match(text):
            direction = next(name for name in DIRECTIONS if claim[name])
            yield Attributed(count(claim["n"]), claim["what"].lower(), direction, sentence)
        elif claim := DESIGN_WAS.match(text):
            yield Attributed(count(claim["n"]), claim["what"].lower(), claim["name"].lower(), sentence)
