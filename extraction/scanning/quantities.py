"""Figures of a sentence as tokens: percentages, fractions, intervals, spreads, p values, effects, plain numbers.

Works on levelled text.  Says what is printed where; says nothing of what belongs together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from evigraph.extraction.scanning.numbers import INTEGER, NUMBER, UNSIGNED, WORD_NUMBER, WORD_START, decimal, integer

if TYPE_CHECKING:
    from collections.abc import Sequence


class Token(StrEnum):
    """Kinds of printed figures."""

    P = "p value"
    CI = "confidence interval"
    RANGE = "range"
    SPREAD = "standard deviation"
    ERROR = "standard error"
    N = "n="
    I2 = "heterogeneity"
    EFFECT = "effect measure"
    FRACTION = "fraction"
    PERCENT = "percentage"
    PERCENT_RANGE = "range of percentages"
    BARE_RANGE = "bare range"
    NUMBER = "number"
    COUNT_WORD = "count in words"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One printed figure: `value` and what its kind needs besides.

    CI and ranges have `low` and `high`, p values an `operator` (no value for "not significant"), fractions `n` and
    `denominator`, effect measures their `label`, ranges their `label` (range or IQR).
    """

    kind: Token
    start: int
    end: int
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    level: Decimal | None = None
    operator: str = ""
    n: int | None = None
    denominator: int | None = None
    label: str = ""


_TO = r"\s*(?:to|through|until|and|,|-)\s*"
_U = r"(?:\s*(?:%|mmHg|points?|mm|cm|years?|months?|weeks?|days?|hours?|minutes?|mg|ml|mL|dB|kg))?"
EFFECT_NAMES = {
    "standardised mean difference": r"SMD|standardi[sz]ed mean differences?|Hedges'? g|Cohen'?s d|effect size",
    "mean difference": r"W?MD|(?:weighted |adjusted )?mean differences?",
    "odds ratio": r"a?OR|odds ratios?",
    "hazard ratio": r"a?HR|(?:sub)?hazard ratios?",
    "risk ratio": r"a?RR|risk ratios?|relative risks?|rate ratios?|IRR",
    "number needed to treat": r"NNTB?|NNH|numbers? needed to (?:treat|harm)",
}
_EFFECT = "|".join(f"(?P<e{i}>{pattern})" for i, pattern in enumerate(EFFECT_NAMES.values()))
_EFFECT_CASE = re.compile(r"^(?:or|hr|rr|md|smd)$")

