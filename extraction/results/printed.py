"""A last guard: no result whose number is not printed, whole, in its own source words.

Knows numbers; knows nothing of what they measure.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from evigraph.extraction.reading.clean import level
from evigraph.extraction.scanning.numbers import WORD_NUMBER, decimal, integer

if TYPE_CHECKING:
    from decimal import Decimal

    from evigraph.ontology.records import Result

_FIGURE = re.compile(r"(?<![\d.])(?:\d[\d,]*(?:\.\d+)?|\.\d+)(?:\s*x\s*10-\d+)?")
_WORD = re.compile(rf"\b{WORD_NUMBER}\b", re.IGNORECASE)
_OWN = ("value", "n", "sd", "ci_low", "ci_high", "range_low", "range_high", "p_value")
CONVERTED = frozenset({"result.follow-up"})
"""Rules that turn one unit of time into another."""


def is_printed(result: Result, text: str) -> bool:
    """Whether each number of a result stands in the source, not inside of a longer one; zero may be told in words.

    The denominator may stand in the head of a table or in the sentence before, so that it is not asked for.
    """
    if result.rule in CONVERTED:
        return True
    printed = _numbers(text[result.start : result.end])
    values = (getattr(result, name) for name in _OWN)
    return all(not value or abs(value) in printed for value in values)


@lru_cache(maxsize=512)
def _numbers(quote: str) -> frozenset[Decimal | int]:
    plain = level(quote)
    figures = (_value(m) for m in _FIGURE.findall(plain.replace("·", ".")))
    return frozenset([*figures, *(integer(m) for m in _WORD.findall(plain))])


def _value(printed: str) -> Decimal:
    number, _, power = printed.partition("x")
    return decimal(number.strip().rstrip(",")).scaleb(int(power.replace("10", "", 1)) if power else 0)
