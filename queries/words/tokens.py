"""A question as tokens: words, numbers and signs, each with the forms in which it is compared.

Knows characters; knows nothing of what words mean.  Text is levelled first: one kind of dash, quote and white space, no
control characters, compatibility forms resolved.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from evigraph.queries.words.stems import stem_of

#: Longer questions are refused: nobody asks them, and each word costs time.
LONGEST_QUESTION = 2000

TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|[^\W_]+(?:'[^\W_]+)?|[<>]=|[^\w\s]")
LEVELLED = str.maketrans(
    dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("‘’`´", "'")
    | dict.fromkeys("“”„«»", '"')
    | {"·": ".", "≥": ">=", "≤": "<="}
)
POSSESSIVE = re.compile(r"'s?$")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign of a levelled question, at half-open offsets of it."""

    index: int
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The word in lower case, without a possessive ending."""
        return POSSESSIVE.sub("", self.text.casefold())

    @property
    def stem(self) -> str:
        """The form in which words of one family are equal."""
        return stem_of(self.text)

    @property
    def is_word(self) -> bool:
        """Whether it holds a letter or digit."""
        return self.text[0].isalnum()


def level(text: str) -> str:
    r"""The text with one kind of dash, quote and white space, and without control characters.

    >>> level("VAS\u00a0 0\u201310\x07")
    'VAS 0-10'
    """
    plain = unicodedata.normalize("NFKC", text.translate(LEVELLED)).translate(LEVELLED)
    kept = "".join(c if c.isprintable() else " " for c in plain)
    return " ".join(kept.split())


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a levelled text."""
    return tuple(Token(i, m[0], m.start(), m.end()) for i, m in enumerate(TOKEN.finditer(text)))
