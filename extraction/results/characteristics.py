"""Age and sex by arm, which are results: "Gel: mean 45 years (SD 9). Exercise: ...", "mean 45 (gel) and 47 (exercise)".

Knows the cell of a study's details that tells them; the ages of a whole study belong to `studies`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.scanning.numbers import INTEGER, NUMBER, decimal, integer
from evigraph.extraction.structure.document import Sentence
from evigraph.extraction.studies.arms import Arm, mentions_of
from evigraph.extraction.studies.study_cells import by_arm
from evigraph.ontology.records import Finding, Result, Study

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evigraph.extraction.studies.studies import Detail

RULE = "result.age-by-arm"
_SPREAD = (
    rf"(?:\s*[(\[](?:(?:SD|±)\s*(?P<sd>{NUMBER})"
    rf"|(?P<kind>range|IQR)?:?\s*(?P<low>{NUMBER})\s*(?:to|-)\s*(?P<high>{NUMBER}))(?: years)?[)\]])?"
)
_AGE = re.compile(
    r"(?:(?:mean|median|average)s?(?: (?P<whose>[a-z]+))? ages?(?: of| was)?:? )?"
    rf"(?<![\w.%/±-])(?P<value>\d{{1,3}}(?:\.\d+)?)(?!\.?\d)(?!\s*(?:%|/\d|of \d))"
    rf"(?:\s*±\s*(?P<pm>{NUMBER}))?(?: years)?{_SPREAD}"
    r"(?!\s*(?:\(\d[\d.]*\s*%\)|(?:were |are )?(?:female|male|women|men|girls|boys|patients|people|years? of follow)))",
    re.IGNORECASE,
)
_STATISTIC = re.compile(r"\b(?P<statistic>mean|median|average)s?\b", re.IGNORECASE)
_OF_AGE = re.compile(r"\b(?:ages?|aged|years|means?|medians?)\b", re.IGNORECASE)
_OF_STUDIES = re.compile(r"\brange of\b|\branged\b", re.IGNORECASE)
_FEMALE = re.compile(r"\b(?:female|women|girls)\b", re.IGNORECASE)
_MALE = re.compile(r"\b(?:male|men|boys)\b", re.IGNORECASE)
_SHARE = re.compile(
    rf"(?P<percent>{NUMBER})\s*%(?:\s*\((?P<n>{INTEGER})(?:/| of )(?P<of>{INTEGER})\))?"
    rf"|(?P<n2>{INTEGER})\s*\((?P<percent2>{NUMBER})\s*%\)(?: of (?P<of2>{INTEGER}))?"
    rf"|(?P<n3>{INTEGER})(?:/| of )(?P<of3>{INTEGER})(?:\s*\((?P<percent3>{NUMBER})\s*%\))?"
    rf"|(?P<n4>{INTEGER})(?=(?: and {INTEGER})? (?:were |are )?(?:female|women|girls))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the cell with the arms that its figures are told of."""

    sentence: Sentence
    groups: tuple[str, ...]


def stretch(detail: Detail, start: int = 0, end: int | None = None) -> Sentence:
    """A stretch of a study's detail as a sentence, the whole of it without offsets."""
    block = Block(Kind.PARAGRAPH, detail.value, detail.start, detail.end)
    return Sentence(detail.value, start, len(detail.value.text) if end is None else end, block, detail.section)


def characteristics(detail: Detail, study: str, arms: Sequence[Arm]) -> Iterator[Result]:
    """Age and sex of each arm, where the cell tells them by arm."""
    parts = list(_parts(detail, arms))
    ages = [_ages(part.sentence.norm) for part in parts]
    kinds = iter(_kinds([match for found in ages for match in found]))
    if _told_of_each(parts, ages):
        for part, found in zip(parts, ages, strict=True):
            for group, match in zip(part.groups if found else (), found, strict=True):
                yield _age(part.sentence, study, group, match, next(kinds))
    shares = [_shares(part.sentence.norm) for part in parts]
    if _told_of_each(parts, shares):
        for part, found in zip(parts, shares, strict=True):
            for group, match in zip(part.groups if found else (), found, strict=True):
                yield _women(part.sentence, study, group, match)


def _told_of_each(parts: Sequence[_Part], found: Sequence[list[re.Match[str]]]) -> bool:
    """Whether every part that tells a figure tells one of each of its arms, and no arm is left out."""
    told = [part for part, matches in zip(parts, found, strict=True) if matches]
    fits = all(len(m) in (0, len(part.groups)) for part, m in zip(parts, found, strict=True))
    return fits and {g for part in told for g in part.groups} == {g for part in parts for g in part.groups}


