"""Numbers of a study's population that are results: sizes of arms and subgroups, follow-up by arm."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from evigraph.extraction.results.characteristics import characteristics, stretch
from evigraph.extraction.results.records import plain_unit
from evigraph.extraction.scanning.numbers import INTEGER, NUMBER, decimal, integer
from evigraph.extraction.scanning.times import unit_of
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS
from evigraph.extraction.studies.arms import Arm, ArmSize, arm_sizes
from evigraph.extraction.studies.studies import Detail, StudyDetails, study_details
from evigraph.extraction.studies.study_cells import by_arm, convert
from evigraph.ontology.records import Result, SubPopulation
from evigraph.ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.extraction.structure.document import EvidenceDocument, Sentence


_TOTAL = re.compile(rf"(?:\b[nN]\s*=\s*|^(?=\d[\d,]* (?:patients|people|adults|women|men|children)\b))(?P<n>{INTEGER})")
_PERSON = re.compile(r"^(?:patients?|people|participants?|adults?|children|women|men|)$", re.IGNORECASE)
_PART = re.compile(rf"(?P<n>{INTEGER}) (?P<label>[^,;()\d]+?)(?=,| and (?:the )?\d|;|\)|$)")


def population_results(
    document: EvidenceDocument, arms: dict[str, tuple[Arm, ...]]
) -> Iterator[Result | SubPopulation]:
    """Results and sub-populations from the details of every study."""
    for details in study_details(document):
        study = details.heading.name
        own = arms.get(study, ())
        for detail in details.details:
            if detail.label == "population":
                yield from _sizes(detail, study, own)
                yield from _parts(detail, study, own)
                yield from _procedures(detail, study)
            elif detail.label in ("age and sex", "age", "sex"):
                yield from _range_of_means(detail, study)
                yield from characteristics(detail, study, own)
            elif detail.label == "follow up":
                yield from _follow_up(detail, study)
            elif detail.label == "technique" and own and not arm_sizes(_population_text(details)):
                yield from _sizes(detail, study, own)


def _population_text(details: StudyDetails) -> str:
    detail = details.sized
    return detail.value.norm if detail else ""


def _counted(sentence: Sentence, study: str, outcome: str, group: str, n: int, unit: str, total: int | None) -> Result:
    where = sentence.where("result.population")
    return Result(
        **where,
        study=study,
        outcome=outcome,
        group=group,
        statistic="count",
        value=Decimal(n),
        n=n,
        unit=plain_unit(unit),
        denominator=total,
        denominator_unit=unit,
    )


def _sizes(detail: Detail, study: str, arms: Sequence[Arm]) -> Iterator[Result | SubPopulation]:
    """How many each arm has, in patients and in treated units: "n=152 (cooled 76, control 76)"."""
    if not arms:
        return
    text = detail.value.norm
    total, units_total = (
        _TOTAL.search(text),
        re.search(rf"[nN]\s*=\s*{INTEGER}\s*\((?P<n>{INTEGER}) (?P<unit>[a-z]+)\)", text),
    )
    sentence = stretch(detail, 0, _end_of_numbers(text))
    sizes = arm_sizes(text) or _alike(text, arms)
    total = None if total and sizes and integer(total["n"]) == sizes[0].n else total
    for size in sizes:
        arm = next((a.name for a in arms if a.is_called(size.name)), None)
        if arm is None:
            continue
        unit = size.unit or "patients"
        outcome = "number of patients" if _PERSON.match(unit) else f"number of {unit}"
        whole = _UNITS_HEAD.search(text) if not _PERSON.match(unit) else None
        whole = whole or total
        yield _counted(sentence, study, outcome, arm, size.n, unit, integer(whole["n"]) if whole else None)
        yield SubPopulation(
            **sentence.where("population.arm"),
            study=study,
            label=arm,
            role="arm",
            n_patients=size.n if _PERSON.match(unit) else None,
            n_lesions=size.n_units or (None if _PERSON.match(unit) else size.n),
            lesion=size.units,
        )
        if size.n_units is not None:
            yield _counted(
                sentence,
                study,
                f"number of {size.units}",
                arm,
                size.n_units,
                size.units,
                int(units_total["n"].replace(",", "")) if units_total else None,
            )


_UNITS_HEAD = re.compile(rf"\((?P<n>{INTEGER}) {UNIT_OF_ANALYSIS}:")
_IN_EACH = re.compile(rf"\b(?P<n>{INTEGER}) (?:[a-z]+ )?in each(?: of (?:the )?\w+)? (?:arms?|groups?)")


def _alike(text: str, arms: Sequence[Arm]) -> list[ArmSize]:
    """Arms of one size: "n=45 (15 in each of 3 arms)"."""
    match = _IN_EACH.search(text)
    return [ArmSize(arm.name, integer(match["n"]), "") for arm in arms] if match else []


def _end_of_numbers(text: str) -> int:
    """Where the numbers of a population end and the words of who it was begin."""
    match = re.search(r"(?<=[)\d])\s+(?=(?:[A-Z][a-z]+|People|Patients|Adults|Women|Men|Children)\b)", text)
    return match.start() if match else len(text)


def _parts(detail: Detail, study: str, arms: Sequence[Arm]) -> Iterator[Result | SubPopulation]:
    """How the population falls into kinds: "n=20 (5 with a, 12 with b)"."""
    text = detail.value.norm
    total = _TOTAL.search(text)
    bracket = re.match(r"\s*\((?P<inside>(?:[^()]|\([^()]*\))*)\)", text[total.end() :]) if total else None
    if total is None or bracket is None or (arms and arm_sizes(text)):
        return
    parts = [
        m
        for m in _PART.finditer(bracket["inside"])
        if not re.search(r"\b(?:RCTs?|trials?|studies|study|centres)\b|^in each\b", m["label"])
    ]
    if not parts or (len(parts) == 1 and integer(parts[0]["n"]) > integer(total["n"])):
        return
    if len(parts) == 1 and re.fullmatch(
        UNIT_OF_ANALYSIS + r"|[a-z' ]*(?:neuromas|eyes|knees|lesions|procedures)",
        parts[0]["label"].strip(),
        re.IGNORECASE,
    ):
        return
    sentence = stretch(detail, 0, total.end() + bracket.end())
    outcome = _kind_of_parts([m["label"] for m in parts])
    for m in parts:
        yield from _part(sentence, study, m, "" if len(parts) == 1 else outcome, integer(total["n"]))


_PROCEDURES = re.compile(
    rf"[(,;]\s*(?:and )?(?P<n>{INTEGER}) (?P<unit>(?:[a-z]+ )?(?:procedures|sessions|treatments|operations))\s*[,;)]"
)


def _procedures(detail: Detail, study: str) -> Iterator[Result]:
    """How often it was done, where the size of the study tells that too: "n=296 (315 procedures)"."""
    text = detail.value.norm
    match = _PROCEDURES.search(text[: _end_of_numbers(text)])
    if match and not by_arm(text):
        sentence = stretch(detail, 0, _end_of_numbers(text))
        yield _counted(sentence, study, "number of procedures", "", integer(match["n"]), match["unit"], None)


def _part(
    sentence: Sentence, study: str, part: re.Match[str], outcome: str, total: int
) -> Iterator[Result | SubPopulation]:
    """One kind of people: `outcome` is what tells it from the others, empty where there is no other."""
    label = part["label"].strip()
    label = re.sub(r"^(?:with|had|have|having)\s+(?:an?\s+|the\s+)?|\s+(?:were|was) treated$|^and\s+", "", label)
    n = integer(part["n"])
    yield _counted(sentence, study, outcome or label, label if outcome else "", n, "patients", total)
    yield SubPopulation(
        **sentence.where("population.subgroup"), study=study, label=label, role="subgroup", n_patients=n
    )


def _kind_of_parts(labels: Sequence[str]) -> str:
    """Kinds of lesion where most parts name a condition, else treated sites."""
    lexicon = vocabulary().lexicon("condition")
    named = sum(lexicon.longest(label) is not None for label in labels)
    return "lesion type" if named * 2 > len(labels) else "treated site"


_RANGE_OF_MEANS = re.compile(
    rf"\brange of (?P<what>(?:study )?(?:means|medians|mean ages|median ages)),? (?:of |from )?(?P<low>{NUMBER})"
    rf"(?: years)? (?:to|-) (?P<high>{NUMBER})|\b(?P<what2>means|medians|mean ages) ranged from (?P<low2>{NUMBER})"
    rf"(?: years)? to (?P<high2>{NUMBER})",
    re.IGNORECASE,
)


def _range_of_means(detail: Detail, study: str) -> Iterator[Result]:
    """The lowest and the highest mean of a review's studies."""
    match = _RANGE_OF_MEANS.search(detail.value.norm)
    if match:
        yield Result(
            **stretch(detail, match.start(), match.end()).where("result.range-of-means"),
            study=study, outcome="age", group="range of study means", statistic="range", unit="years",
            range_low=decimal(match["low"] or match["low2"]), range_high=decimal(match["high"] or match["high2"]),
            range_kind="range",
        )  # fmt: skip


