"""Drafts of results: what each figure of a statement says, before measure and study are settled."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.extraction.events.names import lowered
from evigraph.extraction.results import predicates, sequel, wholes
from evigraph.extraction.results.figures import Figure
from evigraph.extraction.results.frames import (
    KAPLAN_MEIER,
    STATISTICS,
    Frame,
    category_of,
    outcome_at_last,
    outcome_by_rule,
    outcome_of,
    responder,
    statistic_in,
    willingness,
)
from evigraph.extraction.results.runs import RESPECTIVELY, Run, arms_of_run, runs_of, times_of
from evigraph.extraction.scanning.times import Time
from evigraph.extraction.structure.sections import STUDY_NAME
from evigraph.extraction.studies.arms import speaks_of_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.results.statement import Statement
    from evigraph.extraction.scanning.concepts import Mention
    from evigraph.extraction.scanning.quantities import Quantity

_CHANGE = re.compile(
    r"\b(?P<verb>rose|fell|dropped|decreas(?:ed?|es)|increas(?:ed?|es)|improv(?:ed?|es)|declin(?:ed?|es)"
    r"|reduced|went (?:up|down)|went|changed|grew|shrank|worsened|climbed|gained|lessened|lengthened|shortened"
    r"|risen|fallen|came down|closed|narrowed|widened)\b",
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
    r"\b(?:adjusted |mean |weighted )*difference\b"
    r"(?:\s+(?:was|of|is|between[\w ]*|in [\w -]{2,40}? of))*[\s:=]*$"
    r"|\bAdjusted:?\s*$",
    re.IGNORECASE,
)
_MEAN_CHANGE = re.compile(
    r"\b(?:mean |median |average )?(?:change|reduction|decrease|increase|improvement|fall|drop|gain)s?\b"
    r"(?:\s+(?:was|of|is|from baseline|in))*[\s:=,]*$",
    re.IGNORECASE,
)
_LAST_STATISTIC = re.compile(
    r"\b(mean|median|average)\b(?! (?:follow|time|difference|(?:change|decrease|increase|reduction|fall|drop|gain|rise)s? in))",
    re.IGNORECASE,
)
_CHANGE_IN = re.compile(
    r"\b(?:change|reduction|decrease|increase|improvement|fall|drop|gain|rise)s? in (?:the |their )?"
    r"(?P<what>[a-z][^\d;:.()]{2,60}?) (?:of|was|were|by)(?: about| only)?\s*[-+]?$",
    re.IGNORECASE,
)


LONGEST_OUTCOME = 60
_NAMES_GROUP = re.compile(r"\b(?:patients?|people|groups?|arms?|overall|women|men|children|adults)\b", re.IGNORECASE)


@dataclass(slots=True)
class Draft:
    """A result in the making: a figure with everything that the statement says of it."""

    figure: Figure
    outcome: str = ""
    instrument: str = ""
    arm: str = ""
    category: str = ""
    comparator: str = ""
    statistic: str = ""
    value: Decimal | None = None
    unit: str = ""
    n: int | None = None
    denominator: int | None = None
    time: Time = field(default_factory=Time)
    p: Quantity | None = None
    change_word: str = ""
    kaplan_meier: bool = False
    bracket: str = ""
    n_studies: int | None = None
    frame: Frame = field(default_factory=Frame)


def read(s: Statement) -> list[Draft]:
    """The drafts of a statement in the order of their figures, p values still where they are printed."""
    drafts: list[Draft] = []
    previous: list[Draft] = []
    for run in runs_of(s):
        if (
            s.figures[run.first].kind in ("n", "i2", "ci", "bare range")
            or _completes(s, run, previous)
            or _completes(s, run, drafts[-len(run) :])
        ):
            continue
        carried = drafts[-1].time if drafts else s.carried
        found = previous = [_draft(s, i) for i in run.indices]
        for draft, time, arm in zip(found, times_of(s, run, carried), arms_of_run(s, run), strict=True):
            draft.time, draft.arm = time, arm
        _share(s, run, found)
        drafts += [
            extra
            for i, draft in zip(run.indices, found, strict=True)
            for extra in (draft, *_second(s, i, draft), *_all_of(s, i, draft))
        ]
    _inherit_changes(s, drafts)
    drafts += _told_of_wholes(s)
    drafts.sort(key=lambda d: d.figure.start)
    _told_once(s, drafts)
    sequel.settle(s, drafts)
    wholes.settle(s, drafts)
    return [copy for draft in drafts for copy in (*_for_all_arms(s, draft), *heterogeneity_of(draft))]


def heterogeneity_of(draft: Draft) -> list[Draft]:
    """The I2 printed beside a pooled estimate as a result of its own, the outcome as its group."""
    i2 = draft.figure.i2
    if i2 is None or not draft.outcome:
        return []
    figure = Figure("percent", draft.figure.start, draft.figure.end, draft.figure.end, value=i2)
    found = Draft(
        figure,
        outcome="heterogeneity",
        category=draft.outcome,
        statistic="percentage",
        value=i2,
        unit="%",
        denominator=draft.denominator,
        time=draft.time,
        frame=draft.frame,
    )
    return [found]


def _inherit_changes(s: Statement, drafts: Sequence[Draft]) -> None:
    """The second is a change too: "improved by 7.6 points with a and 0.5 points with b"."""
    for before, draft in itertools.pairwise(drafts):
        same = draft.outcome == before.outcome and draft.unit == before.unit and draft.figure.kind == before.figure.kind
        if (
            before.statistic == "mean change"
            and draft.statistic in ("mean", "percentage")
            and same
            and draft.n is None
            and s.clause_start(draft.figure.start) == s.clause_start(before.figure.start)
        ):
            between = s.text[before.figure.end : draft.figure.start]
            if not re.search(r"\b(?:mean|median|(?<!opposed )(?<!compared )to|was|were)\b", between) and draft.arm != before.arm:
                draft.statistic, draft.change_word = "mean change", before.change_word


_ANALYSED = re.compile(
    r"\b(?:answered|replied|responded|analy[sz]ed|assessed|evaluated|evaluable|available)\b", re.IGNORECASE
)


def _told_of_wholes(s: Statement) -> list[Draft]:
    """The whole is a result too where its words name one: "Of the 4 patients who had a repeat procedure, ..."."""
    found = []
    for whole in s.wholes:
        outcome = outcome_by_rule(whole.words) or ("number analysed" if _ANALYSED.search(whole.words) else "")
        if whole.n is not None and whole.words and outcome and outcome != "follow-up completeness":
            figure = Figure(
                "count",
                whole.start,
                whole.start,
                whole.start,
                value=Decimal(whole.n),
                n=whole.n,
                denominator_unit=whole.unit,
            )
            time = next((t.times[0] for t in s.times if whole.start <= t.start < whole.end), Time())
            found.append(
                Draft(
                    figure,
                    outcome=outcome,
                    statistic="count",
                    value=Decimal(whole.n),
                    unit=whole.unit,
                    n=whole.n,
                    time=time,
                    frame=s.frame,
                )
            )
    return found


_FOR_N = re.compile(r"\s*(?:[(\[]?\s*(?:at|on|in)\s+\w+\s*)?(?:for|in|of|among)\s+(?:the\s+)?$", re.IGNORECASE)


def _told_once(s: Statement, drafts: list[Draft]) -> None:
    """The number of those measured, printed once for all values: "3.1 on the one and 32.9 on the other (n=64)"."""
    values = [d for d in drafts if not d.figure.is_share and d.denominator is None and d.statistic]
    sizes = [f for f in s.figures if f.kind == "n"]
    if len(sizes) == 1:
        for draft in values:
            if draft.figure.start < sizes[0].start and ";" not in s.text[draft.figure.end : sizes[0].start]:
                draft.denominator = sizes[0].n
    for before, counted in itertools.pairwise(drafts):
        if (
            before in values
            and counted.figure.n is not None
            and counted.figure.kind == "count"
            and counted.denominator is None
            and _FOR_N.fullmatch(s.without_times(before.figure.end, counted.figure.start))
        ):
            before.denominator = counted.figure.n
            drafts.remove(counted)


def _completes(s: Statement, run: Run, previous: list[Draft]) -> bool:
    """A bracket that gives the rest of a list before it: "(398, 385 and 371 eyes)", "(74% and 50%)"."""
    figures = [s.figures[i] for i in run.indices]
    if len(figures) != len(previous) or not figures[0].in_bracket or previous[0].figure.in_bracket:
        return False
    if len(figures) == 1 and not _opens_bracket(s, figures[0], previous[0].figure):
        return False
    if figures[0].kind == "percent" and previous[0].figure.kind == "count":
        for draft, figure in zip(previous, figures, strict=True):
            draft.statistic, draft.value, draft.unit, draft.p = "percentage", figure.value, "%", draft.p or figure.p
            draft.figure.kind = "percent"
        return True
    if (
        len(figures) > 1
        and previous[0].figure.kind == "value"
        and all(f.is_plain or f.kind == "count" for f in figures)
    ):
        for draft, figure in zip(previous, figures, strict=True):
            draft.denominator, draft.p = int(figure.value or 0), draft.p or figure.p
        return True
    return False


def _opens_bracket(s: Statement, figure: Figure, counted: Figure) -> bool:
    """Whether a percentage is first in a bracket that follows a count: "28 procedures in the registry (0.6%; ..."."""
    gap = s.text[counted.end : figure.start]
    alone = figure.kind == "percent" and figure.n is None and counted.kind == "count" and counted.n is not None
    return alone and re.fullmatch(r"[^,;.:()]{0,80}\(", gap) is not None


def _for_all_arms(s: Statement, draft: Draft) -> list[Draft]:
    """The figure is each arm's own: "in both arms"."""
    if (
        draft.arm
        or not s.arms
        or draft.statistic == "p only"
        or not speaks_of_all(s.text[s.clause_start(draft.figure.start) : s.clause_end(draft.figure.end)])
    ):
        return [draft]
    return [replace(draft, arm=arm.name) for arm in s.arms]


