"""What a source says in words about significance.  Works on levelled text; knows nothing of p values."""

from __future__ import annotations

import re

_CLAIM = re.compile(
    r"(?P<no>\b(?:not|no|nor|non|neither|without|never)\b[ -]"
    r"(?:(?:longer|reach|reached|statistically|any|a|an|be|was|were|differ|different) ?){0,3})?"
    r"(?P<kind>statistically |statistical |clinically |clinical )?\bsignifican(?:t|tly|ce)\b",
    re.IGNORECASE,
)
_INSIGNIFICANT = re.compile(r"\b(?:non-?significant|insignificant|p ?= ?ns)\b", re.IGNORECASE)

_NEITHER = re.compile(r"\bneither\b", re.IGNORECASE)


def claimed_significant(clause: str) -> bool | None:
    """Whether a clause calls a figure significant or denies it; None where it says neither, or means clinically.

    >>> claimed_significant("fell significantly"), claimed_significant("no significant difference")
    (True, False)
    """
    if "ignific" not in clause:
        return None
    if _INSIGNIFICANT.search(clause):
        return False
    claims = [m for m in _CLAIM.finditer(clause) if not (m["kind"] or "").lower().startswith("clinic")]
    return not any(m["no"] or _NEITHER.search(clause[: m.start()]) for m in claims) if claims else None
