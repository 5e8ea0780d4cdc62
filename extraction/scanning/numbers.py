"""Numbers as documents print them.  Works on levelled text (see reading.clean.level)."""

from __future__ import annotations

import re
from decimal import Decimal

from evigraph.ontology.number_words import TENS, UNITS, WORDS

UNSIGNED = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
NUMBER = rf"[-+]?{UNSIGNED}"
INTEGER = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_COUNTED = WORDS | {"hundred": 100}
_TENS_WORD = "|".join(TENS)
WORD_NUMBER = (
    rf"(?:(?:{_TENS_WORD})(?:-(?:{'|'.join(UNITS[1:10])}))?"
    rf"|{'|'.join(sorted(UNITS[1:], key=len, reverse=True))}|(?:one |a )?hundred)"
)
"""Number words from one to a hundred, lower case; "a" and "no" are not numbers here."""


WORD_START = r"(?:(?<![A-Za-z])(?=[A-Za-z])|(?=[^A-Za-z\s]))"
"""Where a pattern may begin: at a word's first letter, a sign or a digit.  Keeps scanners from trying every letter."""


def decimal(text: str) -> Decimal:
    """The number with the digits that are printed; a leading point gets its zero.

    >>> decimal("1,234.50"), decimal(".001")
    (Decimal('1234.50'), Decimal('0.001'))
    """
    plain = text.replace(",", "").replace("+", "").replace(" ", "")
    return Decimal(re.sub(r"^(-?)\.", r"\g<1>0.", plain))


def integer(text: str) -> int:
    """A count in figures or words.

    >>> integer("3,902"), integer("Thirty-two")
    (3902, 32)
    """
    plain = re.sub(r"(?<=\d) (?=\d)", "", text.replace(",", "").strip().lower())
    if plain.isdigit():
        return int(plain)
    if plain in ("none", "no", "neither"):
        return 0
    return sum(_COUNTED[part] for part in re.findall(r"[a-z]+", plain) if part in _COUNTED)
