"""The unit of a value: printed beside it, by its label, or points where it is a score; never guessed otherwise.

Knows labels and names of measures; knows no statement.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from evigraph.extraction.scanning.units import MEASURE_UNIT
from evigraph.ontology.records import Result
from evigraph.ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.ontology.records import Finding

_MEASURED_IN = re.compile(
    rf"(?:[,(\[]\s*(?:in )?|\bin )(?P<unit>(?!%){MEASURE_UNIT}(?: (?:per|an?) [a-z]+)?|m|g|L|l|D|logMAR)"
    r"\s*(?:[)\],;±]|$)"
    r"|,\s*(?P<percent>%)\s+(?:change|predicted|of predicted)\b"
    rf"|[,(]\s*(?:mean|median|average) (?P<averaged>%|{MEASURE_UNIT}|(?:hour|day|week|month|year)s)\s*(?:[()±,]|$)",
    re.IGNORECASE,
)
_SPAN = r"(?:nights|days|weeks|months|years|hours|minutes|seconds)"
_TIME_UNTIL = re.compile(
    rf"^\W*(?:mean |median )?(?:number of )?(?P<unit>{_SPAN}) (?:until|to|in|of|off|on|with|without|spent|from)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:mean |median |average )?numbers? of (?P<what>(?:[a-z-]+ ){0,2}?[a-z-]+s(?: of [a-z]+)?)"
    r"(?P<per> (?:per|an?|each|every) [a-z]+)?(?=\s*(?:[,:;(]|$|was|were|is|fell|rose|went|dropped|increased"
    r"|decreased|at\b))",
    re.IGNORECASE,
)
_KINDS = re.compile(
    r"^\W*(?:mean |median )?(?:[a-z]+ )?(?P<unit>(?:(?:kinds|types) of [a-z]+)|(?:episodes|attacks|seizures"
    r"|visits|pads|admissions)(?: (?:per|an?) [a-z]+))(?=\s*(?:[,:;(]|$))",
    re.IGNORECASE,
)
_PERSONS = re.compile(
    r"^(?:patients?|people|adults?|persons?|men|women|children|studies|trials|centres)\b", re.IGNORECASE
)
_SCORE = re.compile(r"\b(?:scores?|scales?|index|inventory|questionnaire|rating|profile)\b|\d to \d+$", re.IGNORECASE)
_MEASURED = re.compile(
    r"\b(?:walk|stand|run|step|sit|metre|hop|logMAR|chart|thickness|balance test|timed)\b", re.IGNORECASE
)


def unit_of_label(text: str) -> str:
    """The unit that a label gives its values.

    >>> unit_of_label("Change in weight at 6 months, kg")
    'kg'
    >>> unit_of_label("Days until normal activities")
    'days'
    """
    match = _MEASURED_IN.search(text)
    if match:
        return match["unit"] or match["percent"] or match["averaged"]
    match = _TIME_UNTIL.match(text) or _KINDS.match(text)
    return match["unit"].lower() if match else ""


def unit_counted(text: str) -> str:
    """What a mean number counts: "the median number of pads per day"."""
    match = _COUNTED.search(text)
    return f"{match['what']}{match['per'] or ''}".lower() if match and not _PERSONS.match(match["what"]) else ""


@lru_cache(maxsize=512)
def is_score(measure: str, instrument: str) -> bool:
    """Whether values are points: by the name of what measures them, or by an instrument with a scale and no unit."""
    if _SCORE.search(measure):
        return True
    concept = vocabulary().find(instrument, "instrument") if instrument else None
    return concept is not None and not any(_MEASURED.search(label) for label in concept.labels)


_OF_VALUES = frozenset({"mean", "median", "mean change", "mean difference", "range"})


def with_declared(found: Sequence[Finding]) -> list[Finding]:
    """What was found, the results those without a unit in the only one that their document gives what they measure."""
    units: dict[tuple[str, str], set[str]] = {}
    for result in found:
        if isinstance(result, Result) and result.statistic in _OF_VALUES and result.unit:
            units.setdefault((result.outcome, result.measure), set()).add(result.unit)
    told = {what: next(iter(named)) for what, named in units.items() if len(named) == 1}
    return [
        replace(f, unit=told.get((f.outcome, f.measure), ""))
        if isinstance(f, Result) and f.statistic in _OF_VALUES and not f.unit
        else f
        for f in found
    ]


def in_units_of_study(found: Sequence[Finding]) -> list[Finding]:
    """Counts that name no unit in the one in which their study counts an arm of that size: "31/46" of 46 ears."""
    sizes: dict[tuple[str, int], set[str]] = {}
    for result in found:
        if isinstance(result, Result) and result.rule == "result.population" and result.n is not None:
            sizes.setdefault((result.study, result.n), set()).add(result.unit)
    told = {size: next(iter(units)) for size, units in sizes.items() if len(units) == 1 and "patients" not in units}
    lines = {(r.start, r.end): unit for r in found if isinstance(r, Result) and (unit := _unit_by_size(r, told))}
    return [
        replace(f, unit=lines[f.start, f.end])
        if isinstance(f, Result) and _names_no_unit(f) and (f.start, f.end) in lines
        else f
        for f in found
    ]


def _names_no_unit(result: Result) -> bool:
    return result.statistic == "count" and result.unit == "patients" and not result.denominator_unit


def _unit_by_size(result: Result, told: dict[tuple[str, int], str]) -> str:
    sized = _names_no_unit(result) and result.denominator is not None
    return told.get((result.study, result.denominator or 0), "") if sized else ""
