"""Drafts to records: measure, unit, group, interval and spread as the evidence tables hold them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from evigraph.extraction.events.names import lowered
from evigraph.extraction.reading.blocks import Kind
from evigraph.extraction.results.measures import Measures, Neighbours, measure_name, name_of
from evigraph.extraction.results.significance import claimed_significant
from evigraph.extraction.results.units import is_score, unit_counted
from evigraph.extraction.scanning.scales import scales_in
from evigraph.ontology.records import Result
from evigraph.ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    from evigraph.extraction.results.draft import Draft
    from evigraph.extraction.results.reader import Found
    from evigraph.extraction.scanning.quantities import Quantity
    from evigraph.extraction.scanning.scales import Scale

_RATIO = ("odds ratio", "hazard ratio", "risk ratio", "number needed to treat", "standardised mean difference")
_SCORE = ("mean", "median", "mean change", "mean difference", "range")
_OVER_TIME = re.compile(r"(?<!lesion )(?<!implant )\bsurvival$")
"""Of whom some are followed for less long than others: a share without a count is an estimate."""
_ALIVE = re.compile(r"(?:were |being |still )*(?:alive|surviv\w+)")


def record(found: Found, measures: Measures) -> Result | None:
    """One draft as a record; None where it holds no figure that the tables can hold."""
    draft = found.draft
    if not draft.outcome or not draft.statistic:
        return None
    if draft.outcome == "pain relief" and draft.statistic in (*_SCORE[:-1], "p only") and draft.unit != "%":
        draft.outcome = "pain intensity"
    if _is_other_operation(draft, measures):
        draft.category = "; ".join(x for x in (draft.outcome, draft.category) if x and x != draft.outcome.capitalize())
        draft.outcome = "further surgery"
    if _is_estimate(found, measures):
        draft.statistic, draft.kaplan_meier = "rate", True
    if draft.statistic == "rate" and draft.kaplan_meier:
        draft.denominator = None if draft.figure.denominator is None else draft.denominator
        draft.category = "" if _ALIVE.fullmatch(draft.category) else draft.category
    values: dict[str, Any] = {
        "outcome": draft.outcome,
        "study": found.study,
        "hint": found.hint,
        "statistic": draft.statistic,
    }
    values |= _figures(draft)
    _name_level(values, found, measures)
    draft.category = "" if draft.category.lower() == draft.outcome.lower() else draft.category
    values["group"] = "; ".join(x for x in (draft.arm, draft.category) if x)
    values["measure"] = _measure(found, measures)
    values["unit"] = _unit(found, values["measure"])
    if draft.statistic in ("number needed to treat", "risk difference"):
        values |= {"measure": draft.statistic, "statistic": ""}
    if draft.outcome == "heterogeneity":
        values |= {"measure": "I2", "unit": "%"}
    values |= {
        "n_studies": draft.n_studies,
        "comparator": draft.comparator,
        "change_word": draft.change_word,
        "claimed_significant": _claimed(found),
        "denominator_unit": draft.figure.denominator_unit,
    }
    values |= {"time_value": draft.time.value, "time_unit": draft.time.unit, "time_label": draft.time.label}
    return Result(**found.sentence.where("result.statement"), **values)


_OPERATION = re.compile(
    r"(?:an? )?(?:(?:later|further|subsequent|secondary|open|surgical|second|conversion to) )*(?:[a-z-]+ )?"
    r"(?:\w+(?:ectomy|ectomies|plasty|plasties|otomy|ostomy|desis)|re-?implantation|transplantation|excision|resection"
    r"|bypass|corneal graft|joint replacement)",
    re.IGNORECASE,
)


def _is_other_operation(draft: Draft, measures: Measures) -> bool:
    """Whether those counted had an operation that is not the procedure: it is surgery that they needed later."""
    counted = draft.statistic in ("count", "percentage") and not draft.arm.lower().startswith(draft.outcome.lower())
    named = _OPERATION.fullmatch(draft.outcome) if counted and draft.outcome else None
    unknown = named is not None and vocabulary().find(draft.outcome, "outcome") is None
    return unknown and draft.outcome.lower().split()[-1] not in measures.procedure


def _is_estimate(found: Found, measures: Measures) -> bool:
    """Whether a share without a count is one of those that survived up to a time that is told."""
    draft = found.draft
    if draft.statistic != "percentage" or draft.n is not None:
        return False
    timed = draft.time.value is not None or bool(draft.time.label)
    return (timed and _OVER_TIME.search(draft.outcome) is not None) or measures.is_estimated(found.study, draft.outcome)


def _name_level(values: dict[str, Any], found: Found, measures: Measures) -> None:
    """The level of an interval that prints none is that of its neighbours."""
    if values.get("ci_level") is not None:
        measures.levels[_neighbours(found)] = values["ci_level"]
    elif values.get("ci_low") is not None:
        values["ci_level"] = measures.levels.get(_neighbours(found))


def _neighbours(found: Found) -> Neighbours:
    """Intervals stand together in the list or table of a section, those of prose in their paragraph alone."""
    block, statistic = found.sentence.block, found.draft.statistic
    place = block.start if block.kind is Kind.PARAGRAPH else found.sentence.section.start
    return found.study, "ratio" if statistic.endswith("ratio") else statistic, block.kind, place


def _claimed(found: Found) -> bool | None:
    """What is said of the figure's significance: in its own brackets, else by the clause outside of brackets."""
    figure, s = found.draft.figure, found.statement
    if "ignific" not in s.text or found.draft.outcome == "heterogeneity":
        return None
    if found.draft.p is not None and found.draft.p.operator == "ns":
        return False
    i = next((k for k, f in enumerate(s.figures) if f is figure), None)
    beside = re.match(r"[^()]*\(([^()]*)\)", s.right(i)) if i is not None else None
    said = claimed_significant(beside[1]) if beside else None
    if said is not None:
        return said
    clause = s.text[s.clause_start(figure.start) : s.clause_end(figure.end)]
    return claimed_significant(re.sub(r"\([^()]*\)", "", clause))


