"""Denominators that a sentence gives once: "Of the 21 patients, ...", "in a series of 22, ...", a bracket's parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.results.draft import Draft
    from evigraph.extraction.results.statement import Statement

_PERSON = re.compile(
    r"^(?:patients?|people|persons?|participants?|adults?|children|women|men|subjects?|individuals?|respondents?|)$"
)
_ALL = re.compile(r"\ball\s+(?:of\s+the\s+)?$", re.IGNORECASE)


def same_unit(a: str, b: str) -> bool:
    """Whether two names of units of analysis mean the same; persons are persons however they are called."""
    if _PERSON.match(a) and _PERSON.match(b):
        return True
    return a.rstrip("s") == b.rstrip("s")


def settle(s: Statement, drafts: Sequence[Draft]) -> None:
    """Give shares without a denominator the one that their sentence gives once."""
    for i, draft in enumerate(drafts):
        if draft.denominator is None and s.frame.n is not None and draft.statistic != "count":
            draft.denominator = s.frame.n
        if not draft.figure.is_share or draft.denominator is not None or draft.statistic not in ("count", "percentage"):
            continue
        if (
            _ALL.search(s.text[: draft.figure.start])
            and draft.figure.kind == "count"
            and re.match(r"\s*of\b|\s*\w+\b", s.text[draft.figure.core_end :])
        ):
            draft.denominator = draft.n
            continue
        draft.denominator = _parent(drafts, i) or _whole(s, draft) or _described(s, draft) or _beside(s, drafts, i)


def _parent(drafts: Sequence[Draft], i: int) -> int | None:
    """Parts in a bracket are parts of the share before it."""
    if not drafts[i].figure.in_bracket:
        return None
    parent = next((d for d in reversed(drafts[:i]) if not d.figure.in_bracket and d.figure.is_share), None)
    return parent.n if parent is not None and parent.n is not None and (drafts[i].n or 0) <= parent.n else None


def _whole(s: Statement, draft: Draft) -> int | None:
    whole = next((w for w in reversed(s.wholes) if w.end <= draft.figure.start), None)
    if whole is None or whole.n is None or (draft.n or 0) > whole.n:
        return None
    return (
        whole.n if same_unit(draft.figure.denominator_unit, whole.unit) or not draft.figure.denominator_unit else None
    )


def _described(s: Statement, draft: Draft) -> int | None:
    """The size of the study that opens the sentence: its share is one of all its patients."""
    if draft.figure.kind == "percent" and not draft.figure.denominator_unit:
        return None
    described = next((d for d in s.descriptions if d.start < 12), None)
    if described is None or described.n is None or draft.figure.in_bracket or (draft.n or 0) > described.n:
        return None
    unit = draft.figure.denominator_unit or ("" if draft.figure.kind == "percent" else draft.unit)
    return described.n if same_unit(unit, described.unit) else None


_CITED = re.compile(r"\([^()]*\b(?:19|20)\d\d[a-h]?\b[^()]*\)")


def _beside(s: Statement, drafts: Sequence[Draft], i: int) -> int | None:
    """The count is of the same whole: "75% (15/20) had relief and 5 patients had none"; a citation ends a whole."""
    draft = drafts[i]
    before = next((d for d in reversed(drafts[:i]) if not d.figure.in_bracket and d.figure.is_share), None)
    if (
        before is None
        or before.denominator is None
        or draft.figure.kind != "count"
        or draft.figure.in_bracket
        or before.arm != draft.arm
        or _CITED.search(s.text, before.figure.end, draft.figure.start) is not None
    ):
        return None
    fits = same_unit(draft.figure.denominator_unit, before.figure.denominator_unit) and bool(
        draft.figure.denominator_unit
    )
    if fits and (draft.n or 0) + (before.n or 0) == before.denominator:
        return before.denominator
    return (
        before.denominator
        if fits and before.outcome == draft.outcome and (draft.n or 0) + (before.n or 0) <= before.denominator
        else None
    )
