"""How many of those treated were measured: "FEV1 was available for 84 people", "6 had no score at 3 months".

Knows drafts side by side; the words of a loss to follow-up itself are in `frames`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.results.draft import Draft
    from evigraph.extraction.results.statement import Statement

_STATE = r"(?P<state>(?:only |still )?(?:(?:un|not )?(?:available|known|recorded)|missing|not (?:done|measured|taken)))"
_RETURNED = r"(?P<returned>came back|returned|sent back|obtained|filled in|collected)"
_DATUM = r"(?:data|scores?|forms?|questionnaires?|measurements?|tests?|images?|scans?|results?|values?|outcomes?)"
_WHO = r"(?:for|in|from|of|by|at|after|on)\s+(?:the\s+)?(?:all\s+|only\s+|another\s+|other\s+)?"
_KNOWN_FOR = re.compile(
    r"(?:^|[,;]|\band\b|\bthat\b)\s*(?:the |their )?(?!an? )(?P<what>[^,;:()]{2,60}?)\s+(?:was|were|is|are)\s+"
    rf"{_STATE}\s+{_WHO}$",
    re.IGNORECASE,
)
_CAME_FROM = re.compile(
    rf"(?:^|[,;]|\band\b)\s*(?:the |their )?(?P<what>[^,;:()]{{0,40}}?\b(?:{_DATUM}|[a-z]?[A-Z][A-Za-z]*[A-Z][\w-]*))"
    rf"\s+(?:(?:was|were) (?:only )?)?{_RETURNED}\s+{_WHO}$",
)
_STATED = re.compile(rf"\b(?:{_STATE}|{_RETURNED})\s", re.IGNORECASE)
"""A word of one of these stands where data are known; it is quicker to look for."""
_NOTHING = re.compile(r"no (?:information|details?)\b")
"""Of the rest of those counted before: "3 had surgery; no information was available for the other 2"."""
_AMONG = r"[\s)]*(?:(?:of|in|from) [^.;,]*?)?(?:\([^()]*\) ?)?"
_HAD_NO = re.compile(
    rf"{_AMONG}\b(?:had|have|has) (?P<no>no (?:[\w-]+ ){{0,3}}?(?:{_DATUM}|visit|follow[- ]?up|assessment))\b",
    re.IGNORECASE,
)
_HAD_RECORDED = re.compile(
    rf"{_AMONG}\b(?:had|have|has) (?:an?|the|their|its) (?P<what>[a-z][\w -]{{1,40}}?) "
    r"(?P<state>recorded|measured|documented|assessed|taken|available)\b",
    re.IGNORECASE,
)
_WERE_SEEN = re.compile(
    rf"{_AMONG}\b(?:was|were) (?P<state>(?:still |not )?(?:measured|examined|seen|reviewed|followed))\s*(?:$|[,;.(])",
    re.IGNORECASE,
)
_SEEN = re.compile(
    r"^\W*(?P<state>seen|examined|reviewed|followed up)(?: (?:again )?(?:at|after) [^,;]*)?\W*$", re.IGNORECASE
)
_SCORES = re.compile(r"(?<!\w)(score|form|questionnaire|test|measurement|value)s$", re.IGNORECASE)
_NO_DATUM = re.compile(r"\b(?:it|they|there|which|who|he|she|treatment|procedure|device|support|beds?)$", re.IGNORECASE)


def settle(s: Statement, drafts: Sequence[Draft]) -> None:
    """Tell the numbers of those measured, or not measured, from results of what was measured."""
    known = ""
    for draft in drafts:
        figure = draft.figure
        if not figure.is_share or draft.statistic not in ("count", "percentage"):
            known = ""
            continue
        known = _behind(s, figure.end) or _before(s, figure.start) or (known if _continues(s, draft, drafts) else "")
        if known and _NOTHING.match(known) and draft.outcome:
            draft.category = known
        elif known:
            draft.outcome, draft.category, draft.instrument = "follow-up completeness", known, ""
        elif draft.outcome == "follow-up completeness" and not draft.category:
            draft.category = left_out(s.text[s.clause_start(figure.start) : s.clause_end(figure.end)])


def left_out(clause: str) -> str:
    """What became of those who were not followed, in the source's words: "lost to follow up"."""
    match = _LEFT.search(clause)
    return " ".join(match[0].lower().split()) if match else ""


_LEFT = re.compile(
    r"\blost to follow[- ]?up\b|\bdropped out\b|\bwithdrew(?: consent)?\b|\blost\b|\bmoved (?:away|abroad)\b"
    r"|\bdid not (?:attend|return|come|complete|reply|answer)\b|\bmissed (?:the|a|their) visit\b",
    re.IGNORECASE,
)


def _before(s: Statement, start: int) -> str:
    words = s.without_times(s.clause_start(start), start)
    if seen := _SEEN.match(words if words.strip() else s.frame.text):
        return seen["state"].lower()
    if not _STATED.search(words):
        return ""
    if match := _CAME_FROM.search(words):
        return _named(match["what"], match["returned"])
    match = _KNOWN_FOR.search(words)
    return _named(match["what"], match["state"]) if match else ""


def _behind(s: Statement, end: int) -> str:
    words = s.without_times(end, s.clause_end(end))
    if match := _HAD_NO.match(words):
        return " ".join(match["no"].split())
    if match := _HAD_RECORDED.match(words):
        return _named(match["what"], match["state"])
    seen = _WERE_SEEN.match(words) if s.times else None
    return seen["state"].lower() if seen else ""


def _named(what: str, state: str) -> str:
    thing = re.sub(r"^No ", "no ", " ".join(what.split()))
    return "" if _NO_DATUM.search(thing) else " ".join((_SCORES.sub(r"\1", thing), state.lower()))


def _continues(s: Statement, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a count goes on with a list: "for 92% of patients at 6 months, 83% at 12 months"."""
    i = next(n for n, d in enumerate(drafts) if d is draft)
    return i > 0 and s.clause_start(draft.figure.start) == s.clause_start(drafts[i - 1].figure.start)
