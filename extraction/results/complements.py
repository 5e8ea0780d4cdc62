"""Counts told by those they leave out: "All but 3 patients came at 24 months" counts the 3 who did not come.

Knows drafts side by side; knows nothing of how the words beside a figure are read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.results.frames import outcome_by_rule, outcome_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.results.draft import Draft
    from evigraph.extraction.results.statement import Statement

_ALL_BUT = re.compile(r"\ball (?:but|except(?: for)?) (?:the )?$", re.IGNORECASE)
_DID = re.compile(
    r"(?:\s*\([^()]*\))?\s*(?:(?P<was>was|were)\s+(?P<state>[^,;.()]+?)"
    r"|(?P<verb>came|attended|returned|completed|replied|answered|responded|improved|recovered|healed)\b[^,;.()]*?)"
    r"(?=\s+(?:at|by|after|in|for|to|within|with)\b|[,;.(]|$)",
    re.IGNORECASE,
)
_BASE = {"came": "come", "replied": "reply", "completed": "complete", "improved": "improve"}


def settle(s: Statement, drafts: Sequence[Draft]) -> None:
    """Give those left out, and the parts of them in a bracket, what they did not do."""
    for i, draft in enumerate(drafts):
        if draft.n is None or not _ALL_BUT.search(s.text, 0, draft.figure.start):
            continue
        match = _DID.match(s.text, draft.figure.end)
        if match is None:
            continue
        draft.category = _denied(match)
        draft.outcome = outcome_by_rule(draft.category) or outcome_of(s.scan, match[0]) or draft.outcome
        for part in drafts[i + 1 :]:
            if part.figure.in_bracket and part.figure.end <= match.end() and part.n is not None:
                part.outcome, part.category, part.denominator = draft.outcome, draft.category, draft.n
                part.time = draft.time


def _denied(match: re.Match[str]) -> str:
    if match["was"]:
        return f"not {match['state'].strip()}"
    verb = match["verb"].lower()
    return f"did not {_BASE.get(verb, verb.removesuffix('ed'))}"