def _draft(s: Statement, i: int) -> Draft:
    figure = s.figures[i]
    draft = Draft(
        figure,
        value=figure.value,
        unit=figure.unit,
        n=figure.n,
        denominator=figure.denominator,
        p=figure.p,
        frame=s.frame,
    )
    draft.outcome, draft.instrument = _outcome(s, i)
    draft.kaplan_meier = s.frame.kaplan_meier or (
        figure.kind == "percent" and KAPLAN_MEIER.search(s.text[: figure.start]) is not None
    )
    draft.bracket = s.frame.bracket
    _READERS.get(figure.kind, _read_share)(s, i, draft)
    if not draft.outcome and draft.statistic:
        draft.outcome = outcome_at_last(s.text) or _own_words(s, i) or _own_answer(draft)
        draft.category = "" if draft.category.lower() == draft.outcome else draft.category
    return draft


def _second(s: Statement, i: int, draft: Draft) -> list[Draft]:
    """Another outcome that the same units had: the words behind "and" name it."""
    words = predicates.second_behind(s.right(i)) if draft.figure.is_share else ""
    outcome = responder(outcome_of(s.scan, words), words) if words else ""
    if not outcome or outcome == draft.outcome:
        return []
    return [replace(draft, outcome=outcome, category=_named(words, outcome, s), p=None)]


