"""What the cells of a study's details say: design, dates, numbers, age and sex, follow-up, devices."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from evigraph.extraction.parts.dates import DATE, period
from evigraph.extraction.reading.clean import CleanText
from evigraph.extraction.scanning.numbers import INTEGER, NUMBER, WORD_NUMBER, decimal, integer
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS
from evigraph.extraction.studies.devices import anaesthesia_in, devices_in, imaging_in
from evigraph.ontology.vocabulary import Concept, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from evigraph.ontology.lexicon import Lexicon

Values = dict[str, Any]

_DIRECTION = re.compile(r"\b(retrospective|prospective)(?:ly)?\b", re.IGNORECASE)
_PERSON = (
    r"(?:patients?|people|persons?|participants?|adults?|children|women|men|subjects?|infants?|babies|boys|girls|cases)"
)
_N = re.compile(rf"\b[nN]\s*=\s*(?P<n>{INTEGER})(?:\s+(?:of\s+)?{_PERSON}\b)?")
_N_PEOPLE = re.compile(rf"\b(?P<n>{INTEGER}|{WORD_NUMBER}) (?:\w+ ){{0,2}}?{_PERSON}\b", re.IGNORECASE)
_N_ALONE = re.compile(rf"\s*(?P<n>{INTEGER})\s*(?:\(|$)")
_UNITS_OF = re.compile(
    rf"\b(?P<n>{INTEGER}) (?P<unit>[a-z]+(?: [a-z]+)?) (?:of|in|from) (?P<patients>{INTEGER}) {_PERSON}\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"^\s*(?P<bracket>\((?:[^()]|\([^()]*\))*\))")
_BRACKET_UNITS = re.compile(rf"^\(?\s*(?P<n>{INTEGER}) (?P<unit>[A-Za-z][\w' -]*?)\s*(?:[;:,)]|$)")
_UNITS_ALONE = re.compile(
    rf"\(\s*{INTEGER} {UNIT_OF_ANALYSIS}(?:\s*:|(?:,\s*(?:and )?{INTEGER} {UNIT_OF_ANALYSIS})+\s*\))", re.IGNORECASE
)
"""A bracket that tells how many units of each kind there were: "(40 limbs, 52 wounds)", or how one fell to arms."""
_NOT_UNIT = re.compile(
    r"\b(?:RCTs?|trials?|studies|centres?|centers?|hospitals?|with|were|had|treated|procedures?|treatments?"
    rf"|sessions?|{_PERSON})\b",
    re.IGNORECASE,
)
_MALE_FEMALE = re.compile(rf"\(?\b(?P<male>{INTEGER})\s*:\s*(?P<female>{INTEGER})\b\)?")
_STATISTIC = re.compile(r"\b(mean|median|average)\b", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?P<kind>range|ranging|IQR|interquartile range|between)[:=,]?\s*(?:from\s+)?(?P<low>{NUMBER})\s*"
    rf"(?P<u1>[a-z]+)?\s*(?:to|-|and)\s*(?P<high>{NUMBER})\s*(?P<u2>[a-z]+)?",
    re.IGNORECASE,
)
_AGE = re.compile(
    rf"(?:\bage[ds]?\b[^\d;.]{{0,20}}?)?(?P<value>{NUMBER})\s*(?:±\s*{NUMBER}\s*)?(?:years?|yrs?|y\b)?", re.IGNORECASE
)
_SEX = re.compile(
    rf"(?P<percent>{NUMBER})\s*%\s*(?:\((?P<n>{INTEGER})\s*/\s*{INTEGER}\)\s*)?"
    r"(?:were |was |of (?:the )?patients were )?(?P<sex>female|women|girls|male|men|boys)\b",
    re.IGNORECASE,
)
_SEX_FIRST = re.compile(
    rf"\b(?P<sex>female|women|girls|male|men|boys)s?[:=,]?\s*(?P<percent>{NUMBER})\s*%"
    rf"(?:\s*\((?P<n>{INTEGER})\s*/\s*{INTEGER}\))?",
    re.IGNORECASE,
)
_SEX_N = re.compile(
    rf"\b(?P<n>{INTEGER}|{WORD_NUMBER})(?: of {INTEGER})?(?: patients)?(?: \((?P<percent>{NUMBER})\s*%\))?"
    r"(?: were)? (?P<sex>female|women|girls|male|men|boys)s?\b",
    re.IGNORECASE,
)
UNIT_OF_TIME = {
    "d": "day",
    "day": "day",
    "w": "week",
    "wk": "week",
    "week": "week",
    "m": "month",
    "mo": "month",
    "month": "month",
    "y": "year",
    "yr": "year",
    "year": "year",
}
_DURATION = re.compile(
    rf"(?P<value>{NUMBER}|\b{WORD_NUMBER})\s*-?\s*(?P<unit>days?|weeks?|wks?|months?|mo|years?|yrs?)\b", re.IGNORECASE
)
DAYS = {"day": Decimal(1), "week": Decimal(7), "month": Decimal("30.4375"), "year": Decimal("365.25")}


def read_detail(label: str, value: CleanText) -> Values:
    """The study attributes that a labelled value gives; none for a label that holds no attribute."""
    reader = _READERS.get(label)
    return reader(value) if reader else {}


def _design(value: CleanText) -> Values:
    text = value.text
    first = re.split(r"[,;(]|\.\s", text, maxsplit=1)[0].strip().rstrip(".")
    direction = _DIRECTION.search(text)
    design = _DIRECTION.sub("", first).strip() if not _only_direction(first) else first
    result: Values = {"design": (design[:1].lower() + design[1:]) if not design[:2].isupper() else design}
    if direction:
        result["direction"] = direction[1].lower()
    if DATE.search(value.norm) and not re.search(r"\bsearch", value.norm, re.IGNORECASE):
        result |= _recruitment(value)
    return result


def _only_direction(text: str) -> bool:
    return not _DIRECTION.sub("", text).strip()


def _country(value: CleanText) -> Values:
    if re.match(r"(?:not (?:reported|stated|given|clear)|unclear|n/?a\b|various|several)", value.norm, re.IGNORECASE):
        return {}
    text = re.sub(r"\([^()]*\)", "", value.text)
    if _PLACES.search(text):
        told: Values = {"country": tuple(dict.fromkeys(s.concept.label for s in _countries().scan(text)))}
        return told | (_recruitment(value) if DATE.search(value.norm) else {})
    parts = re.split(r"\s*[;,]\s*(?:and\s+)?|\s+and\s+", text)
    return {"country": tuple(p.strip(" .") for p in parts if p.strip(" ."))}


_PLACES = re.compile(
    r"\b(?:hospitals?|cent(?:re|er)s?|clinics?|units?|registers?|registr(?:y|ies)|sites?)\b", re.IGNORECASE
)
"""Words of a setting, which names countries among other things."""


def _countries() -> Lexicon[Concept]:
    return vocabulary().lexicon("country")


def _recruitment(value: CleanText) -> Values:
    if re.search(r"\bsearch", value.norm, re.IGNORECASE):
        return {}
    start, end = period(value.norm)
    return {"recruitment_start": start, "recruitment_end": end}


def _population(value: CleanText) -> Values:
    """Numbers of patients and of treated units, then who they were."""
    text = value.norm
    result: Values = {}
    units = _UNITS_OF.search(text)
    match = _N.search(text)
    if units and (not match or match.start() < units.start("n") <= match.end()):
        unit = units["unit"]
        result = {
            "n_patients": integer(units["patients"]),
            "n_lesions": integer(units["n"]),
            "lesion": (singular(unit),),
        }
    elif match:
        result["n_patients"] = integer(match["n"])
        result |= _bracketed_units(text[match.end() :])
        population = _after_numbers(value.text, match.end())
        if population:
            result["population"] = population
    elif alone := _N_ALONE.match(text):
        result = {"n_patients": integer(alone["n"])}
    elif people := _N_PEOPLE.search(text):
        result = {"n_patients": integer(people["n"]), "population": value.text if len(value.text) > 25 else ""}
        result |= _bracketed_units(text[people.end() :])
    elif re.search(rf"\b{_PERSON}\b", text, re.IGNORECASE):
        result = {"population": value.text.rstrip(".")}
    if sex := _MALE_FEMALE.search(text):
        result["female_n"] = integer(sex["female"])
    elif _ONE_SEX.match(str(result.get("population", ""))):
        result["female_percent"] = Decimal(0)
    return result


_ONE_SEX = re.compile(r"(?:an? )?(?:m[ae]n|boys?)\b(?! (?:and|or)\b)", re.IGNORECASE)


def _bracketed_units(rest: str) -> Values:
    bracket = _BRACKET.match(rest)
    units = _BRACKET_UNITS.match(bracket["bracket"].strip("()")) if bracket else None
    if units is None or bracket is None or _NOT_UNIT.search(units["unit"]) or units["unit"].startswith("in each"):
        return {}
    if "," in bracket["bracket"] and not _one_kind(bracket["bracket"]) and not _UNITS_ALONE.match(bracket["bracket"]):
        return {}
    return {"n_lesions": integer(units["n"]), "lesion": (singular(units["unit"]),)}


def _one_kind(bracket: str) -> bool:
    """Whether a bracket counts one kind of unit, not parts of the patients."""
    counted = [u for u in re.findall(rf"\b{INTEGER} ([a-z]+)", bracket) if not _NOT_UNIT.search(u)]
    return len(counted) == 1


def singular(noun: str) -> str:
    """The singular of a unit's name.

    >>> singular("knees"), singular("feet"), singular("biopsies")
    ('knee', 'foot', 'biopsy')
    """
    irregular = {
        "feet": "foot",
        "teeth": "tooth",
        "vertebrae": "vertebra",
        "metastases": "metastasis",
        "stenoses": "stenosis",
        "varices": "varix",
        "limbs": "limb",
        "sinuses": "sinus",
    }
    head, _, last = noun.strip().rpartition(" ")
    word = irregular.get(last.lower()) or (
        last[:-3] + "y"
        if last.endswith("ies")
        else last[:-1]
        if last.endswith("s") and not last.endswith(("ss", "us", "is"))
        else last
    )
    return f"{head} {word}".strip()


def _after_numbers(text: str, end: int) -> str:
    """Who was studied: what follows the numbers and their brackets, up to nothing else."""
    rest = text[end:]
    while bracket := _BRACKET.match(rest):
        rest = rest[bracket.end() :]
    rest = rest.lstrip(" :;,.-")
    match = re.search(rf"(?:^|(?<=[ .]))(?:[A-Z][\w-]* ){{0,3}}?{_PERSON}\b.*", rest, re.IGNORECASE)
    if match and re.search(r"\d", rest[: match.start()]):
        start = rest.rfind(")", 0) + 1
        return rest[start:].strip(" :;,.") or rest[match.start() :].strip()
    return rest.strip().rstrip(".")


def _age(value: CleanText) -> Values:
    """Age of the whole population; by arm it is a result instead."""
    text = value.norm
    if by_arm(text):
        return {}
    match = _AGE.search(text)
    if match is None or not match["value"] or re.match(r"range of (?:mean|median)", text, re.IGNORECASE):
        return {}
    statistic = _STATISTIC.search(text)
    result: Values = {
        "age_value": decimal(match["value"]),
        "age_statistic": statistic[1].lower().replace("average", "mean") if statistic else "",
    }
    spread = _RANGE.search(text)
    if spread and spread["kind"].lower() in ("range", "ranging", "between", "iqr"):
        result |= {"age_low": decimal(spread["low"]), "age_high": decimal(spread["high"])}
    if spread and spread.start() <= match.start("value") <= spread.end():
        del result["age_value"]
    return result


def by_arm(text: str) -> bool:
    """Whether a cell gives its figures arm by arm: a label with a colon, more than once, each with figures."""
    return len(re.findall(r"(?:^[A-Z]|(?<=\. )[A-Z]|(?<=; )[A-Za-z])[\w' -]{2,60}:\s*[^:]*\d", text)) > 1


_ALL_MALE = re.compile(r"(?:^|[.;] )(?:all|100%) (?:were )?(?:male|men)\.?$", re.IGNORECASE)


def _sex(value: CleanText) -> Values:
    text = value.norm
    if by_arm(text):
        return {"female_percent": Decimal(0)} if _ALL_MALE.search(text) else {}
    match = _SEX.search(text) or _SEX_FIRST.search(text)
    if match:
        female = match["sex"].lower() in ("female", "women", "girls")
        percent = decimal(match["percent"])
        if female:
            return {"female_percent": percent, "female_n": integer(match["n"]) if match["n"] else None}
        return {"female_percent": Decimal(0)} if percent == 100 else {}
    count = _SEX_N.search(text)
    if count and count["sex"].lower() in ("female", "women", "girls"):
        return {
            "female_n": integer(count["n"]),
            "female_percent": decimal(count["percent"]) if count["percent"] else None,
        }
    return {}


def _age_and_sex(value: CleanText) -> Values:
    first = re.split(r"[;]", value.norm, maxsplit=1)[0]
    return _age(CleanText(value.text[: len(first)], first, value.starts, value.origins)) | _sex(value)


def _follow_up(value: CleanText) -> Values:
    """The study's one follow-up; with several, a subgroup each, the cell is empty and they are results."""
    text = value.norm
    if len(re.findall(r"\bfollow[- ]?up\s*[=:]", text, re.IGNORECASE)) > 1 or by_arm(text):
        return {}
    statistic = _STATISTIC.search(text)
    result: Values = {"follow_up_statistic": statistic[1].lower().replace("average", "mean") if statistic else ""}
    spread = _RANGE.search(text)
    outside = text[: spread.start()] if spread else text
    match = _DURATION.search(outside)
    if match:
        unit = UNIT_OF_TIME[
            match["unit"].lower().rstrip("s") if match["unit"].lower() not in UNIT_OF_TIME else match["unit"].lower()
        ]
        result |= {"follow_up_value": _figure(match["value"]), "follow_up_unit": unit}
    if spread is None and (ends := _FROM_TO.search(text)):
        unit = UNIT_OF_TIME[ends["unit"].lower().rstrip("s")]
        return result | {
            "follow_up_value": None,
            "follow_up_unit": unit,
            "follow_up_low": decimal(ends["low"]),
            "follow_up_high": decimal(ends["high"]),
        }
    if spread:
        result |= _limits(spread, result.get("follow_up_unit", ""))
    return result