def _figures(draft: Draft) -> dict[str, Any]:
    figure = draft.figure
    values: dict[str, Any] = {
        "value": draft.value if draft.statistic not in ("p only", "range") else None,
        "n": draft.n,
        "denominator": draft.denominator,
        "sd": figure.sd,
        "standard_error": figure.se,
    }
    if draft.statistic == "count" and draft.value is not None:
        values["n"] = int(draft.value) if draft.n is None else draft.n
    _spread(values, figure.spread, draft)
    if figure.ci is not None:
        level = figure.ci.level or (Decimal(95) if draft.bracket == "CI" else None)
        values |= {"ci_low": figure.ci.low, "ci_high": figure.ci.high, "ci_level": level}
    if figure.role == "bare spread" and draft.bracket in ("CI", "SE"):
        values |= {"sd": None, "standard_error": figure.sd if draft.bracket == "SE" else None}
    if draft.p is not None:
        values |= {"p_operator": draft.p.operator, "p_value": draft.p.value}
    return values


def _spread(values: dict[str, Any], spread: Quantity | None, draft: Draft) -> None:
    if spread is not None:
        values |= {"range_low": spread.low, "range_high": spread.high, "range_kind": spread.label or "range"}
    bare = draft.figure.bare
    if bare is None:
        return
    if draft.bracket == "IQR" or (draft.bracket in ("", "range") and draft.statistic == "median"):
        values |= {
            "range_low": bare.low,
            "range_high": bare.high,
            "range_kind": "range" if draft.bracket == "range" else "IQR",
        }
    elif draft.bracket == "range":
        values |= {"range_low": bare.low, "range_high": bare.high, "range_kind": "range"}
    else:
        values |= {"ci_low": bare.low, "ci_high": bare.high, "ci_level": Decimal(95) if draft.bracket == "CI" else None}


def _measure(found: Found, measures: Measures) -> str:
    """The instrument with its scale: named here, in the heads, or declared by the study for this outcome."""
    draft = found.draft
    if draft.kaplan_meier and draft.statistic == "rate":
        return "Kaplan-Meier"
    if draft.statistic == "median" and _OVER_TIME.search(draft.outcome) and draft.frame.kaplan_meier:
        return "Kaplan-Meier"
    scale = found.statement.frame.scale or (_own_scale(found.statement.text) if draft.statistic in _SCORE else None)
    mention = (
        next((m for m in found.statement.scan.concepts(draft.instrument) if m.concept.scheme == "instrument"), None)
        if draft.instrument
        else None
    )
    declared = measures.instrument(found.study, draft.outcome)
    if mention is None and draft.statistic in (*_SCORE, "p only") and (printed := _printed_name(found)):
        return measure_name(printed, scale)
    if mention is None and declared is None:
        return measure_name(_score_named(found), scale) if scale is not None and draft.statistic in _SCORE else ""
    if mention is None and declared is not None:
        if draft.statistic not in _SCORE and draft.statistic != "p only":
            return ""
        return measure_name(declared.name, scale or measures.scale(found.study, declared.key))
    assert mention is not None  # noqa: S101 - the cases above left it
    name = name_of(draft.instrument, mention)
    if declared is not None and declared.key == mention.concept.iri:
        name = declared.name
    return measure_name(name, scale or measures.scale(found.study, mention.concept.iri))