_P_NUMBER = r"(?:\d(?:\.\d+)?\s*x\s*10-\d+|0?\.\d+|0(?:\.0+)?(?![\d.])|1(?:\.0+)?(?![\d.]))"
_FORMS = {
    "p": (
        r"(?<![\w-])(?:log-?\s?rank\s+)?[pP][- ]?(?:values?)?\s*(?:for\s+(?:the\s+)?(?:subgroup\s+)?(?:interaction"
        r"|trend|difference|heterogeneity|comparison|change)\s*|[- ]?(?:interaction|trend)\s*)?"
        r"(?:of\s+|was\s+|were\s+)?"
        rf"(?P<pop>=|<\s*=|>\s*=|<\s*or\s*=|<|>|≤|≥|is\s+less\s+than|less\s+than)?\s*(?P<pv>{_P_NUMBER})"
        r"|(?<![\w-])[pP]\s*(?:=|:)?\s*\(?(?P<pns>not\s+significant|non-?significant|n\.?\s?s\.?)(?!\w)"
        r"|(?<=[;,(]\s)(?P<pno>not\s+(?:statistically\s+)?significant)(?=\s*(?:[.;,)]|$))"
        r"|(?<=[;,]\s)(?P<pno3>(?-i:NS))(?=\s*(?:[.;,)]|$))"
        r"|(?<=\()(?P<pno2>not\s+(?:statistically\s+)?significant)(?=\s*[.;,)])"
    ),
    "ci": (
        r"(?:(?P<cil>\d\d(?:\.\d+)?)\s*%\s*)?"
        r"(?:(?:CIs?|C\.I\.|CrIs?|confidence\s+intervals?|credible\s+intervals?)(?:\s*[(\[]CIs?[)\]])?)\s*"
        r"(?:at\s+\d+\s+(?:days?|weeks?|months?|years?)\s*)?"
        r"(?P<cidiff>(?:of|for) the (?:mean )?difference(?: between [\w ]{3,30}?)?\s*)?"
        rf"(?:of|from|was|is|[:,=])?\s*[(\[]?\s*(?P<cil1>{NUMBER}){_U}(?:{_TO}|\s*;\s*)(?P<cil2>{NUMBER})\s*%?"
    ),
    "iqr": (
        r"(?:IQR|inter-?quartile\s+range)s?\s*(?:[(\[]IQR[)\]]\s*)?(?:of|was|from|[:,=])?\s*"
        rf"(?P<q1>{NUMBER}){_U}{_TO}(?P<q2>{NUMBER})"
    ),
    "minmax": rf"\bmin(?:imum)?\s*(?P<m1>{NUMBER})\s*(?:,|;|to|and)?\s*max(?:imum)?\s*(?P<m2>{NUMBER})",
    "range": (
        rf"(?:\branges?|\branging|\branged)\s*(?:of|was|from|[:,=])*\s*(?:from\s+)?(?P<r1>{NUMBER}){_U}{_TO}"
        rf"(?P<r2>{NUMBER})"
    ),
    "between": rf"\bbetween\s+(?P<b1>{NUMBER})\s*%?\s+and\s+(?P<b2>{NUMBER})\s*%",
    "pm": rf"(?:±|\+/-|\+-)\s*(?:SD\s*)?(?P<pmv>{UNSIGNED})",
    "sd": rf"(?:\bSDs?\b|\bs\.d\.|standard\s+deviation)\s*(?:[(\[]SD[)\]]\s*)?(?:of|was|[:,=±])*\s*(?P<sdv>{UNSIGNED})",
    "se": (
        r"(?:\bSEM?\b|\bs\.e\.|standard\s+error(?:\s+of\s+the\s+mean)?)\s*(?:[(\[]SEM?[)\]]\s*)?"
        rf"(?:of|was|[:,=±])*\s*(?P<sev>{UNSIGNED})"
    ),
    "n": rf"(?<![\w-])[nN]\s*=\s*(?P<nv>{INTEGER})",
    "i2": rf"\bI\s?(?:2|²|squared)\s*(?:=|:|was|of)?\s*(?P<i2v>{UNSIGNED})\s*%",
    "effect": (
        rf"(?<![\w-])(?:{_EFFECT})(?![\w])(?:\s*\((?:OR|HR|RR|MD|SMD|WMD)\))?(?:\s+(?:was|of|were|is)\b|\s*[:=,])?"
        rf"(?:\s+(?:about|only))?\s*(?P<ev>{NUMBER})(?![\d/]|\s*%\s*CI)"
    ),
    "pctrange": rf"(?<![\w.])(?P<pr1>{UNSIGNED})\s*%?\s*(?:to|-)\s*(?P<pr2>{UNSIGNED})\s*%(?!\s*CI)",
    "frac": rf"(?<![\w./,])(?P<fn>{INTEGER})\s*/\s*(?P<fd>{INTEGER})(?![\w/]|\.\d)",
    "of": (
        rf"(?<![\w.,/])(?P<on>{INTEGER}|(?:\b(?:none|{WORD_NUMBER})\b))"
        rf"(?P<omid>\s*(?:[(\[]\s*(?P<opct>{UNSIGNED})\s*%?\s*[)\]])?\s*(?:(?:out\s+)?of)\s+"
        rf"(?:the\s+|all\s+|these\s+|those\s+)*)(?P<od>\d{{1,3}}(?: \d{{3}})+|{INTEGER})(?![\d.,/]*\d|\s*%)"
    ),
    "pct": (
        rf"(?<![\w./])(?P<pctv>{NUMBER})\s*%"
        r"(?!\s*(?:CI\b|confidence|lidocaine|bupivacaine|sodium|saline|solution|of\s+maximum))"
    ),
    "pctword": rf"\b(?P<pw>{WORD_NUMBER}|{UNSIGNED}) per ?cent\b",
    "bare": rf"(?<![\w.])(?P<br1>{NUMBER})(?:\s*(?:to)\s*|(?<=\d)-(?=\d))(?P<br2>{NUMBER})(?![\w/]|\.\d)",
    "num": rf"(?<![\w./-])(?:(?<=\s)|(?<=[(\[=:;,<>~])|^)(?P<numv>{NUMBER})(?![\w/]|\.\d)",
    "word": rf"\b(?P<wordv>{WORD_NUMBER}|none|nobody(?=\s+(?:in|after|with|who|given)\b)|neither|no)\b(?![-'])",
}
"""The forms of figures, the longest and most telling first: one that fits keeps those below it from trying."""
MASTER = re.compile(
    rf"{WORD_START}(?:{'|'.join(f'(?P<{name}>{form})' for name, form in _FORMS.items())})", re.IGNORECASE
)
_OPERATORS = {
    "<=": "<=",
    ">=": ">=",
    "<or=": "<=",
    "≤": "<=",
    "≥": ">=",
    "<": "<",
    ">": ">",
    "=": "=",
    "islessthan": "<",
    "lessthan": "<",
    "": "=",
}


