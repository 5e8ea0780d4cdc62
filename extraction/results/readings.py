"""What one figure of a statement says, by its kind: a value, an effect measure, a range, a p value or a share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.results import predicates
from evigraph.extraction.results.categories import category_of, responder
from evigraph.extraction.results.frames import (
    KAPLAN_MEIER,
    STATISTICS,
    outcome_at_last,
    outcome_by_rule,
    outcome_of,
    statistic_in,
)
from evigraph.extraction.results.outcomes import LONGEST_OUTCOME, category_named, clause_subject, measured_by

if TYPE_CHECKING:
    from evigraph.extraction.results.draft import Draft
    from evigraph.extraction.results.figure import Figure
    from evigraph.extraction.results.statement import Statement

_CHANGE = re.compile(
    r"\b(?P<verb>rose|fell|dropped|decreas(?:ed?|es)|increas(?:ed?|es)|improv(?:ed?|es)|declin(?:ed?|es)"
    r"|reduced|went (?:up|down)|went|changed|grew|shrank|worsened|climbed|gained|lessened|lengthened|shortened"
    r"|risen|fallen|came down|closed|narrowed|widened|flattened|steepened|got (?:better|worse)|up|down)\b",
    re.IGNORECASE,
)
_CHANGE_BY = re.compile(
    r"\bby\s+(?:an?\s+)?(?:mean|median|average)?\s*(?:of\s+)?(?:about\s+)?[-+]?$|\bchanged by\b[^;.]*$", re.IGNORECASE
)
_LOWER_THAN = re.compile(
    r"^\s*(?:\w+ )?(?:lower|higher|less|more|better|worse|longer|shorter|smaller|larger|greater)\s+than\s+"
    r"(?:before|at baseline|baseline)\b",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r"\b(?:adjusted |mean |weighted )*(?:difference|gap)\b"
    r"(?:\s+(?:was|of|is|between[\w ]*|in change|in [\w -]{2,90}? (?:of|was)))*[\s:=]*$"
    r"|\bAdjusted:?\s*$",
    re.IGNORECASE,
)
_LESS_BY = re.compile(
    r"\b(?:lower|higher|less|more|fewer|longer|shorter|smaller|larger|greater|better|worse) by "
    r"(?:about |an? mean of )?$",
    re.IGNORECASE,
)
_THAN_OTHERS = re.compile(
    r"^\s*(?:lower|higher|less|more|fewer|longer|shorter|smaller|larger|greater|better|worse)\b"
    r"(?=[^.;]*\bthan\b)(?![^.;]*\bthan (?:before|at baseline|baseline)\b)",
    re.IGNORECASE,
)
_THAN_BEFORE = re.compile(
    r"\s*(?:\w+(?: \w+)?\s+)?(?:lower|higher|less|more|fewer|longer|shorter|smaller|larger|greater|better|worse)\b"
    r"[^.;()]*\bthan (?:before|at baseline|baseline)\b",
    re.IGNORECASE,
)


_OF_WHAT = re.compile(
    r"\s+of (?:their |the |its )?(?P<what>[a-z][a-z -]{2,30}?)"
    r"(?= (?:after|by|at|in|with|over|during|within)\b|[.,;(]|$)"
)


def gained_of(s: Statement, figure: Figure) -> str:
    """What was lost or gained by so much: "Patients lost 5.5 cm of | forward bending"."""
    if figure.n is not None or not figure.unit or not _GAINED.search(s.text[: figure.start]):
        return ""
    match = _OF_WHAT.match(s.text, figure.end)
    return outcome_of(s.scan, match["what"]) or match["what"] if match else ""


def _signed(s: Statement, i: int) -> bool:
    """Whether a printed sign says that it is a change: "+3.4 points", "from 48 to 27 degrees (-21 degrees; ...)"."""
    sign = s.text[s.figures[i].start]
    return sign == "+" or (sign == "-" and s.figures[i].in_bracket and i > 0 and s.figures[i - 1].role == "to")


_TO_BE_TREATED = re.compile(
    r"[\s)]*(?:would )?(?:have|had|need(?:ed)?|must)\s+(?:to\s+)?be\s+treated\s+(?:for|to|before)\b"
    r"|[\s)]*need(?:ed)? treat(?:ing|ment) (?:for|to) (?:one|1)\b",
    re.IGNORECASE,
)
_GAINED = re.compile(r"\b(?:gained|lost) (?:about |only |an? (?:mean|average) of )?$", re.IGNORECASE)
_LABEL_GAINED = re.compile(r"\b(?:gained|lost)$", re.IGNORECASE)
_MEAN_CHANGE = re.compile(
    r"\b(?:mean |median |average )?(?:change|reduction|decrease|increase|improvement|fall|drop|gain|rise)s?\b"
    r"(?:\s+(?:was|of|is|from baseline|in [\w -]{2,60}? of|in))*[\s:=,]*$",
    re.IGNORECASE,
)
_LAST_STATISTIC = re.compile(
    r"\b(mean|median|average)(?:s|d)?\b"
    r"(?! (?:follow|time|difference|(?:change|decrease|increase|reduction|fall|drop|gain|rise)s? in))",
    re.IGNORECASE,
)


def _read_value(s: Statement, i: int, draft: Draft) -> None:
    figure, left = draft.figure, s.left(i)
    if _TO_BE_TREATED.match(s.right(i)):
        draft.statistic, draft.n, draft.unit = "number needed to treat", None, ""
        return
    if figure.is_plain and _counts(s, i):
        figure.kind, draft.n, figure.n = "count", int(figure.value or 0), int(figure.value or 0)
        read_share(s, i, draft)
        return
    draft.change_word = _change_word(s, i)
    if figure.ci is not None and figure.unit and _THAN_BEFORE.match(s.text, figure.core_end):
        draft.statistic, draft.comparator = "mean difference", "baseline"
        return
    effect = _effect_named(s, i)
    if effect:
        draft.statistic = effect
    elif (
        _DIFFERENCE.search(left)
        or (s.arms and _LESS_BY.search(left))
        or (s.arms and figure.unit and _THAN_OTHERS.match(s.right(i)))
    ):
        draft.statistic = "mean difference" if s.arms else "mean change"
    elif figure.role not in ("from", "to") and (
        _signed(s, i)
        or _GAINED.search(left)
        or (figure.unit and _LABEL_GAINED.search(s.frame.text))
        or _MEAN_CHANGE.search(s.without_times(s.start_of(i), figure.start))
        or (draft.change_word and _CHANGE_BY.search(left))
        or _LOWER_THAN.match(s.right(i))
    ):
        draft.statistic = "median" if _BY_MEDIAN.search(left) else "mean change"
    else:
        draft.statistic = _statistic(s, i)


_BY_MEDIAN = re.compile(r"\b(?:by|of|was) an? median (?:of )?$|\bmedian (?:of )?$", re.IGNORECASE)


_NEEDED = re.compile(r"^(?:needed|required|underwent)\s+(?:an?\s+)?")


def own_answer(draft: Draft) -> str:
    """The same for a share whose own words name it: "5 men had a catheter"."""
    words = _NEEDED.sub("", draft.category.lower())
    return words if draft.figure.is_share and 2 < len(words) <= LONGEST_OUTCOME else ""


_NUMBER_OF = re.compile(r"\bnumbers? of\b[^.;:]*$", re.IGNORECASE)


def _counts(s: Statement, i: int) -> bool:
    """Whether a bare whole number is a count: before a verb, in a bracket of parts, or after other counts."""
    previous = s.figures[i - 1] if i else None
    if predicates.opens(s.right(i)) or s.frame.statistic == "count":
        return True
    if (
        previous is not None
        and previous.kind == "count"
        and (s.figures[i].in_bracket == previous.in_bracket)
        and not re.search(r"\b(?:mean|median|score)\b", s.left(i))
    ):
        return True
    return (s.figures[i].in_bracket and previous is not None and previous.is_share) or _NUMBER_OF.search(
        s.text[s.clause_start(s.figures[i].start) : s.figures[i].start]
    ) is not None


_EFFECTS = tuple(name for name, _ in STATISTICS if name.endswith(("ratio", "difference", "treat")))
_JOINED = re.compile(r"^[\s,)\]]*(?:and\s+)?$")


def _effect_named(s: Statement, i: int) -> str:
    """The effect measure that a plain number holds: named in the clause, by the frame, or before it in a list.

    "The MD in pain was -1.9" names it in the clause.
    """
    figure = s.figures[i]
    if figure.sd is not None or figure.spread is not None or figure.is_share:
        return ""
    previous = s.figures[i - 1] if i else None
    if (
        previous is not None
        and previous.kind == "effect"
        and figure.ci is not None
        and _JOINED.match(s.without_times(previous.end, figure.start))
    ):
        return previous.label
    words = s.text[s.start_of(i) : figure.start]
    named = statistic_in(words.rpartition("(")[2] if figure.in_bracket else words)
    if named in _EFFECTS and (figure.ci is not None or figure.p is not None or figure.bare is not None):
        return named
    return s.frame.statistic if s.frame.statistic in _EFFECTS and not figure.unit else ""


def _change_word(s: Statement, i: int) -> str:
    start = s.clause_start(s.figures[i].start)
    found = list(_CHANGE.finditer(s.text, start, s.figures[i].start))
    return found[-1]["verb"].lower() if found else ""


_STATISTIC_BEHIND = re.compile(r"(?:\s*[a-z]+)?\s*,\s*(mean|median)\b(?=\s*[(\[;,.]|$)", re.IGNORECASE)
"""The statistic named last: "98 minutes, median (IQR 71 to 134)"."""


def _statistic(s: Statement, i: int) -> str:
    """Mean or median: by the nearest word before, by the frame, or by the spread that is printed."""
    figure = s.figures[i]
    if behind := _STATISTIC_BEHIND.match(s.text, figure.end if figure.spread is None else figure.core_end):
        return behind[1].lower()
    found = [m[1].lower() for m in _LAST_STATISTIC.finditer(s.text[: figure.start])]
    if found:
        return found[-1].replace("average", "mean")
    if s.frame.statistic in ("mean", "median", "mean change", "rate"):
        return s.frame.statistic
    if figure.sd is not None or figure.se is not None or (figure.ci is not None and figure.unit != "%"):
        return "mean"
    if (figure.spread is not None and figure.spread.label == "IQR") or s.frame.bracket == "IQR":
        return "median"
    if s.frame.statistic in ("count", "percentage"):
        return s.frame.statistic
    return statistic_in(s.left(i)) or ("mean" if _is_measured(s, i) else "")


def _is_measured(s: Statement, i: int) -> bool:
    outcome, instrument = measured_by(s, i)
    figure = s.figures[i]
    if not outcome and (figure.role or figure.unit):
        return bool(clause_subject(s, i))
    return bool(outcome) and bool(
        instrument or figure.unit or s.frame.instrument or s.frame.scale or "." in str(figure.value) or figure.role
    )


def _read_effect(s: Statement, i: int, draft: Draft) -> None:
    draft.statistic = draft.figure.label
    start = max(s.start_of(i), s.clause_start(draft.figure.start))
    label = s.without_times(start, draft.figure.start)
    words = re.sub(
        r"\b(?:weighted|adjusted|pooled|unadjusted|crude|with an?|an?|the|was|of)\b", " ", re.split(r"[:(]", label)[-1]
    )
    draft.category = category_of(s.scan, words, (), s.scan.concepts(words), s.arms)
    if s.frame.factors:
        draft.category = s.frame.category


def _read_range(s: Statement, i: int, draft: Draft) -> None:
    draft.statistic = "range"
    _categorise(s, i, draft)


def _read_p(_s: Statement, _i: int, draft: Draft) -> None:
    draft.statistic = "p only"


def read_share(s: Statement, i: int, draft: Draft) -> None:
    """Unit, statistic and category of a share or count."""
    figure = draft.figure
    if _TO_BE_TREATED.match(s.right(i)):
        draft.statistic, draft.n = "number needed to treat", None
        return
    if figure.kind == "percent" and _RISK_DIFFERENCE.search(s.left(i)):
        draft.statistic, draft.unit = "risk difference", "%"
        return
    if figure.kind == "percent":
        draft.statistic, draft.unit = _statistic_of_percent(s, figure), "%"
    else:
        draft.statistic, draft.unit = "count", figure.denominator_unit or s.frame.unit or _unit_before(s, i)
    _categorise(s, i, draft)


_RISK_DIFFERENCE = re.compile(
    r"\b(?:(?:risk|rate|absolute) difference|absolute risk reduction|RD|ARR)[\s:=(]*(?:was |of )?$"
)


def _unit_before(s: Statement, i: int) -> str:
    """The unit of the counts before: "1 patient had ..., 2 had ..."."""
    return next((f.denominator_unit for f in reversed(s.figures[:i]) if f.denominator_unit), "")


def _statistic_of_percent(s: Statement, figure: Figure) -> str:
    if (figure.value is not None and figure.value < 0) or _changed_by(s, figure):
        return "median" if _BY_MEDIAN.search(s.text[: figure.start]) else "mean change"
    if figure.n is None and not figure.denominator_unit and _A_CHANGE.match(s.text, figure.end):
        return "mean change"
    if s.frame.kaplan_meier or KAPLAN_MEIER.search(s.text[: figure.start]):
        return "rate"
    if figure.n is None and _OF_PREDICTED.match(s.text, figure.end):
        return "mean"
    if figure.n is not None or figure.denominator_unit:
        return "percentage"
    if s.frame.statistic in ("mean", "median", "mean change"):
        return s.frame.statistic
    found = _LAST_STATISTIC.search(s.text, s.clause_start(figure.start), figure.start)
    if found is None and _IN_PERCENT.search(measured_by(s, s.figures.index(figure))[0]):
        return "mean"
    return found[1].lower().replace("average", "mean") if found else "percentage"


_IN_PERCENT = re.compile(
    r"\b(?:weight loss|ejection fraction|shrinkage|saturation)\b",
    re.IGNORECASE,
)
"""Outcomes that are measured in per cent in each patient: a figure that counts nobody is their mean."""
_OF_PREDICTED = re.compile(
    r"\s*(?:(?:and|v|versus|to|or) [\d.]+ ?%\s*)?of (?:the |its |their )?(?:predicted|expected)\b"
)
_A_CHANGE = re.compile(
    r"\s+(?:mean |average )?(?:improvement|reduction|increase|decrease|decline|fall|rise|drop)\b", re.IGNORECASE
)
_ON_AVERAGE = re.compile(r"^\W*(?:smaller|larger|lower|higher|shorter|longer|less|more)\b(?! than)", re.IGNORECASE)
_BY = re.compile(r"\bby (?:about )?$", re.IGNORECASE)
_BY_MEAN = re.compile(r"\bby (?:an? )?(?:mean|median|average) of (?:about )?$", re.IGNORECASE)


def _changed_by(s: Statement, figure: Figure) -> bool:
    """Whether a percentage is a change, no share: "dropped by a mean of 2.1%", "had become 24.6% smaller"."""
    behind = s.text[figure.end : figure.end + 40]
    if _BY.search(s.text[: figure.start]) is not None and figure.n is None and not figure.denominator_unit:
        return _CHANGE.search(s.text[s.clause_start(figure.start) : figure.start]) is not None
    return _BY_MEAN.search(s.text[: figure.start]) is not None or (
        _ON_AVERAGE.match(behind) is not None and "average" in behind
    )


def _categorise(s: Statement, i: int, draft: Draft) -> None:
    """The response category named behind the figure, else before it, else by the label; their outcome goes before."""
    if draft.figure.role:
        draft.category = s.frame.category
        return
    words, raw = _response(s, i)
    if not words:
        draft.category = s.frame.category
        draft.outcome = responder(draft.outcome or outcome_at_last(s.frame.text), s.frame.text)
        return
    mentions = s.scan.concepts(words)
    if s.frame.by and s.frame.outcome:
        draft.outcome, draft.category = (
            s.frame.outcome,
            category_of(s.scan, words, s.scan.times(words), (), s.arms) or s.frame.category,
        )
        return
    named = outcome_by_rule(raw) or outcome_of(s.scan, words, mentions) or outcome_of(s.scan, raw)
    if named == "mortality" and draft.outcome == "follow-up completeness":
        named = draft.outcome
    draft.outcome = responder(named or draft.outcome or outcome_at_last(raw), raw or words)
    draft.category = category_named(raw if draft.outcome == "willingness to repeat" else words, draft.outcome, s) or (
        s.frame.category if not named else ""
    )


def _response(s: Statement, i: int) -> tuple[str, str]:
    right = s.without_times(s.figures[i].end, s.end_of(i))
    if s.figures[i].in_bracket and (inside := predicates.inside_bracket(right)):
        return inside, inside
    words = predicates.behind(right)
    if words:
        return words, predicates.raw_behind(right) or words
    counted = s.text[s.figures[i].core_end : s.figures[i].end]
    if outcome_by_rule(counted):
        return counted, counted
    before = predicates.before(s.without_times(s.start_of(i), s.figures[i].start))
    return before, before


READERS = {"value": _read_value, "effect": _read_effect, "range": _read_range, "p": _read_p}
