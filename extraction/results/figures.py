"""Printed figures put together: an estimate with what belongs to it (fraction, spread, interval, p value, n).

Knows the grammar of printed statistics; knows no outcome, arm or time.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.extraction.results.building import OF_UNIT, OPEN_BRACKET, UNIT_AFTER, Builder
from evigraph.extraction.scanning.numbers import WORD_NUMBER
from evigraph.extraction.scanning.quantities import Quantity, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.results.figure import Figure

_NOUN_AND_SHARE = re.compile(r"\s+(?P<noun>(?:[a-z-]+ )?[a-z-]+(?:s|x|e|i))\s*\($", re.IGNORECASE)


def figures_in(text: str, tokens: Sequence[Quantity]) -> list[Figure]:
    """The estimates of a levelled text with everything printed beside them, left to right."""
    builder = Builder(text)
    for token in tokens:
        _HANDLERS[token.kind](builder, token)
    return builder.figures


def _take_p(b: Builder, token: Quantity) -> None:
    last = b.last
    if last is not None and last.i2 is not None and token.label:
        last.i2_p, last.end = token, token.end
        return
    if last is not None and last.p is None and b.touches(token):
        last.p, last.end = token, token.end
    else:
        figure = b.begin("p", token)
        figure.p = token


def _take_ci(b: Builder, token: Quantity) -> None:
    last = b.last
    if token.label and (last is None or last.label != token.label):
        b.begin("effect", token).ci = token
        return
    if last is not None and last.ci is None:
        last.ci = token
        if b.touches(token):
            last.end = token.end
        return
    b.begin("ci", token).ci = token


def _take_range(b: Builder, token: Quantity) -> None:
    last = b.last
    if last is not None and last.spread is None and b.touches(token):
        last.spread, last.end = token, token.end
        b.unit(last) if not last.unit else _skip_unit(b, last)
        return
    figure = b.begin("range", token)
    figure.spread = token
    b.unit(figure)


def _skip_unit(b: Builder, figure: Figure) -> None:
    match = UNIT_AFTER.match(b.text, figure.end)
    if match:
        figure.end = match.end()


def _take_spread(b: Builder, token: Quantity) -> None:
    last = b.last
    if last is not None and b.touches(token):
        if token.kind is Token.SPREAD:
            last.sd = token.value
        else:
            last.se = token.value
        last.end = token.end
        if not last.unit:
            b.unit(last)


_NAME_IN_BRACKET = re.compile(r"\s*\([A-Za-z][^()\d]{0,60},\s*")
"""A name between a figure and its n: "14.8% (sleeve, n=41)"."""


def _take_n(b: Builder, token: Quantity) -> None:
    last = b.last
    named = last is not None and _NAME_IN_BRACKET.fullmatch(b.text, last.end, token.start)
    if last is not None and last.denominator is None and (b.touches(token) or named):
        last.denominator, last.end = token.n, token.end
        return
    figure = b.begin("n", token)
    figure.n = token.n


def _take_i2(b: Builder, token: Quantity) -> None:
    if b.last is not None:
        b.last.i2, b.last.end = token.value, token.end
    else:
        b.begin("i2", token).i2 = token.value


def _take_effect(b: Builder, token: Quantity) -> None:
    figure = b.begin("effect", token)
    b.unit(figure)


def _take_fraction(b: Builder, token: Quantity) -> None:
    last = b.last
    if last is not None and last.kind == "percent" and last.n is None and b.touches(token) and not b.parted(token):
        last.n, last.denominator, last.end = token.n, token.denominator, token.end
        b.counted(last)
        return
    figure = b.begin("percent" if token.value is not None else "count", token)
    figure.n, figure.denominator = token.n, token.denominator
    if figure.kind == "count":
        figure.value = Decimal(token.n or 0)
    b.counted(figure)


def _take_percent(b: Builder, token: Quantity) -> None:
    last = b.last
    named = last is not None and _NOUN_AND_SHARE.match(b.text[last.end : token.start])
    if (
        last is not None
        and last.kind == "count"
        and last.percent is None
        and (named or (b.touches(token) and not b.parted(token)))
    ):
        last.percent, last.end = token.value, token.end
        last.kind, last.value = "percent", token.value
        b.counted(last)
        return
    if (
        last is not None
        and last.kind == "value"
        and b.touches(token)
        and _bracketed(b.text, last.end, token)
        and last.value is not None
        and last.value == last.value.to_integral_value()
        and not last.unit
    ):
        last.kind, last.n, last.value, last.end = "percent", int(last.value), token.value, token.end
        b.counted(last)
        return
    if last is not None and last.is_plain and (noun := _NOUN_AND_SHARE.match(b.text[last.end : token.start])):
        last.kind, last.n, last.value, last.end = "percent", int(last.value or 0), token.value, token.end
        last.label = noun["noun"]
        return
    figure = b.begin("percent", token)
    b.counted(figure)


def _bracketed(text: str, start: int, token: Quantity) -> bool:
    return re.match(r"\s*[(\[]\s*$", text[start : token.start]) is not None


def _take_percent_range(b: Builder, token: Quantity) -> None:
    if _FROM.search(b.text[: token.start]):
        _take_pair(b, token, "percent")
        return
    figure = b.begin("range", token)
    figure.spread, figure.unit = token, "%"
    b.counted(figure)


_FROM = re.compile(
    r"\bfrom\s+(?:an?\s+|the\s+)?(?:initial\s+|baseline\s+)?(?:mean\s+|median\s+)?(?:of\s+|score of\s+)?$",
    re.IGNORECASE,
)
_TO = re.compile(r"(?:\bto|\bdown to|\bup to)\s+(?:an?\s+)?(?:mean\s+|median\s+)?(?:of\s+)?$", re.IGNORECASE)


def _take_bare_range(b: Builder, token: Quantity) -> None:
    """Two numbers without a word: in a bracket behind a figure its interval; "from a to b" are two figures."""
    last = b.last
    if _FROM.search(b.text[: token.start]):
        _take_pair(b, token)
        return
    if last is not None and last.kind == "range" and last.spread is not None and b.parted(token) and b.touches(token):
        figure = b.begin("range", token)
        figure.spread, figure.unit = replace(token, label=last.spread.label), last.unit
        return
    if last is not None and last.bare is None and b.touches(token) and OPEN_BRACKET.search(b.text[: token.start]):
        last.bare, last.end = token, token.end
        return
    figure = b.begin("bare range", token)
    figure.spread = token


def _take_pair(b: Builder, token: Quantity, kind: str = "value") -> None:
    middle = re.search(r"\s*to\s*|(?<=\d)-", b.text[token.start : token.end])
    cut = token.start + middle.start() if middle else token.start
    first = b.begin(kind, token)
    first.value, first.role, first.end, first.core_end = token.low, "from", cut, cut
    second = b.begin(kind, token)
    second.value, second.role = token.high, "to"
    second.start = token.start + middle.end() if middle else token.end - 1
    if kind == "percent":
        b.counted(second)
        return
    b.unit(second)
    first.unit = second.unit


def _take_number(b: Builder, token: Quantity) -> None:
    """A number in a bracket belongs to the figure before it, one in a list of effects is an effect too."""
    if _in_bracket_behind(b, token):
        return
    last, value = b.last, token.value or Decimal(0)
    figure = b.begin("value", token)
    if last is not None and last.kind == "effect" and _goes_on(b.text, last, token):
        figure.kind, figure.label = "effect", last.label
        return
    b.unit(figure)
    _take_role(b, figure)
    if value == value.to_integral_value() and value >= 0 and not figure.unit and "." not in str(value):
        _take_count(b, figure, int(value))


def _in_bracket_behind(b: Builder, token: Quantity) -> bool:
    """Whether a number in a bracket right behind a figure was taken as its whole or as its spread."""
    last, value = b.last, token.value or Decimal(0)
    if last is None or not b.touches(token) or not _bracketed(b.text, last.end, token):
        return False
    if (
        (unit := OF_UNIT.match(b.text, token.end))
        and not (last.kind == "count" and last.denominator_unit not in ("", unit["unit"].lower()))
        and last.denominator is None
        and value == value.to_integral_value()
    ):
        last.denominator, last.end = int(value), token.end
        b.counted(last)
        return True
    spread = last.kind == "value" or (last.kind == "percent" and last.n is None and "." in str(value))
    if last.sd is None and spread and b.text[token.end : token.end + 1] in ")]":
        last.sd, last.end = value, token.end
        last.role = last.role or "bare spread"
        return True
    return False


def _goes_on(text: str, last: Figure, token: Quantity) -> bool:
    """Whether a number goes on a list of effects: "SMD -2.16, -1.93 and -1.78"."""
    return (
        "." in str(token.value) and re.fullmatch(r"\s*(?:,|and|,\s*and)\s*", text[last.end : token.start]) is not None
    )


def _take_count(b: Builder, figure: Figure, value: int) -> None:
    """What a whole number counts; behind "a median of" it is measured and not counted."""
    b.counted(figure)
    if figure.denominator_unit and _AVERAGED.search(b.text, 0, figure.start):
        figure.unit, figure.denominator_unit = figure.denominator_unit, ""
    elif figure.denominator_unit:
        figure.kind, figure.n = "count", value


_AVERAGED = re.compile(r"\b(?:mean|median|average) of (?:about |only )?$", re.IGNORECASE)


def _take_role(b: Builder, figure: Figure) -> None:
    """Where a change began and where it ended: "from 8.3 ... to 2.3"."""
    before = b.figures[-2] if len(b.figures) > 1 else None
    if _FROM.search(b.text[: figure.start]):
        figure.role = "from"
    elif before is not None and before.role == "from" and _TO.search(b.text[before.end : figure.start]):
        figure.role = "to"


def _take_word(b: Builder, token: Quantity) -> None:
    """A number word counts only before what it counts, "none" also alone, and not as an answer: "none in 4 (15%)"."""
    if token.label == "none" and _is_category(b.text, token):
        return
    if token.label == "no" and _NO_CONTROL.match(b.text, token.end):
        return
    figure = b.begin("count", token)
    figure.n = int(token.value or 0)
    b.counted(figure)
    alone = not figure.denominator_unit and token.label not in ("none", "nobody")
    if alone and not _counts_something(b.text, token) and not _goes_on_counting(b, token):
        b.figures.pop()


def _goes_on_counting(b: Builder, token: Quantity) -> bool:
    """Whether a number word counts the same units as the figure before: "in 3 patients and fever in | two"."""
    if not token.value or (_SET_AGAINST.search(b.text, 0, token.start) and _IN_ARM.match(b.text, token.end)):
        return bool(token.value)
    if _NOUN.match(b.text, token.end) and _THERE_WERE.search(b.text, 0, token.start):
        return True
    before = b.figures[-2] if len(b.figures) > 1 else None
    if before is None or not (before.is_share or before.is_plain):
        return False
    if not before.denominator_unit and _NOUN_AND.fullmatch(b.text, before.core_end, token.start):
        return _NOUN.match(b.text, token.end) is not None
    return bool(_IN_SO_MANY.search(b.text, 0, token.start) and _SO_ENDS.match(b.text, token.end))


_IN_SO_MANY = re.compile(r"\b(?:in|after|among)\s+(?:only |about |another )?$", re.IGNORECASE)
_SO_ENDS = re.compile(r"\s*(?:$|[.;,)]|(?:and|but|while)\b)", re.IGNORECASE)
_THERE_WERE = re.compile(r"\bthere (?:was|were)(?: only| also)?\s+$", re.IGNORECASE)
_NOUN = re.compile(r"\s+(?!(?:of|or|to|and|in|were|was|had)\b)[a-z]{3,}", re.IGNORECASE)
_NOUN_AND = re.compile(r"\s+(?!(?:of|or|to)\b)[a-z][a-z -]{2,40}?(?:\s*\([^()]*\))?\s*(?:,|,? and)\s+", re.IGNORECASE)
_SET_AGAINST = re.compile(r"\b(?:compared with|versus|vs?|against|and)\s+(?:only |about )?$", re.IGNORECASE)
_IN_ARM = re.compile(r"\s+(?:in|after|with|of) the [a-z -]{1,60}?\b(?:groups?|arms?)\b", re.IGNORECASE)


_NO_CONTROL = re.compile(
    r"\s+(?:control|comparator|comparison|blinding|masking|randomi[sz]|exclusion|allowance)", re.IGNORECASE
)


def _is_category(text: str, token: Quantity) -> bool:
    """Whether "none" is what was counted and no number: "none 4 (8%)", "5 (13%) had none"."""
    behind = _ANSWERED.match(text, token.end) or _COUNTED_BEHIND.match(text, token.end)
    return (behind or _COUNTED_BEFORE.search(text, 0, token.start)) is not None


_COUNTED_BEFORE = re.compile(r"\d[\d.]*\s*%\)\s*(?:had\s+|reported\s+)?$")
_COUNTED_BEHIND = re.compile(r"\s+\d")
_ANSWERED = re.compile(r"\s+(?:in|for|by|from)\s+[1-9]\d*\s*(?:[a-z]+ )?\(")


def _counts_something(text: str, token: Quantity) -> bool:
    """Whether a verb, or a noun with its verb, stands behind a number word: "One stricture was seen"."""
    return _DID.match(text, token.end) is not None or (
        bool(token.value) and (_THING_THAT.match(text, token.end) or _THING_IN.match(text, token.end)) is not None
    )


_THING_IN = re.compile(
    r"(?:\s+(?!(?:of|or|to|and|was|were|had|has|stud(?:y|ies)|trials?|reviews?|series|cohorts?|registr(?:y|ies)|years?"
    r"|months?|weeks?|days?|sides?|arms?|groups?|doses?)\b)[a-z-]+){1,3}?"
    rf"(?:\s*(?:,|,? and) (?:\d+|{WORD_NUMBER}) [a-z]{{3,}}|\s+\(\d[\d.]*\s*%"
    r"|\s+(?:in|among|out of|after|during) (?:the |all )?\d+\b)",
    re.IGNORECASE,
)
"""A noun with its share or with how many it was seen in: "Two leaks in 40 patients"."""
_THING_THAT = re.compile(
    r"\s+(?!(?:of|or|to|and|study|trial|review|series|author|expert|advis[eo]r|year|month|week|day|side|arm|group)s?\b)"
    r"(?:[a-z-]+\s+){1,4}?(?:(?:was|were) (?:seen|reported|recorded|noted|found|observed|related|treated|described)"
    r"|followed|occurred|developed|led to|needed|required)\b",
    re.IGNORECASE,
)
_DID = re.compile(
    r"\s+of (?:whom|them|which|these|those)\b"
    r"|\s+(?:had|did|dropped out|withdrew|died|were|was|needed|developed|said|reported|replied|moved|completed"
    r"|crossed)\b"
)
_HANDLERS = {
    Token.P: _take_p, Token.CI: _take_ci, Token.RANGE: _take_range, Token.SPREAD: _take_spread,
    Token.ERROR: _take_spread, Token.N: _take_n,
    Token.I2: _take_i2, Token.EFFECT: _take_effect, Token.FRACTION: _take_fraction, Token.PERCENT: _take_percent,
    Token.PERCENT_RANGE: _take_percent_range, Token.BARE_RANGE: _take_bare_range, Token.NUMBER: _take_number,
    Token.COUNT_WORD: _take_word,
}  # fmt: skip
