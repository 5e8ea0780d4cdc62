"""Which result a printed p value belongs to, and what was compared.

A comparison between arms stands on the effect's row where there is one, else on the row of the arm named first; one
with baseline on the follow-up rows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.results.frames import MEDIAN_CHANGE
from evigraph.extraction.studies.arms import mentions_of, treated_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.results.draft import Draft
    from evigraph.extraction.results.statement import Statement
    from evigraph.extraction.studies.arms import Arm

PAIR = 2
EFFECTS = (
    "mean difference",
    "standardised mean difference",
    "odds ratio",
    "hazard ratio",
    "risk ratio",
    "number needed to treat",
    "risk difference",
)
_BASELINE = re.compile(
    r"\b(?:baseline"
    r"|before (?:the )?(?:treatment|procedure|surgery|operation|\w*ablation|intervention|injection|and after)"
    r"|pre-?(?:treatment|procedur\w+|operative\w*|op)\b|first visit|initial (?:score|value)s?|than before"
    r"|before(?=\s*[,;)]))",
    re.IGNORECASE,
)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_FOR_ALL = re.compile(
    r"^[\s)]*(?:(?:compared with|against|versus|v) (?:baseline|before treatment)\s*)?(?:for|at|in) "
    r"(?:both|all|each|every|the [\w ]*times)\b",
    re.IGNORECASE,
)
_WITH_BASELINE = re.compile(
    r"^[\s),;]*(?:(?:when )?compared with|against|versus|vs?\.?|from|relative to) (?:the )?"
    r"(?:baseline|before treatment|pre-?\w+)",
    re.IGNORECASE,
)


def settle(s: Statement, drafts: list[Draft]) -> list[Draft]:
    """The drafts with every p value on the row that it belongs to, and the comparators that follow."""
    effects = [d for d in drafts if d.statistic in EFFECTS]
    for draft in effects:
        if not s.frame.factors:
            draft.arm = _first_named(s) or draft.arm
            compare_arms(s.arms, draft)
        if not s.arms and not draft.arm and not draft.comparator:
            _compare_by_label(s.frame.text, draft)
    for draft in [d for d in drafts if d.p is not None]:
        _place(s, draft, drafts, effects)
    kept = [d for d in drafts if d.statistic != "p only" or d.p is not None]
    told = f"{s.frame.text} {s.text}"
    for draft in kept:
        changed = draft.statistic == "mean change" or (draft.statistic == "median" and MEDIAN_CHANGE.search(told))
        if (
            changed
            and not draft.comparator
            and (_FROM_BASELINE.search(told) or (draft.p is not None and _BASELINE.search(s.text)))
        ):
            draft.comparator = "baseline"
    return kept


_FROM_BASELINE = re.compile(
    r"\b(?:from|compared with|compared to|relative to) (?:the )?(?:baseline|before (?:treatment|the procedure))\b",
    re.IGNORECASE,
)


def _first_named(s: Statement) -> str:
    """The arm that an effect is about: of two that the text names the first, of a study's two where it names one."""
    named = list(dict.fromkeys(m.arm.name for m in mentions_of(s.text, s.arms)))
    if len(named) == 1 and len(s.arms) == PAIR:
        named = [arm.name for arm in s.arms]
    return treated_first(named)[0] if len(named) == PAIR else ""


_SET_AGAINST = re.compile(
    r"(?:^|[,;:]\s*)(?P<arm>[A-Za-z][^,;:()\d]{2,50}?)\s+(?:v|vs\.?|versus|compared with)\s+"
    r"(?P<other>[A-Za-z][^,;:()]{2,50}?)\s*(?:$|[,;(])"
)


def _compare_by_label(label: str, draft: Draft) -> None:
    """What a label sets against each other in a study without arms of its own: "Remission, gel v placebo: OR 2.4"."""
    match = _SET_AGAINST.search(label)
    if match:
        draft.arm, draft.comparator = match["arm"], match["other"]


def compare_arms(arms: Sequence[Arm], draft: Draft) -> None:
    """An effect stands on the first arm's row, compared with the other one."""
    if not arms:
        return
    names = [a.name for a in arms]
    draft.arm = draft.arm or treated_first(names)[0]
    others = [n for n in names if n != draft.arm]
    if not draft.comparator and len(others) == 1:
        draft.comparator = others[0]


def _place(s: Statement, draft: Draft, drafts: list[Draft], effects: list[Draft]) -> None:
    behind = s.text[draft.p.end :] if draft.p else ""
    if draft in effects:
        return
    group = _group(s, draft, drafts)
    if _two_subgroups(draft, group):
        return
    arms = list(dict.fromkeys(d.arm for d in group if d.arm))
    if len(arms) > 1 and not _WITH_BASELINE.match(behind):
        _between_arms(draft, group, effects, arms, among=_AMONG_ALL.match(behind) is not None)
        return
    if _FOR_ALL.match(behind):
        _for_all(s, draft, group)
        return
    if _of_a_run(s, draft, group):
        return
    if draft.statistic == "p only" and len(drafts) > 1 and _attach_alone(s, draft, drafts, effects):
        return
    if _BASELINE.search(s.text) and not draft.comparator and draft.statistic not in ("percentage", "count"):
        draft.comparator = "baseline"


