"""Names that a label lists for the figures behind it: "Very satisfied, satisfied and dissatisfied: 12, 11 and 4".

Knows a label and drafts side by side; knows nothing of arms or times, which are told before.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from evigraph.extraction.results.categories import category_of
from evigraph.extraction.results.frames import outcome_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.results.draft import Draft
    from evigraph.extraction.results.statement import Statement

_LAST_JOINT = re.compile(r",?\s+and\s+")
_NAME = re.compile(r"[A-Za-z][^\d:;()]{2,50}")
_GAP = re.compile(r"[\s,]*(?:and)?\s*")


def settle(s: Statement, drafts: Sequence[Draft]) -> None:
    """Give each figure of a bare list its name, where the label ends in a list of as many."""
    names = _names(s.frame.text, len(drafts)) if len(drafts) > 1 else []
    if not names or len({(d.arm, d.category) for d in drafts}) > 1 or not _side_by_side(s, drafts):
        return
    for draft, name in zip(drafts, names, strict=True):
        _name(s, draft, name)


def _names(label: str, k: int) -> list[str]:
    """The last k names of a label, where "and" joins the last two of them."""
    head, joint, last = _split_last(label)
    parts = [p.strip() for p in head.split(",")][1 - k :] if joint else []
    names = [*parts, last]
    return names if len(names) == k and all(_NAME.fullmatch(n) for n in names) else []


def _split_last(label: str) -> tuple[str, bool, str]:
    joints = list(_LAST_JOINT.finditer(label))
    if not joints:
        return label, False, ""
    return label[: joints[-1].start()], True, label[joints[-1].end() :].strip()


def _side_by_side(s: Statement, drafts: Sequence[Draft]) -> bool:
    """Whether nothing but commas stands between the figures, and one time at most is theirs."""
    gaps = (s.text[a.figure.end : b.figure.start] for a, b in itertools.pairwise(drafts))
    return len({d.time for d in drafts}) == 1 and all(_GAP.fullmatch(gap) for gap in gaps)


def _name(s: Statement, draft: Draft, name: str) -> None:
    """What was listed is an outcome where a concept names it and no answer, else a group."""
    named = outcome_of(s.scan, name)
    if named and named != s.frame.outcome and named != draft.outcome:
        draft.outcome = named
        return
    draft.category = category_of(s.scan, name, s.scan.times(name), (), s.arms) or name
    if not draft.statistic and draft.figure.is_plain:
        draft.statistic, draft.n, draft.unit = "count", int(draft.figure.value or 0), "patients"