def settled(found: Iterable[Finding]) -> list[Finding]:
    """The findings with the age and sex of a study left empty where they are told by arm."""
    kept = list(found)
    told = {(f.study, f.outcome) for f in kept if isinstance(f, Result) and f.rule == RULE}
    return [_without(f, told) if isinstance(f, Study) else f for f in kept]


def _without(study: Study, told: set[tuple[str, str]]) -> Study:
    values: dict[str, Any] = {}
    if (study.study, "age") in told:
        values |= {"age_statistic": "", "age_value": None, "age_low": None, "age_high": None}
    if (study.study, "female sex") in told:
        values |= {"female_n": None, "female_percent": None}
    return replace(study, **values) if values else study


_LABEL = re.compile(r"(?:^|(?<=; )|(?<=\. ))[A-Za-z][^:;]{1,60}:")
_END = re.compile(r"[;.]\s+(?=\S)|$")


def _parts(detail: Detail, arms: Sequence[Arm]) -> Iterator[_Part]:
    text = detail.value.norm
    if by_arm(text) and not _common(text, arms):
        starts = [m.start() for m in _LABEL.finditer(text)]
        for start, next_one in zip(starts, [*starts[1:], len(text)], strict=True):
            end = len(text[:next_one].rstrip())
            label = text[start:end].split(":", 1)[0]
            named = mentions_of(label, arms)
            yield _Part(stretch(detail, start, end), (named[0].arm.name if named else label.strip(),))
        return
    start = 0
    for stop in _END.finditer(text):
        sentence = stretch(detail, start, stop.start())
        groups = tuple(m.arm.name for m in mentions_of(sentence.norm, arms)) or tuple(a.name for a in arms)
        if len(arms) > 1 and groups:
            yield _Part(sentence, groups)
        start = stop.end()


def _common(text: str, arms: Sequence[Arm]) -> bool:
    """Whether a label tells what is given of every arm: "Mean age: gel 45 years, exercise 47 years"."""
    return any(len({m.arm.name for m in mentions_of(part, arms)}) > 1 for part in re.split(r"[;.] ", text))


def _ages(text: str) -> list[re.Match[str]]:
    found = [m for m in _AGE.finditer(text) if float(m["value"]) < LONGEST_LIFE]
    return found if _OF_AGE.search(text) and not _OF_STUDIES.search(text) else []


LONGEST_LIFE = 120
"""Years."""


def _kinds(ages: Sequence[re.Match[str]]) -> list[str]:
    """Range or IQR of each bracket: one that does not say it is what the first one is."""
    first = next((m["kind"] for m in ages if m["kind"]), "") or ""
    return [(m["kind"] or first or "range") if m["low"] else "" for m in ages]


def _shares(text: str) -> list[re.Match[str]]:
    women = _FEMALE.search(text) is not None and _MALE.search(text) is None
    return list(_SHARE.finditer(text)) if women else []


def _age(sentence: Sentence, study: str, group: str, match: re.Match[str], kind: str) -> Result:
    statistic = _STATISTIC.search(sentence.norm)
    whose = f"{match['whose']} age".lower() if match["whose"] else ""
    sd = match["pm"] or match["sd"]
    return Result(
        **sentence.where(RULE), study=study, outcome="age", measure=whose, group=group,
        statistic=statistic["statistic"].lower().replace("average", "mean") if statistic else "",
         value=decimal(match["value"]), unit="years",
        sd=decimal(sd) if sd else None,
        range_low=decimal(match["low"]) if match["low"] else None,
        range_high=decimal(match["high"]) if match["high"] else None,
        range_kind="" if not kind else "IQR" if kind.upper() == "IQR" else "range",
    )  # fmt: skip


def _women(sentence: Sentence, study: str, group: str, match: re.Match[str]) -> Result:
    percent = match["percent"] or match["percent2"] or match["percent3"]
    n, of = (next((match[f"{name}{i}"] for i in ends if match[f"{name}{i}"]), None) for name, ends in _PLACES)
    return Result(
        **sentence.where(RULE), study=study, outcome="female sex", group=group,
        statistic="percentage" if percent else "count",
        value=decimal(percent) if percent else Decimal(integer(n or "")), unit="%" if percent else "patients",
        n=integer(n) if n else None, denominator=integer(of) if of else None,
    )  # fmt: skip


_PLACES = (("n", ("", "2", "3", "4")), ("of", ("", "2", "3")))