_ALL_OF_WHICH = re.compile(
    r",?\s*(?:and )?all of (?P<who>which|whom|them) (?:was|were|had|being)\b\s*(?P<what>[^,;.]+)", re.IGNORECASE
)


def _all_of(s: Statement, i: int, draft: Draft) -> list[Draft]:
    """The same units, all of them: "4 had a second treatment, all of which were technically successful"."""
    match = _ALL_OF_WHICH.search(s.right(i)) if draft.figure.kind == "count" else None
    outcome = outcome_of(s.scan, match["what"]) if match else ""
    if match is None or not outcome or draft.n is None:
        return []
    things = match["who"].lower() == "which"
    return [
        replace(
            draft,
            outcome=outcome,
            category=draft.outcome if draft.outcome == "repeat procedure" else "",
            denominator=draft.n,
            unit="procedures" if things else draft.unit,
        )
    ]


def _named(words: str, outcome: str, s: Statement) -> str:
    if outcome == "willingness to repeat":
        return willingness(words)
    return category_of(s.scan, words, s.scan.times(words), s.scan.concepts(words), s.arms)


_ON_THE = re.compile(r"^[\s)]*(?:points? )?on (?:the |an? )?$", re.IGNORECASE)
_SUBJECT = re.compile(
    r"^(?:\s*(?:and|while|but|whereas|overall|then)\b,?)?\s*(?P<words>[^,;:=()]*?)\s*"
    r"(?:\b(?:was|were|is|are|had|lasted|took|averaged|of|at|in|after|by|fell|rose)\b|[=:(]|$)",
    re.IGNORECASE,
)


_MEAN_OF = re.compile(
    r"\b(?:mean|median|average)\s+(?P<words>[a-z][a-z -]{2,40}?)\s+"
    r"(?:was|were|is|fell|rose|shrank|grew|dropped|went|came|increased|decreased|improved|of|at|before|after)\b[^;:()]*$",
    re.IGNORECASE,
)