def quantities_in(text: str, masked: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """The figures of a levelled text, left to right, except inside masked stretches."""
    found: list[Quantity] = []
    for match in MASTER.finditer(text):
        if masked and any(a < match.end() and match.start() < b for a, b in masked):
            continue
        made = _make(match)
        if made is not None:
            found.append(made)
    return found


def _make(match: re.Match[str]) -> Quantity | None:
    kind = next(name for name in _READERS if match[name] is not None)
    return _READERS[kind](match)


def _p(m: re.Match[str]) -> Quantity | None:
    if m["pns"] or m["pno"] or m["pno2"] or m["pno3"]:
        return Quantity(Token.P, m.start(), m.end(), operator="ns")
    if not m["pop"] and "value" not in m[0].lower():
        return None
    operator = _OPERATORS[re.sub(r"\s+", "", (m["pop"] or "").lower())]
    number = re.sub(r"\s*x\s*10(-\d+)", r"E\1", m["pv"])
    value = decimal(number) if "E" not in number else Decimal(number)
    label = "heterogeneity" if "heterogeneity" in m[0].lower() else ""
    return Quantity(Token.P, m.start(), m.end(), value=value, operator=operator, label=label)


def _ci(m: re.Match[str]) -> Quantity:
    level = decimal(m["cil"]) if m["cil"] else None
    label = "mean difference" if m["cidiff"] else ""
    low, high = decimal(m["cil1"]), decimal(m["cil2"])
    return Quantity(Token.CI, m.start(), m.end(), low=low, high=high, level=level, label=label)


def _range(m: re.Match[str], first: str, second: str, kind: Token, label: str) -> Quantity:
    return Quantity(kind, m.start(), m.end(), low=decimal(m[first]), high=decimal(m[second]), label=label)


def _single(m: re.Match[str], name: str, kind: Token) -> Quantity:
    return Quantity(kind, m.start(), m.end(), value=decimal(m[name]))


def _effect(m: re.Match[str]) -> Quantity | None:
    i = next(i for i in range(len(EFFECT_NAMES)) if m[f"e{i}"])
    if _EFFECT_CASE.match(m[f"e{i}"]):  # "or 3" is no odds ratio
        return None
    return Quantity(Token.EFFECT, m.start(), m.end(), value=decimal(m["ev"]), label=list(EFFECT_NAMES)[i])


def _fraction(m: re.Match[str]) -> Quantity | None:
    n, denominator = integer(m["fn"]), integer(m["fd"])
    if n > denominator or denominator == 0:
        return None
    return Quantity(Token.FRACTION, m.start(), m.end(), n=n, denominator=denominator)


def _of(m: re.Match[str]) -> Quantity | None:
    n, denominator = integer(m["on"]), integer(m["od"])
    if n > denominator:
        return None
    value = decimal(m["opct"]) if m["opct"] else None
    return Quantity(Token.FRACTION, m.start(), m.end(), value=value, n=n, denominator=denominator)


def _word(m: re.Match[str]) -> Quantity | None:
    return Quantity(Token.COUNT_WORD, m.start(), m.end(), value=Decimal(integer(m["wordv"])), label=m["wordv"].lower())


_READERS = {
    "p": _p,
    "ci": _ci,
    "iqr": lambda m: _range(m, "q1", "q2", Token.RANGE, "IQR"),
    "minmax": lambda m: _range(m, "m1", "m2", Token.RANGE, "range"),
    "range": lambda m: _range(m, "r1", "r2", Token.RANGE, "range"),
    "between": lambda m: _range(m, "b1", "b2", Token.PERCENT_RANGE, "range"),
    "pm": lambda m: _single(m, "pmv", Token.SPREAD),
    "sd": lambda m: _single(m, "sdv", Token.SPREAD),
    "se": lambda m: _single(m, "sev", Token.ERROR),
    "n": lambda m: Quantity(Token.N, m.start(), m.end(), n=integer(m["nv"])),
    "i2": lambda m: _single(m, "i2v", Token.I2),
    "effect": _effect,
    "pctrange": lambda m: _range(m, "pr1", "pr2", Token.PERCENT_RANGE, "range"),
    "frac": _fraction,
    "of": _of,
    "pct": lambda m: _single(m, "pctv", Token.PERCENT),
    "pctword": lambda m: Quantity(
        Token.PERCENT, m.start(), m.end(), value=decimal(m["pw"]) if m["pw"][0].isdigit() else Decimal(integer(m["pw"]))
    ),
    "bare": lambda m: _range(m, "br1", "br2", Token.BARE_RANGE, ""),
    "num": lambda m: _single(m, "numv", Token.NUMBER),
    "word": _word,
}
