"""Groups told by a level of something: "intermediate" of "by risk class" and "high-risk gout" are levels of risk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.results.draft import Draft
    from evigraph.extraction.results.statement import Statement

_LEVEL = r"(?:(?:very|moderately) )?(?:low|lower|intermediate|moderate|medium|standard|average|high|higher)"
_BY_CLASS = re.compile(r"\bby (?:the )?(?P<noun>[a-z]+) (?:class|group|level|categor|strat|tier)", re.IGNORECASE)
_LEVEL_OF = re.compile(rf"(?P<level>{_LEVEL})(?:[ -](?P<noun>risk|grade|volume|dose)\b.*)?", re.IGNORECASE)


def settle(s: Statement, drafts: Sequence[Draft]) -> None:
    """Call the levels that a statement sets side by side by what they are levels of."""
    for place in ("category", "arm"):
        _complete(s, drafts, place)


def _complete(s: Statement, drafts: Sequence[Draft], place: str) -> None:
    levels = [(d, m) for d in drafts if (m := _LEVEL_OF.fullmatch(getattr(d, place)))]
    if len({m["level"].lower() for _, m in levels}) < len(("low", "high")):
        return
    by = _BY_CLASS.search(s.frame.text) or _BY_CLASS.search(s.text)
    noun = next((m["noun"] for _, m in levels if m["noun"]), by["noun"] if by else "")
    for draft, match in levels if noun else ():
        setattr(draft, place, f"{match['level']} {match['noun'] or noun}".lower())
