"""What a statement prints once for several figures: a predicate at its end, the outcome of an effect, arms of pairs.

Knows drafts side by side; knows nothing of how each was read.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from evigraph.extraction.results.frames import STATISTICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.results.draft import Draft
    from evigraph.extraction.results.statement import Statement

_EFFECTS = frozenset(name for name, _ in STATISTICS if name.endswith(("ratio", "difference")))
_AND_THEN = re.compile(r"(?:[^.;:]*[\s,)])?(?:and|but|versus|v)\s+(?:only |in )?$", re.IGNORECASE)
_FROM_ONLY = re.compile(r"\s*from\s*$", re.IGNORECASE)
_VERSUS = re.compile(r"[\s,)]*(?:v\.?|vs\.?|versus|compared with|as against|as opposed to)[\s(]*$", re.IGNORECASE)


def settle(s: Statement, drafts: Sequence[Draft]) -> None:
    """Give each draft what stands once for it and its neighbours."""
    for before, draft in itertools.pairwise(drafts):
        between = s.text[before.figure.end : draft.figure.start]
        _predicate(before, draft, between)
        _arm_of_pair(before, draft, between)
        _arm_of_list(s, before, draft)
        _other_arm(s, before, draft, between)
        _crossed_over(s, before)
    for draft in drafts[-1:]:
        _crossed_over(s, draft)
    _effects(drafts)


_WENT_OVER = re.compile(
    r"[^.;,]{0,60}?\b(?:went on to (?:have|receive|undergo)|crossed over to|changed (?:over )?to|switched to"
    r"|(?:later|then) (?:had|received))\s+",
    re.IGNORECASE,
)


def _crossed_over(s: Statement, draft: Draft) -> None:
    """Those of one arm who had the treatment of the other: "35 of 47 with drops went on to have surgery"."""
    went = _WENT_OVER.match(s.text, draft.figure.end) if draft.figure.is_share and draft.arm else None
    other = next((m.arm.name for m in s.arm_mentions if went and went.end() <= m.start <= went.end() + 4), draft.arm)
    if other != draft.arm:
        draft.outcome, draft.category, draft.instrument = "crossover", "", ""


def _predicate(before: Draft, draft: Draft, between: str) -> None:
    """Behind the second the outcome of both: "38% of those with a and 77% of those with b needed a shunt"."""
    shares = before.figure.is_share and draft.figure.is_share
    if not shares or not draft.outcome or not _AND_THEN.fullmatch(between):
        return
    if not before.outcome:
        before.outcome, before.category, before.time = draft.outcome, draft.category, draft.time
    elif before.outcome == draft.outcome and before.arm != draft.arm and not before.category:
        before.category = draft.category


def _arm_of_pair(before: Draft, draft: Draft, between: str) -> None:
    """The arm behind the second figure is also the first one's: "23.5 from 43.1 with a", "from 8 to 3 with a"."""
    if draft.figure.role == "from" and draft.arm and _FROM_ONLY.fullmatch(between):
        before.arm = draft.arm
    if (before.figure.role, draft.figure.role) == ("from", "to") and draft.arm:
        before.arm = draft.arm


def _arm_of_list(s: Statement, before: Draft, draft: Draft) -> None:
    """The arm behind a list of times is that of each: "61% at 1 year and 27% at 2 years with a"."""
    alike = before.statistic == draft.statistic and before.outcome == draft.outcome and before.time != draft.time
    between = s.without_times(before.figure.end, draft.figure.start)
    if alike and draft.arm and not before.arm and _AND_ONLY.fullmatch(between):
        before.arm = draft.arm


_AND_ONLY = re.compile(r"[\s,]*(?:and)?\s*")


def _other_arm(s: Statement, before: Draft, draft: Draft, between: str) -> None:
    """The second of two figures set against each other is of the other arm: "lower after a (3.1 versus 4.5)"."""
    same = before.arm and before.arm == draft.arm and before.time == draft.time and before.statistic == draft.statistic
    if same and len(s.arms) == len((before, draft)) and _VERSUS.fullmatch(between):
        draft.arm = next(a.name for a in s.arms if a.name != before.arm)


def _effects(drafts: Sequence[Draft]) -> None:
    """An effect in a bracket is of the outcome that the figures before it have."""
    for i, draft in enumerate(drafts):
        told = next((d for d in reversed(drafts[:i]) if d.outcome), None)
        if draft.statistic in _EFFECTS and not draft.outcome and told is not None:
            draft.outcome, draft.instrument = told.outcome, draft.instrument or told.instrument
            draft.time = draft.time if draft.time.unit or draft.time.label else told.time
