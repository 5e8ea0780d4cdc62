"""Numbers of a technique: how often it was frozen, for how many seconds, at which temperature, with which probe.

Knows units and the words beside them, from `patterns/technique.toml`; knows no procedure.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from evigraph.extraction.details.cells import cell_sentences
from evigraph.extraction.scanning.numbers import NUMBER, WORD_NUMBER, WORD_START, decimal, integer
from evigraph.extraction.studies.studies import study_details
from evigraph.ontology.records import TechniqueParameter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from evigraph.extraction.structure.document import EvidenceDocument, Sentence

_AT_LEAST = r"at least|more than|no less than|not less than|(?:without|not) [a-z]+ less than|≥|>"
_AT_MOST = r"at most|up to|as much as|less than|no more than|not more than|under|≤|<"
_BOUND = re.compile(rf"(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST}))\s*$", re.IGNORECASE)
LONGEST_BOUND = 40
_ONCE = {"single": 1, "once": 1, "twice": 2}
_COUNT = rf"(?P<low>\d[\d,]*|{WORD_NUMBER}|single)(?:\s*(?:to|-|or)\s*(?P<high>\d[\d,]*|{WORD_NUMBER}))?"
_BETWEEN = r"(?:(?!(?:of|in|into|at|with|and|to|for|by|was|were|seconds?|minutes?|hours?|m[lmg]|cm)\b)[\w'-]+ ){0,3}?"
_NOT_OF_TECHNIQUE = re.compile(
    r"\b(?:hospital|study|trial|centre)\s+(?:sites|positions)"
    r"|\b(?:discharged?|hospital stay|follow[- ]?up|followed up)\b",
    re.IGNORECASE,
)
_POINT_OF_TIME = re.compile(r"\s*(?:into|after|before|later|earlier|previously|of follow|old)\b|-?year", re.IGNORECASE)
_BREAK = re.compile(r"[;:()]|, |\b(?:and|with|then|followed|separated)\b|\d+(?:\.\d+)?")
_FROZEN_TIMES = re.compile(
    r"\b(?:frozen|freezing was (?:done|repeated))\s+(?:only )?(?P<low>once|twice|(?P<n>\d+|three|four) times)",
    re.IGNORECASE,
)
_RANGE_BEHIND = re.compile(
    rf"\s*\((?:range|from)[ :=]*(?P<low>{NUMBER})\s*(?:to|-)\s*(?P<high>{NUMBER})", re.IGNORECASE
)
#: Parameters that a number has where no words beside it tell more.
GENERAL = ("temperature", "volume injected")
_DIGIT = re.compile(r"\d")
_NUMBER_WORD = re.compile(rf"\b(?:{WORD_NUMBER}|single|once|twice)\b", re.IGNORECASE)
BREAK_COST = 20
FARTHEST = 160


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed number of a technique with its unit; a bound has only the end that is printed."""

    start: int
    end: int
    dimension: str
    unit: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    parameter: str = ""


@dataclass(frozen=True, slots=True)
class _Named:
    """One pattern for several names: which of them matched is told by the group."""

    pattern: re.Pattern[str]
    names: tuple[str, ...]

    @classmethod
    def of(cls, before: str, alternatives: Mapping[str, str], behind: str = "", flags: int = 0) -> _Named:
        """A pattern with an alternative for each name, in the order given."""
        either = "|".join(f"(?P<g{i}>{p})" for i, p in enumerate(alternatives.values()))
        return cls(re.compile(f"{before}(?:{either}){behind}", flags), tuple(alternatives))

    def name(self, match: re.Match[str]) -> str:
        """The name of what matched."""
        return next(name for i, name in enumerate(self.names) if match[f"g{i}"] is not None)


@dataclass(frozen=True, slots=True)
class _Patterns:
    amount: _Named
    dimensions: tuple[str, ...]
    parameters: dict[str, _Named | str]
    counts: _Named


@cache
def _patterns() -> _Patterns:
    data = tomllib.loads((files("evigraph.extraction") / "patterns" / "technique.toml").read_text("utf-8"))
    units = {name: p for named in data["units"].values() for name, p in named.items()}
    unit = "|".join(f"(?:{p})" for p in units.values())
    amount = rf"(?=[-+.\d])(?<![\w.])(?P<low>{NUMBER})(?:\s*(?:{unit})?\s*(?:to|-|and)\s*(?P<high>{NUMBER}))?\s?-?"
    return _Patterns(
        _Named.of(amount, units, r"(?![\w/])"),
        tuple(kind for kind, named in data["units"].items() for _ in named),
        {kind: _words(named) for kind, named in data["parameters"].items()},
        _Named.of(rf"(?=[\dotfsenh])(?<![\d.,-])\b{_COUNT}\s+{_BETWEEN}", data["counts"], r"\b", re.IGNORECASE),
    )


