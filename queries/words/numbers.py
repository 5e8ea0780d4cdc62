"""Numbers in a question, in digits or words, with what they bound: "more than 20", "at least half", "under 50".

Knows number words and words of comparison; knows nothing of what is counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from evigraph.ontology.number_words import TENS, UNITS, WORDS

SHARES: dict[str, int | Decimal] = {
    "half": 50,
    "a half": 50,
    "a third": Decimal("33.3"),
    "a quarter": 25,
    "a fifth": 20,
    "a tenth": 10,
}
SHARES |= {
    "one half": 50,
    "one third": Decimal("33.3"),
    "one quarter": 25,
    "three quarters": 75,
    "two thirds": Decimal("66.7"),
}

_TEN = "|".join(TENS)
_WORD = rf"(?:(?:{_TEN})(?:[- ](?:{'|'.join(UNITS[1:10])}))?|{'|'.join(sorted(UNITS, key=len, reverse=True))})"
#: A number in digits or words.
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\b{_WORD}\b)"
SHARE = "|".join(sorted(SHARES, key=len, reverse=True))
# Words before or after a number, by whether they bound it below or above and whether the number itself is left out.
BEFORE = {
    "over": r"more than|greater than|over|above|exceeding|larger than|bigger than|higher than|longer than|older than"
    r"|beyond|>(?!=)|in excess of|upwards of",
    "under": r"less than|fewer than|under|below|smaller than|lower than|shorter than|younger than|<(?!=)|not even",
    "from": r"at least|no fewer than|no less than|not less than|a minimum of|minimum of|>=",
    "to": r"at most|no more than|not more than|up to|a maximum of|maximum of|<=|within",
}
AFTER = {
    "from": r"or more|or higher|or over|or above|or greater|or older|or longer|and over|and above|plus\b|\+",
    "to": r"or less|or lower|or fewer|or under|or below|or younger|and under",
}
_COMPARED = "|".join(rf"(?P<before_{kind}>{words})" for kind, words in BEFORE.items())
_FOLLOWED = "|".join(rf"(?P<after_{kind}>{words})" for kind, words in AFTER.items())
PATTERN = re.compile(
    rf"(?:\bbetween\s+(?P<low>{NUMBER})\s*%?\s*(?:and|to|-)\s*(?P<high>{NUMBER})"
    rf"|(?:(?:(?<!\w)|(?<=\w)(?=[<>]))(?:{_COMPARED})\s*(?:or equal to\s*)?)?"
    rf"(?:(?P<share>\b(?:{SHARE})\b)|(?P<number>{NUMBER}))"
    rf"(?:\s*(?P<percent>%|per\s?cent\b))?(?:(?:\s+\w+)?\s*(?:{_FOLLOWED}))?)(?P<unit>\s*(?:%|per\s?cent\b))?",
    re.IGNORECASE,
)


# "the prospective one", "one of them": no number.
PRONOUN = re.compile(r"one\b(?=\s*(?:$|[?.,;:)]|of\b|in\b|with\b|and\b|from\b))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A number of a question at half-open offsets: exactly `low`=`high`, or a bound; `open` leaves the end out."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    open: bool = False
    percent: bool = False

    @property
    def exact(self) -> bool:
        """Whether it is one number and no bound."""
        return self.low == self.high


def value_of(number: str) -> Decimal:
    """The value of a number in digits or words.

    >>> value_of("twenty-two"), value_of("1,974")
    (Decimal('22'), Decimal('1974'))
    """
    if number[0].isdigit():
        return Decimal(number.replace(",", ""))
    return Decimal(sum(WORDS[word] for word in re.split(r"[- ]", number.casefold())))


def numbers_in(text: str) -> list[NumberSpan]:
    """All numbers of a levelled text, left to right."""
    return [_span(match) for match in PATTERN.finditer(text) if not PRONOUN.match(text, match.start())]


def _span(match: re.Match[str]) -> NumberSpan:
    percent = bool(match["percent"] or match["unit"] or match["share"])
    if match["low"]:
        return NumberSpan(match.start(), match.end(), value_of(match["low"]), value_of(match["high"]), percent=percent)
    value = Decimal(SHARES[match["share"].casefold()]) if match["share"] else value_of(match["number"])
    kind = next(
        (k.split("_")[1] for k, v in match.groupdict().items() if v and k.startswith(("before_", "after_"))), ""
    )
    low = None if kind in ("under", "to") else value
    high = None if kind in ("over", "from") else value
    return NumberSpan(match.start(), _end(match), low, high, kind in ("over", "under"), percent)


def _end(match: re.Match[str]) -> int:
    """The end without the free word that stands between a number and a bound after it, where there is no such bound."""
    if any(match[f"after_{name}"] for name in AFTER):
        return match.end()
    return next(match.end(name) for name in ("percent", "share", "number") if match[name])
