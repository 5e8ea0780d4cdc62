"""Counts with a name each that add up to the share before them: "11 men (26%): tear 8, rupture 3"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.results.draft import Draft
    from evigraph.extraction.results.statement import Statement

_NAME_ONLY = re.compile(r"[\s,;:)]*(?:and\s+)?(?P<name>[A-Za-z][^\d,;:()=]{2,50}?)\s*")


def settle(s: Statement, drafts: Sequence[Draft]) -> None:
    """Make the parts of a share results of its outcome; only what adds up is a part."""
    for at, whole in enumerate(drafts):
        parts = [d for d in drafts[at + 1 :] if d.figure.is_plain or d.figure.kind == "count"]
        if not whole.figure.is_share or not whole.n or len(parts) < 2 or len(parts) != len(drafts) - at - 1:
            continue
        ends = [whole.figure.end, *(d.figure.end for d in parts)]
        names = [_NAME_ONLY.fullmatch(s.text, a, d.figure.start) for a, d in zip(ends, parts, strict=False)]
        if sum(int(d.figure.value or 0) for d in parts) == whole.n and all(names):
            for draft, name in zip(parts, names, strict=True):
                _as_part(draft, whole, name["name"] if name else "")


def _as_part(draft: Draft, whole: Draft, name: str) -> None:
    draft.figure.kind, draft.statistic, draft.unit = "count", "count", whole.figure.denominator_unit
    draft.n = draft.figure.n = int(draft.figure.value or 0)
    draft.outcome, draft.category, draft.denominator, draft.time = whole.outcome, name, whole.n, whole.time