def _words(named: Mapping[str, str]) -> _Named | str:
    """The words beside the parameters of a dimension, or its only parameter."""
    return _Named.of(WORD_START, named, flags=re.IGNORECASE) if len(named) > 1 else next(iter(named))


def technique_parameters(document: EvidenceDocument) -> Iterator[TechniqueParameter]:
    """The numbers that the technique of each study gives, one finding each; a number that is told twice counts once."""
    found: dict[TechniqueParameter, None] = {}
    for details in study_details(document):
        for sentence in cell_sentences(details, "technique"):
            for amount in amounts_in(sentence.norm):
                found[_parameter_of(sentence, details.heading.name, amount)] = None
    yield from found


def _parameter_of(sentence: Sentence, study: str, amount: Amount) -> TechniqueParameter:
    return TechniqueParameter(
        **sentence.where("technique.parameter"),
        study=study,
        parameter=amount.parameter,
        value=amount.value,
        low=amount.low,
        high=amount.high,
        unit=amount.unit,
    )


def amounts_in(text: str) -> list[Amount]:
    """The parameters of a levelled sentence, left to right.

    >>> [(a.parameter, a.value, a.unit) for a in amounts_in("Two freezes of 90 seconds each.")]
    [('number of freeze cycles', Decimal('2'), ''), ('freeze duration', Decimal('90'), 'seconds')]
    """
    has_figure = _DIGIT.search(text) is not None
    if not (has_figure or _NUMBER_WORD.search(text)) or _NOT_OF_TECHNIQUE.search(text):
        return []
    return sorted([*(_measured(text) if has_figure else ()), *_counted(text)], key=lambda a: a.start)


def _measured(text: str) -> Iterator[Amount]:
    for match in _patterns().amount.pattern.finditer(text):
        amount = _amount(match)
        if amount.dimension == "time" and _is_point(text, match):
            continue
        parameter = _parameter(amount, text)
        if parameter:
            yield replace(_with_range(amount, text), parameter=parameter)


def _is_point(text: str, match: re.Match[str]) -> bool:
    """Whether a time is a point of time, not how long something took: "5 minutes into the cooling"."""
    return _POINT_OF_TIME.match(text, match.end()) is not None or text[: match.start()].endswith((" at ", " after "))


def _amount(match: re.Match[str]) -> Amount:
    unit = _patterns().amount.name(match)
    kind = _patterns().dimensions[_patterns().amount.names.index(unit)]
    low = decimal(match["low"])
    amount = Amount(match.start(), match.end(), kind, unit, value=low)
    if match["high"]:
        ends = sorted((low, decimal(match["high"])))
        return replace(amount, value=None, low=ends[0], high=ends[1])
    before = match.string[max(match.start() - LONGEST_BOUND, 0) : match.start()]
    bound = _BOUND.search(before)
    if bound is None:
        return amount
    amount = replace(amount, start=match.start() - len(before) + bound.start(), value=None)
    return replace(amount, low=low) if bound["least"] else replace(amount, high=low)


def _with_range(amount: Amount, text: str) -> Amount:
    """The range that stands in a bracket behind a value."""
    match = _RANGE_BEHIND.match(text, amount.end) if amount.value is not None else None
    return replace(amount, low=decimal(match["low"]), high=decimal(match["high"])) if match else amount


def _parameter(amount: Amount, text: str) -> str:
    """The parameter whose words stand nearest, nothing where none are near."""
    if amount.dimension == "temperature" and max(filter(None, (amount.value, amount.low, amount.high)), default=0) < 0:
        return "minimum temperature"
    known = _patterns().parameters[amount.dimension]
    if isinstance(known, str):
        return known
    best, found = FARTHEST, known.names[-1] if known.names[-1] in GENERAL else ""
    for match in known.pattern.finditer(text, max(amount.start - FARTHEST, 0), amount.end + FARTHEST):
        cost = _cost(text, amount, match)
        if cost < best:
            best, found = cost, known.name(match)
    return found


def _cost(text: str, amount: Amount, word: re.Match[str]) -> int:
    """How far a word is from an amount in letters; what breaks a phrase counts as many."""
    between = text[amount.end : word.start()] if word.start() >= amount.end else text[word.end() : amount.start]
    return len(between) + BREAK_COST * len(_BREAK.findall(between))


def _counted(text: str) -> Iterator[Amount]:
    counts = _patterns().counts
    for match in counts.pattern.finditer(text):
        yield _count(counts.name(match), match)
    for match in _FROZEN_TIMES.finditer(text):
        yield _count("number of freeze cycles", match)


def _count(name: str, match: re.Match[str]) -> Amount:
    word = match["low"].lower()
    low = decimal(str(_ONCE.get(word) or integer(match.groupdict().get("n") or word)))
    high = match.groupdict().get("high")
    start, end = match.span()
    if high:
        return Amount(start, end, "count", "", low=low, high=decimal(str(integer(high))), parameter=name)
    return Amount(start, end, "count", "", value=low, parameter=name)