def _outcome(s: Statement, i: int) -> tuple[str, str]:
    """The outcome and instrument named nearest before the figure in its clause, else by the frame, else around it."""
    figure = s.figures[i]
    on = next(
        (
            m
            for m in s.mentions
            if figure.end <= m.start < s.end_of(i)
            and m.concept.scheme == "instrument"
            and _ON_THE.match(s.text[figure.end : m.start])
        ),
        None,
    )
    if on is not None:
        return outcome_of(s.scan, "", [on]), s.text[on.start : on.end]
    before = [m for m in s.mentions if m.end <= figure.start]
    near = [m for m in before if m.start >= s.clause_start(figure.start)]
    instrument = next(
        (s.text[m.start : m.end] for m in reversed(near or before) if m.concept.scheme == "instrument"), ""
    )
    clause = s.text[s.clause_start(figure.start) : figure.start]
    changed = _CHANGE_IN.search(clause) if " in " in clause else None
    outcome = (outcome_of(s.scan, changed["what"]) or changed["what"].lower()) if changed else _nearest(s, near)
    if not outcome and s.frame.outcome:
        return s.frame.outcome, instrument or s.frame.instrument
    if not outcome and figure.kind in ("value", "effect") and (label := _label_words(s.frame)):
        return label, instrument or s.frame.instrument
    if not outcome:
        behind = [m for m in s.mentions if figure.end <= m.start < s.end_of(i)]
        rest = behind or before or [m for m in s.mentions if m.start >= figure.end]
        outcome = outcome_of(s.scan, "", rest) or outcome_by_rule(s.text)
        instrument = instrument or next((s.text[m.start : m.end] for m in rest if m.concept.scheme == "instrument"), "")
    return outcome, instrument or s.frame.instrument


def _label_words(frame: Frame) -> str:
    """An outcome that no concept names: a label's own words."""
    words = frame.category
    fits = 2 < len(words) <= LONGEST_OUTCOME and not words[:1].isdigit() and _NAMES_GROUP.search(frame.text) is None
    return lowered(words) if frame.text and fits else ""


def _nearest(s: Statement, mentions: Sequence[Mention]) -> str:
    """The last outcome named; a vague one gives way to the one before, an instrument's own is the last resort."""
    outcomes = [m for m in mentions if m.concept.scheme == "outcome"]
    return outcome_of(s.scan, "", list(reversed(outcomes or mentions)))


def _own_words(s: Statement, i: int) -> str:
    """An outcome that no concept names: the subject of the clause, in the source's words."""
    start = s.clause_start(s.figures[i].start)
    clause = s.without_times(start, s.figures[i].start)
    match = _MEAN_OF.search(clause) or _SUBJECT.match(clause)
    words = category_of(s.scan, match["words"], (), (), s.arms) if match else ""
    named = STUDY_NAME.search(words) is not None
    return words.lower() if 2 < len(words) <= LONGEST_OUTCOME and not words[:1].isdigit() and not named else ""


# ---- values ---------------------------------------------------------------------------------------------------


def _read_value(s: Statement, i: int, draft: Draft) -> None:
    figure, left = draft.figure, s.left(i)
    if figure.is_plain and _counts(s, i):
        figure.kind, draft.n, figure.n = "count", int(figure.value or 0), int(figure.value or 0)
        _read_share(s, i, draft)
        return
    draft.change_word = _change_word(s, i)
    effect = _effect_named(s, i)
    if effect:
        draft.statistic = effect
    elif _DIFFERENCE.search(left):
        draft.statistic = "mean difference" if s.arms else "mean change"
    elif figure.role not in ("from", "to") and (
        _MEAN_CHANGE.search(left) or (draft.change_word and _CHANGE_BY.search(left)) or _LOWER_THAN.match(s.right(i))
    ):
        draft.statistic = "mean change"
    else:
        draft.statistic = _statistic(s, i)


def _own_answer(draft: Draft) -> str:
    """The same for a share whose own words name it: "5 men had a catheter"."""
    return draft.category.lower() if draft.figure.is_share and 2 < len(draft.category) <= LONGEST_OUTCOME else ""


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


_EFFECTS = tuple(name for name, _ in STATISTICS if name.endswith(("ratio", "difference")))
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
    named = statistic_in(s.text[s.start_of(i) : figure.start])
    if named in _EFFECTS and (figure.ci is not None or figure.p is not None or figure.bare is not None):
        return named
    return s.frame.statistic if s.frame.statistic in _EFFECTS and not figure.unit else ""


def _change_word(s: Statement, i: int) -> str:
    start = s.clause_start(s.figures[i].start)
    found = list(_CHANGE.finditer(s.text, start, s.figures[i].start))
    return found[-1]["verb"].lower() if found else ""