_SCORE_NAMED = re.compile(
    r"\W*(?:(?:mean|median|average|the)\s+)*(?P<name>[A-Za-z][A-Za-z -]{2,50}?\b(?:score|scale|index))s?\b",
    re.IGNORECASE,
)


def _score_named(found: Found) -> str:
    """The label's own name for what a scale belongs to, where it calls it a score."""
    match = _SCORE_NAMED.match(found.statement.frame.text)
    return lowered(match["name"]) if match else ""


@lru_cache(maxsize=64)
def _own_scale(text: str) -> Scale | None:
    """The scale that a sentence itself gives, where it gives one."""
    scales = scales_in(text)
    return scales[0] if len(scales) == 1 else None


def _printed_name(found: Found) -> str:
    """The printed name of what was measured where it is not the outcome's: FEV1 measures lung function."""
    draft, s = found.draft, found.statement
    named = [
        s.text[m.start : m.end]
        for m in s.mentions
        if m.start < draft.figure.start and m.concept.label == draft.outcome and m.concept.scheme == "outcome"
    ]
    framed = [
        s.frame.text[m.start : m.end]
        for m in s.scan.concepts(s.frame.text)
        if m.concept.label == draft.outcome and m.concept.scheme == "outcome"
    ]
    name = _STATISTIC_FIRST.sub("", (named[-1:] or framed[:1] or [""])[0])
    return "" if not name or _same_words(name, draft.outcome) else name


_STATISTIC_FIRST = re.compile(r"^(?:mean|median|average)\s+", re.IGNORECASE)


def _same_words(name: str, label: str) -> bool:
    """Whether a name shares a word with a label, or is short for it."""
    own, other = ({w[:STEM] for w in re.findall(r"[a-z]{3,}", text.lower())} - _COMMON for text in (name, label))
    letters = iter(label.lower())
    short = name.isupper() and name[0].lower() == label[0].lower() and all(c in letters for c in name.lower())
    alike = name.lower().split()[-1] == label.lower().split()[-1]
    return bool(own & other) or short or alike or not own


_SCORED = ("pain intensity", "functional status", "quality of life", "patient satisfaction")
"""Outcomes that are scored by whatever instrument."""
STEM = 5
_COMMON = {"score", "scale", "rate", "rates", "mean", "time", "the", "index", "level", "total", "chang", "number"}
_UNITS = {
    "patient": "patients", "people": "patients", "person": "patients", "participants": "patients",
    "participant": "patients", "subjects": "patients", "individuals": "patients", "respondents": "patients",
    "adults": "patients", "score points": "points", "point": "points", "mins": "minutes", "min": "minutes",
    "eye": "eyes", "knee": "knees", "foot": "feet", "procedure": "procedures", "ablations": "procedures",
    "treatments": "procedures", "operations": "procedures", "interventions": "procedures", "month": "months",
    "year": "years", "week": "weeks", "day": "days", "hour": "hours", "minute": "minutes", "event": "events",
    "m": "metres", "metre": "metres", "meters": "metres", "litre": "litres", "night": "nights",
    "treatment": "procedures", "ablation": "procedures", "woman": "patients", "man": "patients", "boy": "patients",
    "girl": "patients", "boys": "patients", "girls": "patients", "child": "patients", "adolescents": "patients",
    "women": "patients", "men": "patients", "children": "patients", "cases": "patients", "case": "patients",
    "lesion": "lesions", "nodule": "nodules", "tumour": "tumours",
}  # fmt: skip


def plain_unit(unit: str) -> str:
    """A unit as the tables name it: persons are patients, plural forms."""
    return _UNITS.get(unit.lower(), unit)


def _unit(found: Found, measure: str) -> str:
    draft = found.draft
    if draft.statistic in _RATIO or draft.statistic == "p only":
        return ""
    if draft.unit:
        return plain_unit(draft.unit)
    if draft.statistic in _SCORE and (told := draft.frame.measured_in or unit_counted(found.statement.text)):
        return plain_unit(told)
    scored = draft.outcome in _SCORED or is_score(f"{draft.outcome} {measure}", draft.instrument)
    if draft.statistic in _SCORE and scored:
        return "mm" if measure.endswith(" mm") else "points"
    return "patients" if draft.statistic == "count" else ""