_FROM_TO = re.compile(
    rf"(?P<low>{NUMBER})\s*(?:to|-)\s*(?P<high>{NUMBER})\s*(?P<unit>days?|weeks?|months?|years?)\b", re.IGNORECASE
)


def _figure(text: str) -> Decimal:
    return Decimal(integer(text)) if text[0].isalpha() else decimal(text)


def _limits(spread: re.Match[str], unit: str) -> Values:
    """The range in the unit of the follow-up, converted where the source mixes units (365.25/12 days a month)."""
    u2 = _unit(spread["u2"]) or unit
    u1 = _unit(spread["u1"]) or u2
    target = unit or u2
    return {
        "follow_up_low": convert(decimal(spread["low"]), u1, target),
        "follow_up_high": convert(decimal(spread["high"]), u2, target),
        "follow_up_unit": target,
    }


def _unit(word: str | None) -> str:
    return UNIT_OF_TIME.get((word or "").lower().rstrip("s"), "")


def convert(value: Decimal, unit: str, target: str) -> Decimal:
    """A time in another unit, with one decimal where it had to be converted.

    >>> convert(Decimal(14), "month", "week")
    Decimal('60.9')
    """
    if unit == target or not unit or not target:
        return value
    return (value * DAYS[unit] / DAYS[target]).quantize(Decimal("0.1"))


