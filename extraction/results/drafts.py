"""Drafts of results: what each figure of a statement says, before measure and study are settled."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.extraction.results import complements, completeness, distribution, predicates, sequel, strata, wholes
from evigraph.extraction.results.categories import responder
from evigraph.extraction.results.draft import Draft
from evigraph.extraction.results.figure import Figure
from evigraph.extraction.results.frames import KAPLAN_MEIER, outcome_at_last, outcome_by_rule, outcome_of
from evigraph.extraction.results.outcomes import category_named, clause_subject, measured_by, used_per_unit
from evigraph.extraction.results.readings import READERS, gained_of, own_answer, read_share
from evigraph.extraction.results.runs import RESPECTIVELY, Run, arms_of_run, runs_of, times_of
from evigraph.extraction.scanning.times import Time
from evigraph.extraction.studies.arms import speaks_of_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.results.statement import Statement


def read(s: Statement) -> list[Draft]:
    """The drafts of a statement in the order of their figures, p values still where they are printed."""
    drafts: list[Draft] = []
    previous: list[Draft] = []
    for run in runs_of(s):
        if s.figures[run.first].kind == "i2":
            drafts += _of_heterogeneity(s, run)
        if (
            s.figures[run.first].kind in ("n", "i2", "ci", "bare range")
            or _completes(s, run, previous)
            or _completes(s, run, drafts[-len(run) :])
        ):
            continue
        found = previous = [_draft(s, i) for i in run.indices]
        carried = Time() if _lasts(found[0]) else drafts[-1].time if drafts else s.carried
        times = _as_listed_before(times_of(s, run, carried), carried, drafts[-len(run) :])
        for draft, time, arm in zip(found, times, arms_of_run(s, run), strict=True):
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
    distribution.settle(s, drafts)
    _told_once(s, drafts)
    sequel.settle(s, drafts)
    wholes.settle(s, drafts)
    completeness.settle(s, drafts)
    complements.settle(s, drafts)
    strata.settle(s, drafts)
    return [copy for draft in drafts for copy in (*_for_all_arms(s, draft), *heterogeneity_of(draft))]


def _as_listed_before(times: list[Time], carried: Time, before: Sequence[Draft]) -> list[Time]:
    """A list without times has those of the one before: "61% at 1 and 27% at 2 years with a, 47% and 18% with b"."""
    told = [d.time for d in before]
    again = len(times) > 1 and set(times) == {carried} and len(set(told)) == len(times)
    return told if again else times


_OF_TIME = re.compile(r"(?:minute|hour|day|week|month|year)s?", re.IGNORECASE)


def _lasts(draft: Draft) -> bool:
    """Whether a figure is how long something took, or a hazard over all of the time: no time before it is its own."""
    measured = draft.figure.kind == "value" and _OF_TIME.fullmatch(draft.figure.unit) is not None
    return measured or draft.statistic == "hazard ratio"


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
        p=draft.figure.i2_p,
        frame=draft.frame,
    )
    return [found]


def _of_heterogeneity(s: Statement, run: Run) -> list[Draft]:
    """An I2 that no estimate stands beside: "Heterogeneity of pain at 12 months: I2=96%"."""
    figure = s.figures[run.first]
    outcome = outcome_of(s.scan, "", [m for m in s.mentions if m.end <= figure.start]) or s.frame.outcome
    (time,) = times_of(s, run, Time())
    return heterogeneity_of(Draft(figure, outcome=outcome, time=time, frame=s.frame))


def _inherit_changes(s: Statement, drafts: Sequence[Draft]) -> None:
    """The second is a change too: "improved by 7.6 points with a and 0.5 points with b"."""
    for before, draft in itertools.pairwise(drafts):
        if (gained := gained_of(s, before.figure)) and draft.unit == before.unit and draft.figure.kind == "value":
            draft.outcome, draft.instrument = gained, ""
        same = draft.outcome == before.outcome and draft.unit == before.unit and draft.figure.kind == before.figure.kind
        if (
            before.statistic == "mean change"
            and draft.statistic in ("mean", "percentage")
            and same
            and draft.n is None
            and s.clause_start(draft.figure.start) == s.clause_start(before.figure.start)
        ):
            between = s.text[before.figure.end : draft.figure.start]
            if (
                not re.search(r"\b(?:mean|median|(?<!opposed )(?<!compared )to|was|were)\b", between)
                and draft.arm != before.arm
            ):
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


_OF_STUDIES = re.compile(
    r"[\s)]*[^.;()]*[;(]\s*(?:\d+ )?(?:[a-z-]+ ){0,2}(?:RCTs?|trials?|stud(?:y|ies)|series|cohorts?|arms)\s*"
    r"(?:,|;|:|with|in|of|and)?\s*",
    re.IGNORECASE,
)
"""The studies that were pooled, before their patients: "-9.1 (95% CI ...) at 3 months (6 studies, 341 patients)"."""


def _told_once(s: Statement, drafts: list[Draft]) -> None:
    """The number of those measured, printed once for all values: "3.1 on the one and 32.9 on the other (n=64)"."""
    values = [d for d in drafts if _lacks_whole(d)]
    sizes = [f for f in s.figures if f.kind == "n"]
    if len(sizes) == 1:
        for draft in values:
            if draft.figure.start < sizes[0].start and ";" not in s.text[draft.figure.end : sizes[0].start]:
                draft.denominator = sizes[0].n
    for before, counted in list(itertools.pairwise(drafts)):
        alone = counted.figure.n is not None and counted.figure.kind == "count" and counted.denominator is None
        between = s.without_times(before.figure.end, counted.figure.start)
        beside = _OF_STUDIES.fullmatch(between) or (
            _FOR_N.fullmatch(between) or _opens_alone(s, counted.figure, between) if before.figure.n is None else None
        )
        if before in values and alone and beside:
            before.denominator, before.arm = counted.figure.n, counted.arm or before.arm
            before.figure.i2 = before.figure.i2 or counted.figure.i2
            drafts.remove(counted)


def _lacks_whole(draft: Draft) -> bool:
    """Whether a value or a pooled share still lacks the number of those it was measured in."""
    pooled = draft.figure.kind == "percent" and draft.figure.ci is not None and draft.n is None
    return draft.denominator is None and bool(draft.statistic) and (pooled or not draft.figure.is_share)


def _opens_alone(s: Statement, counted: Figure, between: str) -> bool:
    """Whether a bracket behind a time holds those measured and nothing else: "31.2 before treatment (34 people)"."""
    return re.fullmatch(r"[\s)]+\(", between) is not None and s.text[counted.end : counted.end + 1] == ")"


def _completes(s: Statement, run: Run, previous: list[Draft]) -> bool:
    """A bracket that gives the rest of a list before it: "(398, 385 and 371 eyes)", "(74% and 50%)"."""
    figures = [s.figures[i] for i in run.indices]
    if len(figures) != len(previous) or not figures[0].in_bracket or previous[0].figure.in_bracket:
        return False
    if len(figures) == 1 and not _opens_bracket(s, figures[0], previous[0].figure):
        return False
    if len(figures) > 1 and all(f.kind == "range" for f in figures):
        for draft, figure in zip(previous, figures, strict=True):
            draft.figure.spread, draft.p = draft.figure.spread or figure.spread, draft.p or figure.p
        return True
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


_IN_BRACKET = re.compile(r"\([^()]*\)")


def _for_all_arms(s: Statement, draft: Draft) -> list[Draft]:
    """The figure is each arm's own: "in both arms"."""
    around = s.text[s.clause_start(draft.figure.start) : s.clause_end(draft.figure.end)]
    own = around if draft.figure.in_bracket else _IN_BRACKET.sub("", around)
    if draft.arm or not s.arms or draft.statistic == "p only" or not speaks_of_all(own):
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
    draft.outcome, draft.instrument = measured_by(s, i)
    draft.kaplan_meier = s.frame.kaplan_meier or (
        figure.kind == "percent" and KAPLAN_MEIER.search(s.text[: figure.start]) is not None
    )
    if gained := gained_of(s, figure):
        draft.outcome, draft.instrument = gained, ""
    draft.bracket = s.frame.bracket
    READERS.get(figure.kind, read_share)(s, i, draft)
    if not draft.outcome and draft.statistic:
        draft.outcome = used_per_unit(s, i) or outcome_at_last(s.text) or s.frame.heading
        draft.outcome = draft.outcome or clause_subject(s, i) or own_answer(draft)
        draft.category = "" if draft.category.lower().endswith(draft.outcome) else draft.category
    return draft


def _second(s: Statement, i: int, draft: Draft) -> list[Draft]:
    """Another outcome that the same units had: the words behind "and" name it."""
    words = predicates.second_behind(s.right(i)) if draft.figure.is_share else ""
    outcome = responder(outcome_of(s.scan, words), words) if words else ""
    if not outcome or outcome == draft.outcome:
        return []
    return [replace(draft, outcome=outcome, category=category_named(words, outcome, s), p=None)]


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