def _statistic(s: Statement, i: int) -> str:
    """Mean or median: by the nearest word before, by the frame, or by the spread that is printed."""
    figure = s.figures[i]
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
    outcome, instrument = _outcome(s, i)
    figure = s.figures[i]
    return bool(outcome) and bool(
        instrument or figure.unit or s.frame.instrument or s.frame.scale or "." in str(figure.value) or figure.role
    )


# ---- effects, ranges, p values ----------------------------------------------------------------------------------


def _read_effect(s: Statement, i: int, draft: Draft) -> None:
    draft.statistic = draft.figure.label
    start = max(s.start_of(i), s.clause_start(draft.figure.start))
    label = s.without_times(start, draft.figure.start)
    words = re.sub(
        r"\b(?:weighted|adjusted|pooled|unadjusted|crude|with an?|an?|the|was|of)\b", " ", re.split(r"[:(]", label)[-1]
    )
    draft.category = category_of(s.scan, words, (), s.scan.concepts(words), s.arms)


def _read_range(s: Statement, i: int, draft: Draft) -> None:
    draft.statistic = "range"
    _categorise(s, i, draft)


def _read_p(_s: Statement, _i: int, draft: Draft) -> None:
    draft.statistic = "p only"


# ---- shares -----------------------------------------------------------------------------------------------------


def _read_share(s: Statement, i: int, draft: Draft) -> None:
    figure = draft.figure
    if figure.kind == "percent":
        draft.statistic, draft.unit = _statistic_of_percent(s, figure), "%"
    else:
        draft.statistic, draft.unit = "count", figure.denominator_unit or s.frame.unit or _unit_before(s, i)
    _categorise(s, i, draft)


def _unit_before(s: Statement, i: int) -> str:
    """The unit of the counts before: "1 patient had ..., 2 had ..."."""
    return next((f.denominator_unit for f in reversed(s.figures[:i]) if f.denominator_unit), "")


def _statistic_of_percent(s: Statement, figure: Figure) -> str:
    if (figure.value is not None and figure.value < 0) or _changed_by(s, figure):
        return "mean change"
    if figure.n is None and not figure.denominator_unit and _A_CHANGE.match(s.text, figure.end):
        return "mean change"
    if s.frame.kaplan_meier or KAPLAN_MEIER.search(s.text[: figure.start]):
        return "rate"
    if figure.n is not None or figure.denominator_unit:
        return "percentage"
    if s.frame.statistic in ("mean", "median", "mean change"):
        return s.frame.statistic
    found = _LAST_STATISTIC.search(s.text, s.clause_start(figure.start), figure.start)
    return found[1].lower().replace("average", "mean") if found else "percentage"


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
    draft.outcome = responder(named or draft.outcome or outcome_at_last(raw), raw or words)
    draft.category = _named(raw if draft.outcome == "willingness to repeat" else words, draft.outcome, s) or (
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


_READERS = {"value": _read_value, "effect": _read_effect, "range": _read_range, "p": _read_p}


# ---- what a run prints once --------------------------------------------------------------------------------------


def _share(s: Statement, run: Run, drafts: list[Draft]) -> None:
    """What one figure of a run prints for all of them: unit, denominator, category, statistic."""
    if len(drafts) < 2:
        return
    last = drafts[-1]
    unit = next((d.unit for d in drafts if d.unit), "")
    counted = any(d.figure.kind == "count" for d in drafts) and all(d.figure.kind in ("value", "count") for d in drafts)
    for draft in drafts:
        draft.unit = draft.unit or unit
        draft.statistic = (
            drafts[0].statistic
            if draft.figure.kind == "value" and drafts[0].statistic
            else draft.statistic or last.statistic
        )
        if (draft.figure.is_share and last.figure.is_share) or counted:
            _same_response(draft, drafts)
        if (
            (draft.figure.is_share or counted)
            and (draft.n is not None or counted)
            and draft.denominator is None
            and (run.versus or RESPECTIVELY.search(s.text))
        ):
            draft.denominator = last.denominator
        if counted and draft.figure.kind == "value" and draft.value is not None:
            draft.statistic, draft.n = "count", int(draft.value)


def _same_response(draft: Draft, drafts: list[Draft]) -> None:
    """One response for all figures of a run: that of the one beside which it is printed."""
    telling = next((d for d in reversed(drafts) if d.category), drafts[0])
    if not draft.category:
        draft.category, draft.outcome = telling.category, telling.outcome or draft.outcome
