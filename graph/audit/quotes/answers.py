"""How many people answered, by the commentaries and questionnaires that a quote counts.

Knows the words for answers; knows nothing of what they say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.graph.audit.quotes.counts import unit_counts
from evigraph.graph.audit.quotes.reading import COUNT, count, plain

if TYPE_CHECKING:
    from evigraph.graph.recall import Words

ANSWERS = re.compile(
    rf"(?P<sent>\bsent\s+(?:out\s+)?)?(?<![\d.])\b(?P<n>{COUNT})\s+(?:(?:completed|filled-in|returned|patient|usable)\s+)*"
    r"(?:commentar(?:y|ies)|questionnaires?|responses?|replies)\b",
    re.IGNORECASE,
)
NONE = re.compile(
    r"\bno (?:patient )?(?:commentar(?:y|ies)|questionnaires?|responses?|replies)\b"
    r"|\bnone (?:was|were|came|had been)\b",
    re.IGNORECASE,
)


def answers(words: Words) -> frozenset[int]:
    """The numbers of answers that came, and of people who gave them; 0 where the quote says that there were none."""
    text = plain(words.quote)
    counted = {count(match["n"]) for match in ANSWERS.finditer(text) if not match["sent"]}
    people = {units.n for units in unit_counts(words) if units.kind == "people"}
    return frozenset(counted | people or ({0} if NONE.search(text) else ()))