def _for_all(s: Statement, draft: Draft, group: Sequence[Draft]) -> None:
    """One p value for all results of a group: "p<0.001 for all"."""
    p, followers = draft.p, _followers(group)
    for other in followers:
        other.p = p
    if draft not in followers and len(group) > 1:
        draft.p = None
    if _BASELINE.search(s.text):
        for other in _followers(group):
            other.comparator = "baseline"


def _of_a_run(s: Statement, draft: Draft, group: Sequence[Draft]) -> bool:
    """One p value behind "17.8 and 19.5 at 12 and 24 months, respectively" compares each of them with the baseline."""
    mates = [d for d in _followers(group) if d.time.value is not None and d.figure.kind == "value"]
    if (
        len(mates) < 2
        or len(mates) == len([d for d in group if d.statistic != "p only"])
        or not _RESPECTIVELY.search(s.text[mates[-1].figure.core_end :])
    ):
        return False
    p = draft.p
    draft.p = None if draft not in mates else p
    for mate in mates:
        mate.p, mate.comparator = p, "baseline"
    return True


def _two_subgroups(draft: Draft, group: Sequence[Draft]) -> bool:
    """A p value behind the second of two subgroups compares them: it stands on the first one's row."""
    shares = [d for d in group if d.figure.is_share and d.category]
    if (
        len(shares) != 2
        or shares[1] is not draft
        or shares[0].category == draft.category
        or any(d.arm for d in shares)
        or shares[0].p is not None
        or shares[0].time != draft.time
    ):
        return False
    shares[0].p, draft.p = draft.p, None
    shares[0].comparator = draft.category
    return True


def _followers(group: Sequence[Draft]) -> list[Draft]:
    """The results of a group that are not the baseline."""
    usual = max(("mean", "median"), key=lambda name: sum(d.statistic == name for d in group))
    if any(d.statistic == usual for d in group):
        group = [d for d in group if d.statistic != "mean change"]
    kept = [
        d
        for d in group
        if d.time.label not in ("before treatment", "first visit")
        and d.figure.role != "from"
        and d.statistic != "p only"
    ]
    return kept or [d for d in group if d.statistic != "p only"]


def _group(s: Statement, draft: Draft, drafts: list[Draft]) -> list[Draft]:
    """The results that one p value may speak of: those of its clause, of one outcome."""
    if s.frame.text and _one_each(drafts):
        return [d for d in drafts if d.outcome == draft.outcome or d.statistic == "p only"]
    start = s.clause_start(draft.figure.start)
    mates = [d for d in drafts if s.clause_start(d.figure.start) == start or d is draft]
    same = [d for d in mates if d.outcome == draft.outcome or d.statistic == "p only" or draft.statistic == "p only"]
    if len([d for d in same if d.statistic != "p only"]) < 2 and draft.statistic == "p only":
        return [d for d in drafts if d.figure.start <= draft.figure.start]
    return same


def _one_each(drafts: Sequence[Draft]) -> bool:
    """Whether a labelled line gives one value an arm, so that a p value at its end compares them."""
    arms = [d.arm for d in drafts if d.statistic not in ("p only", *EFFECTS)]
    return len(arms) > 1 and all(arms) and len(set(arms)) == len(arms)


_AMONG_ALL = re.compile(r"[\s)]*(?:for|among|across|between|over) (?:the |all )*(?:\d|three|four|arms|groups)\b")


def _between_arms(
    draft: Draft, group: Sequence[Draft], effects: Sequence[Draft], arms: Sequence[str], *, among: bool
) -> None:
    """Move a p value from the arm behind which it is printed to the effect, else to the arm named first.

    One `among` all of several arms names none of them as the other.
    """
    p = draft.p
    draft.p = None
    near = [
        e for e in effects if e.p is None and e.outcome == draft.outcome and e.statistic != "number needed to treat"
    ]
    if near:
        near[-1].p = p
        return
    first = next((d for d in group if d.arm == arms[0] and d.time == draft.time and d.statistic != "p only"), None)
    first = first or next(d for d in group if d.arm == arms[0])
    if first.p is None:
        first.p = p
        first.comparator = first.comparator or ("; ".join(arms[1:]) if len(arms) == PAIR or not among else "")


def _attach_alone(s: Statement, draft: Draft, drafts: list[Draft], effects: list[Draft]) -> bool:
    """A p value that stands apart belongs to the effect before it, else to the last result before it that has none."""
    before = [d for d in drafts if d.figure.start < draft.figure.start and d.statistic != "p only"]
    target = next((e for e in reversed(effects) if e in before and e.p is None), None)
    if (
        target is None
        and before
        and before[-1].p is None
        and ";" not in s.text[before[-1].figure.end : draft.figure.start]
    ):
        target = before[-1]
    if target is None:
        return False
    target.p, draft.p = draft.p, None
    if _BASELINE.search(s.text) and target not in effects and not target.comparator:
        target.comparator = "baseline"
    return True