_FOLLOW_UP = re.compile(
    r"(?P<group>[A-Z][^:;=()]*?):\s*(?:(?P<statistic>mean|median)\s+)?(?:follow[- ]?up\s*(?:of|=|:|was)?\s*)?"
    rf"(?P<value>{NUMBER})\s*(?P<unit>days?|weeks?|months?|years?)(?:\s*\((?P<kind>range|IQR)\s*"
    rf"(?P<low>{NUMBER})\s*(?P<lu>[a-z]+)?\s*(?:to|-)\s*(?P<high>{NUMBER})\s*(?P<hu>[a-z]+)?\))?",
    re.IGNORECASE,
)


def _follow_up(detail: Detail, study: str) -> Iterator[Result]:
    """One follow-up a subgroup; a range in another unit is converted."""
    found = list(_FOLLOW_UP.finditer(detail.value.norm))
    if len(found) < 2 and not by_arm(detail.value.norm):
        return
    for m in found:
        values: dict[str, Any] = {}
        if m["low"]:
            unit, high_unit = unit_of(m["unit"]), unit_of(m["hu"] or m["unit"])
            values = {
                "range_low": convert(decimal(m["low"]), unit_of(m["lu"]) if m["lu"] else high_unit, unit),
                "range_high": convert(decimal(m["high"]), high_unit, unit),
                "range_kind": "IQR" if m["kind"].upper() == "IQR" else "range",
            }
        sentence = stretch(detail, m.start(), m.end())
        group = m["group"].strip()
        yield Result(
            **sentence.where("result.follow-up"), study=study, outcome="follow-up",
            group=group[0].lower() + group[1:] if not group[:1].isupper() or "'" not in group.split()[0] else group,
            statistic=(m["statistic"] or "").lower(), value=decimal(m["value"]),
            unit=plain_unit(m["unit"]), **values,
        )  # fmt: skip
