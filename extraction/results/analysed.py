"""Numbers analysed, as the head of a study's findings gives them: in all, by unit, by arm and by time."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.extraction.results.records import plain_unit
from evigraph.extraction.scanning.numbers import INTEGER, WORD_NUMBER, decimal, integer
from evigraph.extraction.scanning.times import unit_of
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS
from evigraph.extraction.studies.arms import Arm, arm_sizes, mentions_of
from evigraph.ontology.records import Result

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.extraction.structure.document import Sentence

ANALYSED = re.compile(
    r"^(?:number|no\.?|total)?\s*(?:of )?(?:patients?|people|participants?|eyes?|procedures?|\w+)?\s*"
    r"(?:included and )?analy[sz]ed\b",
    re.IGNORECASE,
)
_ANALYSED_COUNT = re.compile(
    rf"(?P<n>{INTEGER}|\b{WORD_NUMBER}\b)\s*(?P<words>[A-Za-z][\w' -]*?)?(?=\s*(?:[(),;]|and \d|$))", re.IGNORECASE
)


def analysed(sentence: Sentence, study: str, arms: Sequence[Arm]) -> list[Result]:
    """A count of each unit, or of each arm: "Number of patients analysed: 20 (24 eyes)"."""
    body = sentence.norm.split(":", 1)
    if len(body) != 2 or not ANALYSED.match(body[0].strip()) or not re.search(r"\d", body[1]):
        return []
    named = re.search(rf"\b(?P<unit>{UNIT_OF_ANALYSIS})\b", body[0], re.IGNORECASE)
    first = re.match(rf"\s*(?P<n>{INTEGER})", body[1])
    found = (
        [_analysed(sentence, study, "", integer(first["n"]), named["unit"] if named else "patients")] if first else []
    )
    rest = body[1][first.end() :] if first else body[1]
    sizes = [s for s in arm_sizes("n=1 " + rest.strip()) if any(mentions_of(s.name, [a]) for a in arms)]
    if sizes:
        return [
            *found,
            *(
                _analysed(sentence, study, mentions_of(s.name, arms)[0].arm.name, s.n, s.unit or "patients")
                for s in sizes
            ),
        ]
    if len(arms) == len(_PAIR) and (pairs := _PAIR_AT.findall(body[1])):
        return [
            replace(_analysed_at(sentence, study, n, when), group=arm.name)
            for *sizes, when in pairs
            for arm, n in zip(arms, sizes, strict=True)
        ]
    if len(times := _N_AT.findall(body[1])) > 1:
        return [_analysed_at(sentence, study, n, when) for n, when in times]
    inside = re.search(r"\((.*)\)", rest)
    in_order = [integer(n) for n in _IN_ORDER.findall(inside[1])] if inside and _IN_ORDER.search(inside[1]) else []
    if len(in_order) == len(arms) > 1:
        return [
            *found,
            *(_analysed(sentence, study, a.name, n, "patients") for a, n in zip(arms, in_order, strict=True)),
        ]
    return [*found, *_units_in(inside[1] if inside else "", sentence, study)]


_PAIR = ("first", "second")
_PAIR_AT = re.compile(
    rf"({INTEGER}) and ({INTEGER})(?: \w+)? (?:at|after) (\d+ (?:days?|weeks?|months?|years?))", re.IGNORECASE
)
_N_AT = re.compile(rf"({INTEGER})(?: \w+)? (?:at|after) (\d+ (?:days?|weeks?|months?|years?))", re.IGNORECASE)


def _analysed_at(sentence: Sentence, study: str, n: str, when: str) -> Result:
    value, unit = when.split()
    counted = _analysed(sentence, study, "", integer(n), "patients")
    return replace(counted, time_value=decimal(value), time_unit=unit_of(unit))


_IN_ORDER = re.compile(rf"(?<![\w.])({INTEGER})(?=\s*(?:$|versus\b|vs?\b|against\b|and\b|,|:))")
_PLURAL = re.compile(r"[a-z]+(?: [a-z]+)?s")


def _units_in(text: str, sentence: Sentence, study: str) -> Iterator[Result]:
    for m in _ANALYSED_COUNT.finditer(text):
        words = (m["words"] or "").strip()
        unit = re.search(rf"\b{UNIT_OF_ANALYSIS}\b", words, re.IGNORECASE)
        noun = unit[0] if unit else words if _PLURAL.fullmatch(words) else ""
        if noun and not re.search(r"\b(?:RCTs|trials|studies)\b", words):
            yield _analysed(sentence, study, "", integer(m["n"]), noun)


def _analysed(sentence: Sentence, study: str, group: str, n: int, unit: str) -> Result:
    return Result(
        **sentence.where("result.analysed"),
        study=study,
        outcome="number analysed",
        group=group,
        statistic="count",
        value=Decimal(n),
        n=n,
        unit=plain_unit(unit),
        denominator_unit=unit,
    )