_EXCLUDES = (
    r"\bexclu|\bnot (?:included|eligible|accepted|admitted|allowed)\b|\bleft out\b|\bruled out\b"
    r"|\bcould not (?:enter|take part|join)\b|\bbarred\b|\breported elsewhere\b"
)


def _selection(value: CleanText) -> Values:
    """Whom a table with a row a study describes in its criteria: the sentences that exclude nobody."""
    kept = [s for s in re.split(r"(?<=\.)\s+", value.text) if not re.search(_EXCLUDES, s, re.IGNORECASE)]
    return {"population": " ".join(kept).rstrip(".")} if kept else {}


def _technique(value: CleanText) -> Values:
    found = devices_in(value)
    return {
        "device": tuple(dict.fromkeys(d.device for d in found if d.device)),
        "manufacturer": tuple(dict.fromkeys(d.manufacturer for d in found if d.manufacturer)),
        "imaging": imaging_in(value.norm),
        "anaesthesia": anaesthesia_in(value),
    }


def _conflict(value: CleanText) -> Values:
    return {
        "conflict_of_interest": value.text
        if value.text.count(". ")
        else value.text.rstrip()
        if value.text.endswith(("Inc.", "Ltd.", "Co.")) or ". " in value.text
        else value.text
    }


_READERS: dict[str, Callable[[CleanText], Values]] = {
    "design": _design, "country": _country, "recruitment": _recruitment, "population": _population,
    "age and sex": _age_and_sex,
    "age": _age, "sex": _sex, "technique": _technique, "follow up": _follow_up, "conflict of interest": _conflict,
    "selection": _selection,
}  # fmt: skip
