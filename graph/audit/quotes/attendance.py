"""How many were followed up or lost, as a sentence gives it for a whole study.

Knows the words for follow-up and loss; knows nothing of what was measured.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.graph.audit.quotes.reading import plain, sentences
from evigraph.graph.audit.units import Counted, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.recall import Words

KEPT = re.compile(
    r"\b(?:available|obtained|returned|answer(?:s|ed)?|followed(?: up)?|seen|reached|responded|complete)\b",
    re.IGNORECASE,
)
LOST = re.compile(r"\b(?:lost|loss|losses|dropped out|drop-?outs?|withdr\w+)\b", re.IGNORECASE)
TIME = re.compile(r"\b(?:at|after|by)\s+(?:the\s+)?\d+[ -](?:day|week|month|year)", re.IGNORECASE)
SHARE = re.compile(
    r"(?P<percent>\d+(?:\.\d+)?)%(?:\s*[(\[](?P<n>\d+)\s*/\s*(?P<of>\d+)[)\]])?\s+of\s+(?:the\s+"
    r"|all\s+)?(?P<unit>[a-z]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Attendance:
    """A share followed up, or lost, of some unit; n and the whole where they are printed."""

    percent: Decimal
    n: int | None
    of: int | None
    unit: Counted
    lost: bool
    words: Words


def attendances(words: Words) -> Iterator[Attendance]:
    """The shares of a quote that were followed up or lost, without those at one time of several."""
    for sentence in sentences(words):
        text = plain(sentence.quote)
        shares = list(SHARE.finditer(text))
        if len(shares) != 1 or TIME.search(text) or not (LOST.search(text) or KEPT.search(text)):
            continue
        share = shares[0]
        unit = unit_of(share["unit"])
        if unit:
            n, of = (int(share[name]) if share[name] else None for name in ("n", "of"))
            yield Attendance(Decimal(share["percent"]), n, of, unit, LOST.search(text) is not None, sentence)
